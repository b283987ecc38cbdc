/**
 * @module agent/holds/freeze-operations
 * What a bot may ask of a host about a freeze: to hold a gateway, and to let it go. Nobody else must agree, since it only
 * holds others back; the answer says what the host makes of it, in a closed form.
 */
import type { Evidence } from '../../protocol/evidence.ts';
import type { Hold } from '../../protocol/recovery.ts';
import type { Operation } from '../operation.ts';
import type { HoldKeeper } from './keeper.ts';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Told of the gateway, beside what looks say of it. `at`: epoch ms. */
export const holdEvidence = (hold: Hold, at: number): Evidence => ({
  probe: 'hold',
  subject: `gateway:${hold.gateway.replace(/[\s/]/g, '_')}`,
  source: 'the host agent’s own holds',
  at: new Date(at).toISOString(),
  how: 'live',
  look: 'seen',
  facts: [],
  report: { kind: 'hold', hold },
});

/** Both operations; without a keeper this host cannot do them, and says so by not having them. */
export function freezeOperations(keeper: HoldKeeper): { hold: Operation; lift: Operation } {
  const wanted = (args: Record<string, unknown>) => ({
    gateway: text(args.gateway),
    freeze: text(args.freeze) ?? '',
    by: text(args.by) ?? '',
  });
  return {
    async hold(args, { emit, now }) {
      const asOf = now?.() ?? Date.now();
      const [because, until] = [text(args.because), Number(args.until)];
      emit([holdEvidence(await keeper.hold({ ...wanted(args), because, until, asOf }), Date.now())]);
    },
    async lift(args, { emit }) {
      emit([holdEvidence(await keeper.lift(wanted(args)), Date.now())]);
    },
  };
}
