/**
 * @module incidents/speaker
 * An incident as its outbox needs it: where it is spoken of, how it stands, and what nobody needs to hear any more.
 */
import type { Speaker } from '../outbox/outbox.ts';
import { keyIn, type Place } from '../outbox/place.ts';
import type { Conductor } from './conductor.ts';
import { type IncidentView, KINDS } from './notifier.ts';
import { type Incident, isActive } from './record.ts';
import { lastAsked } from './view.ts';

/** `now` gives epoch ms. */
export function speakerOf(conductor: Conductor, now: () => number): Speaker<IncidentView> {
  return {
    places: () => conductor.load().places,
    view: () => conductor.view(),
    lastAsked: () => lastAsked(conductor.load()),
    // Details of a look that a later one replaced: its own details will come.
    isCurrent: ({ what, order_id: order }) =>
      order === null || what !== KINDS.gathered || conductor.load().runs.some((run) => run.order === order),
    isMoving: () => conductor.load().runs.some(isActive),
    said(key, ref, also) {
      conductor.happen({ id: `said:${key}`, type: 'said', key, ref }, also);
    },
    unsaid(key, why, also) {
      // The same message can be given up again after somebody asked anew: each time is an event of its own.
      conductor.happen({ id: `unsaid:${key}:${now()}`, type: 'unsaid', key, why }, also);
    },
  };
}

/** Where it is spoken of, down to the thread under its living message. */
export function threadsOf({ places, said }: Incident): Place[] {
  return places.map((place, index) => {
    const ref = said[keyIn(index, KINDS.inOrder[0])];
    if (place.via !== 'slack' || place.thread !== undefined || ref === undefined) return place;
    return { ...place, thread: ref };
  });
}
