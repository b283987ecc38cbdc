/**
 * @module outbox/person
 * Whoever asked for something, as the place they speak in knows them. One shape for events and for the stored record,
 * so that a new way in is one word in one list.
 */
import * as z from 'zod';

/** People, and what acts in their stead: an alert, a schedule that somebody set up, a pipeline with the bot's token. */
export const Person = z.object({
  id: z.string(),
  via: z.enum(['slack', 'terminal', 'alert', 'schedule', 'pipeline']),
  team: z.string().exactOptional(),
  /** What others call them, if the place says so; shown instead of the id. */
  name: z.string().exactOptional(),
  /** The one id of somebody with several accounts, where a bot admin has named them (PEOPLE). */
  as: z.string().exactOptional(),
});
export type Person = z.infer<typeof Person>;

/** The same person? Names change; accounts in different teams are different people unless a bot admin joined them. */
export const samePerson = (a: Person, b: Person): boolean => requesterOf(a) === requesterOf(b);

/** A person as written into a job, e.g. `slack:T024/U061` or `terminal:maria`. */
export function requesterOf(person: Person): string {
  if (person.as !== undefined) return person.as.slice(0, 200);
  return `${person.via}:${person.team === undefined ? '' : `${person.team}/`}${person.id}`.slice(0, 200);
}
