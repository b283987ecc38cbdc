/**
 * @module freezes/speaker
 * A freeze as its outbox needs it: where it is spoken of, how it stands, and what nobody needs to hear any more.
 */
import type { Speaker } from '../outbox/outbox.ts';
import type { Conductor } from './conductor.ts';
import type { FreezeView } from './notifier.ts';
import { isOpen } from './record.ts';

/** `now` gives epoch ms. */
export function speakerOf(conductor: Conductor, now: () => number): Speaker<FreezeView> {
  return {
    places: () => conductor.load().places,
    view: () => conductor.view(),
    lastAsked() {
      const { madeAt, acknowledged, extended } = conductor.load();
      return Math.max(madeAt, ...[...acknowledged, ...extended].map(({ at }) => at));
    },
    isCurrent({ what, order_id: until }) {
      if (what !== 'reminder') return true;
      const it = conductor.load();
      return isOpen(it) && now() < it.until && until === String(it.until);
    },
    isMoving: () => false,
    said(key, ref, also) {
      conductor.happen({ id: `said:${key}`, type: 'said', key, ref }, also);
    },
    unsaid(key, why, also) {
      conductor.happen({ id: `unsaid:${key}:${now()}`, type: 'unsaid', key, why }, also);
    },
  };
}
