/**
 * @module incidents/threads
 * Where an incident is spoken of, down to the thread under its living message: what people say there belongs to it.
 */
import { keyIn, type Place } from '../outbox/place.ts';
import { KINDS } from './notifier.ts';
import type { Incident } from './record.ts';

/** One for each of its places, in their order; the place itself where it has no thread yet. */
export function threadsOf({ places, said }: Pick<Incident, 'places' | 'said'>): Place[] {
  return places.map((place, index) => {
    const ref = said[keyIn(index, KINDS.inOrder[0])];
    if (place.via !== 'slack' || place.thread !== undefined || ref === undefined) return place;
    return { ...place, thread: ref };
  });
}
