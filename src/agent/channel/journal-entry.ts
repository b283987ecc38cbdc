/**
 * @module agent/channel/journal-entry
 * The kinds of record that a journal holds. The shapes are closed, and final: a journal must be readable by
 * every later host agent.
 */
import * as z from 'zod';
import { Digest, Id, Time } from '../../protocol/words.ts';

const Ending = z.strictObject({
  outcome: z.enum(['finished', 'failed', 'stopped']),
  why: z.string().max(500).nullable(),
  frames: z.array(Digest),
  tookMs: z.number().int().nonnegative(),
  /** The record that says so; the signed end of the order names it. */
  at: Time,
  point: z.strictObject({ length: z.number().int(), head: z.string().nullable() }),
});
export type Ending = z.infer<typeof Ending>;

const Taken = z.strictObject({
  id: Id,
  /** Digest of the order. */
  order: Digest,
  jti: Id,
  kid: z.string(),
  counter: z.number().int(),
  op: z.string(),
  mode: z.enum(['read', 'change']),
  incident: z.string(),
  requester: z.string(),
  iat: Time,
  exp: Time,
});
export type Taken = z.infer<typeof Taken>;

/** An order that this host has taken. `ending` is null while it runs, `acked` once the bot has its end. */
export type Known = Taken & {
  ending: Ending | null;
  acked: boolean;
  /** False where the disk did not take it: this process alone remembers. */
  journaled: boolean;
};

export const JournalEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('joined'), host: Digest, bot: Digest, joinSeq: z.number().int() }),
  z.strictObject({ kind: z.literal('taken'), ...Taken.shape }),
  z.strictObject({ kind: z.literal('ended'), id: Id, ...Ending.omit({ at: true, point: true }).shape }),
  z.strictObject({ kind: z.literal('acked'), id: Id }),
  z.strictObject({ kind: z.literal('refused'), id: Id.nullable(), code: z.string(), why: z.string() }),
  // A delivery without a session that began nothing: it was refused, or asked how an order goes. It is used up.
  z.strictObject({ kind: z.literal('used'), jti: Id, kid: z.string(), counter: z.number().int() }),
  // A recovery that a person at the terminal had made: its own journal by the hash of its last record.
  z.strictObject({
    kind: z.literal('recovered-here'),
    run: z.string().max(200),
    by: z.string().max(200),
    outcome: z.string().max(32),
    head: z.string().max(64),
  }),
  z.strictObject({ kind: z.literal('damaged'), why: z.string() }),
  z.strictObject({
    kind: z.literal('carried'),
    counters: z.array(z.tuple([z.string(), z.number().int()])),
    orders: z.array(z.strictObject({ ...Taken.shape, ending: Ending.nullable(), acked: z.boolean() })),
    damaged: z.string().nullable(),
  }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;

/** A record as it stands in the file. `t` is the host's own clock, epoch ms; `hash` seals all the rest. */
export const JournalRecord = z.strictObject({
  v: z.literal(1),
  n: z.number().int().positive(),
  prev: z.string().nullable(),
  t: z.number().int(),
  hash: z.string(),
  entry: JournalEntry,
});
export type JournalRecord = z.infer<typeof JournalRecord>;
