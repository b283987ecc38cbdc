/**
 * @module incidents/speaker
 * An incident as its outbox needs it: where it is spoken of, how it stands, and what nobody needs to hear any more.
 */
import type { Speaker } from '../outbox/outbox.ts';
import type { Conductor } from './conductor.ts';
import { type IncidentView, KINDS } from './notifier.ts';
import { isActive } from './record.ts';
import { lastAsked } from './view.ts';

/** `now` gives epoch ms. */
export function speakerOf(conductor: Conductor, now: () => number): Speaker<IncidentView> {
  return {
    places: () => conductor.load().places,
    view: () => conductor.view(),
    lastAsked: () => lastAsked(conductor.load()),
    isCurrent({ key, what, order_id: order }) {
      const { runs, bundles } = conductor.load();
      // A file that was refused, or taken away before it was shown, is not wanted any more.
      if (KINDS.files?.includes(what))
        return bundles.some((one) => one.shares.some((it) => it.key === key && it.state === 'going'));
      // Details of a look that a later one replaced: its own details will come.
      return order === null || what !== KINDS.gathered || runs.some((run) => run.order === order);
    },
    isMoving() {
      const { runs, round } = conductor.load();
      return runs.some(isActive) || (round?.open ?? 0) > 0;
    },
    said(key, ref, also) {
      conductor.happen({ id: `said:${key}`, type: 'said', key, ref }, also);
    },
    unsaid(key, why, also, code) {
      // The same message can be given up again after somebody asked anew: each time is an event of its own.
      const told = code === undefined ? { key, why } : { key, why, code };
      conductor.happen({ id: `unsaid:${key}:${now()}`, type: 'unsaid', ...told }, also);
    },
  };
}
