/**
 * @module conversation/incident-threads
 * Where people speak of an incident, down to the thread: what belongs to it is said there and not beside it.
 */
import type { ViewReply } from '../incidents/messages.ts';
import type { Place } from '../outbox/place.ts';
import type { Objects } from '../storage/objects.ts';

/** The threads of the incident; the place of whoever asks where it has none yet, or cannot be asked. */
export async function threadsOf(incident: string, place: Place, objects: Objects): Promise<Place[]> {
  try {
    const reply = await objects.send({ kind: 'incident', name: incident }, { type: 'view' });
    const { threads = [] } = reply as ViewReply;
    return threads.length === 0 ? [place] : [...threads];
  } catch {
    // A freeze must not wait for an incident.
    return [place];
  }
}
