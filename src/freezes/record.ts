/**
 * @module freezes/record
 * What is remembered of one freeze: plain JSON, checked when it is loaded. The notice and the hold are this one object;
 * it may cover several hosts, and ends by its own time.
 */
import * as z from 'zod';
import { HeldShape } from '../hub/dispatched.ts';
import { Person } from '../outbox/person.ts';
import { Place } from '../outbox/place.ts';
import { Because } from '../protocol/recovery.ts';
import { Time } from '../protocol/words.ts';

/**
 * `planned`: begins later. `announced`: the hosts' objects are being asked. `active`: at least one is held. `lapsed`:
 * its time was over. `refused`: all that it was for is held by others.
 */
export const FreezeState = z.enum(['new', 'planned', 'announced', 'active', 'lifted', 'lapsed', 'refused']);
export type FreezeState = z.infer<typeof FreezeState>;

/** What the host said of its own hold; `announced`: only people and scripts that ask are held, and why. */
const Word = z.object({ held: z.enum(['leased', 'announced']), why: Because.nullable() });
export type Word = z.infer<typeof Word>;

/** One gateway, or all of a host's, that shall stand still. */
export const Target = z.object({
  host: z.string(),
  /** The profile; null for all gateways of the host. */
  gateway: z.string().nullable(),
  state: z.enum(['waiting', 'asking', 'held', 'refused', 'over']),
  /** Who holds it instead. */
  rival: HeldShape.nullable(),
  /** Asked again then, since the rival's hold is over by that time (epoch ms). */
  retryAt: Time.nullable(),
  /** The order that tells the host itself, and when it was given. */
  order: z.string().nullable(),
  orderedAt: Time.nullable(),
  /** By gateway; empty while the host has not answered. */
  words: z.record(z.string(), Word),
});
export type Target = z.infer<typeof Target>;

const Kept = z.object({
  v: z.literal(1),
  id: z.string(),
  state: FreezeState,
  requester: Person.nullable(),
  because: z.string().nullable(),
  /** The incident whose own changes go on meanwhile. */
  incident: z.string().nullable(),
  madeAt: Time,
  from: Time,
  until: Time,
  /** Its time had come while the bot was there to see it. */
  began: z.boolean(),
  targets: z.array(Target),
  places: z.array(Place),
  acknowledged: z.array(z.object({ person: Person, at: Time })),
  extended: z.array(
    z.object({ person: Person, at: Time, until: Time, because: z.string().nullable().default(null) }),
  ),
  /** `at`: when it was over; `noticedAt`: when this object saw it. `by` null: by its own time. */
  ended: z
    .object({
      at: Time,
      noticedAt: Time,
      by: Person.nullable(),
      because: z.string().nullable(),
      /** By the end of the recovery that began it. */
      recovery: z.boolean().default(false),
    })
    .nullable(),
  /** Ends that people were reminded of, with how long before (`UNTIL-BEFORE`, in ms). */
  reminded: z.array(z.string()),
  revision: z.number().int().nonnegative(),
  /** Counts what hosts and their objects were asked. */
  asked: z.number().int().nonnegative(),
  said: z.record(z.string(), z.string()),
  unsaid: z.array(z.object({ key: z.string(), why: z.string() })),
  seen: z.array(z.string()),
});
export type Freeze = z.infer<typeof Kept>;

/** Records of before have no `began`; then whatever was not still planned had begun. */
export const Freeze = z.preprocess((read) => {
  const { state } = read as { state?: unknown };
  return { began: state !== 'new' && state !== 'planned', ...(read as object) };
}, Kept);

export function blankFreeze(id: string): Freeze {
  return {
    v: 1,
    id,
    state: 'new',
    requester: null,
    because: null,
    incident: null,
    madeAt: 0,
    from: 0,
    until: 0,
    began: false,
    targets: [],
    places: [],
    acknowledged: [],
    extended: [],
    ended: null,
    reminded: [],
    revision: 0,
    asked: 0,
    said: {},
    unsaid: [],
    seen: [],
  };
}

/** It lasts, or will. */
export const isOpen = ({ state }: Freeze): boolean =>
  state === 'planned' || state === 'announced' || state === 'active';
