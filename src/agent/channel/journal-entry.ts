/**
 * @module agent/channel/journal-entry
 * The kinds of record that a journal holds. The shapes are closed, and final: a journal must be readable by
 * every later host agent. An earlier one passes over kinds that it does not know, unless their record says that whoever
 * does not know them would forget what must not be forgotten (`needs`).
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

/**
 * What a host agent must know to go on with a journal: the highest `needs` of its records. Raised together with an entry
 * in NEEDS, and never else.
 */
export const READS = 1;

/**
 * Kinds of after `used` that carry what no reader may pass over (a counter, an order that was taken, its end), with the
 * READS of the first host agent that knows them. What only tells people something needs nobody.
 */
export const NEEDS: Partial<Record<JournalEntry['kind'], number>> = {};

const KINDS: ReadonlySet<string> = new Set(JournalEntry.options.map(({ shape }) => shape.kind.value));
export const isKnownKind = (kind: string): boolean => KINDS.has(kind);

/** A record as it stands in the file, of whatever day; the hash seals all that is in it. */
export const SealedRecord = z.looseObject({
  v: z.number().int().positive(),
  n: z.number().int().positive(),
  prev: z.string().nullable(),
  /** The host's own clock, epoch ms. */
  t: z.number().int(),
  hash: z.string(),
  /** Absent: every reader may go on, whether it knows the kind or not. */
  needs: z.number().int().positive().optional(),
  entry: z.looseObject({ kind: z.string().max(64) }),
});
export type SealedRecord = z.infer<typeof SealedRecord>;

/** A record as it is understood; without an entry where it is of a kind of a later day. */
export type JournalRecord = Pick<SealedRecord, 'n' | 'prev' | 't' | 'hash'> & { entry: JournalEntry | null };
