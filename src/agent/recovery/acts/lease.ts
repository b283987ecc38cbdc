/**
 * @module agent/recovery/acts/lease
 * Takes OpenClaw's own lease for a run and gives it back. Both go by a request id, so that either may be done again after
 * a crash and is done once; a gateway that offers no lease, or answers nobody, is held by the notice alone.
 */
import type { Act } from '../../../runbooks/act.ts';
import type { AdminDoor } from '../../gateway-admin/door.ts';
import { drained, giveBackLease, takeLease } from '../../gateway-admin/lease.ts';

export type LeaseActParts = {
  door: AdminDoor;
  /** The freeze's id, so that its hold and this run share one lease; else the run's own. */
  requestId: string;
  /** Keeps the hold from taking the lease again while the run needs the gateway (holds/rest.ts). */
  rest(): void;
};

/** How long turns that are under way are waited for; a restart drains by itself what goes on longer. Milliseconds. */
const DRAIN_MS = 20_000;
const LIMIT_MS = 60_000;

export const takeLeaseAct = ({ door, requestId }: LeaseActParts): Act => ({
  id: 'lease.take',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ signal, say }) {
    const worked = await door({ signal }, async ({ admin }) => {
      const taken = await takeLease(admin, requestId, { signal });
      if (!taken.ok || !taken.lease.draining) return { taken, quiet: true };
      say({ code: 'lease.draining', params: {} });
      return { taken, quiet: await drained(admin, taken.lease, DRAIN_MS, signal) };
    });
    const { taken, quiet } = worked.ok ? worked.value : { taken: worked, quiet: false };
    if (taken.ok) {
      const { suspensionId, expiresAt } = taken.lease;
      return { ok: true, told: { leased: true, quiet, suspensionId, expiresAt, why: null } };
    }
    // Somebody else keeps it still on purpose: that is not ours to end.
    if (taken.because.code === 'lease.held-by-another') return taken;
    return { ok: true, told: { leased: false, why: taken.because.code } };
  },
});

export const giveBackLeaseAct = ({ door, requestId, rest }: LeaseActParts): Act => ({
  id: 'lease.give-back',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ memory, signal }) {
    rest();
    const taken = memory.told['lease.take'];
    if (taken?.leased === false) return { ok: true, told: { resumed: false } };
    const suspensionId = typeof taken?.suspensionId === 'string' ? taken.suspensionId : null;
    const back = await door({ signal }, ({ admin }) => giveBackLease(admin, requestId, suspensionId, signal));
    if (!back.ok) return { ok: true, told: { resumed: false, why: back.because.code } };
    return back.value.ok ? { ok: true, told: { resumed: back.value.resumed } } : back.value;
  },
});
