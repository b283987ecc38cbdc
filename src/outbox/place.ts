/**
 * @module outbox/place
 * An object may be spoken of in several places: the channel where it began, another channel whose people
 * asked for the same host, the terminal while Slack is down. Each has one living message of its own.
 */
import * as z from 'zod';

/** Where an object is spoken of; one shape for events and for the stored record. */
export const Place = z.discriminatedUnion('via', [
  z.object({
    via: z.literal('slack'),
    team: z.string(),
    channel: z.string(),
    thread: z.string().exactOptional(),
  }),
  z.object({ via: z.literal('terminal'), session: z.string() }),
]);
export type Place = z.infer<typeof Place>;

/** More places than this are not served; the answer to the command still says how things stand. */
export const MAX_PLACES = 5;

/** All terminals are one place: who is connected sees it. */
export function samePlace(a: Place, b: Place): boolean {
  if (a.via === 'terminal' || b.via === 'terminal') return a.via === b.via;
  return a.team === b.team && a.channel === b.channel && a.thread === b.thread;
}

/** Key of a message in a place: `status`, `details/node-3`, and `status#2` in the second place. */
export function keyIn(place: number, base: string): string {
  return place === 0 ? base : `${base}#${place + 1}`;
}

/** Details of a host's first look are `details/HOST`, those of a later look `details/HOST/2`. */
export function detailsKey(host: string, look: number): string {
  return look === 1 ? `details/${host}` : `details/${host}/${look}`;
}

/** The address of a message (`ref`) in a place, for people; null where there is none. */
export function linkTo(place: Place, ref: string): string | null {
  if (place.via !== 'slack') return null;
  const root = place.thread ?? ref;
  return `https://app.slack.com/client/${place.team}/${place.channel}/thread/${place.channel}-${root}`;
}
