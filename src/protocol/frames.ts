/**
 * @module protocol/frames
 * What may be said on a socket, as closed shapes for each direction. Envelopes travel as text inside the
 * frame, exactly as they were signed.
 */
import * as z from 'zod';
import { Hello } from './hello.ts';
import { MAX_ENVELOPE_BYTES, MAX_EVIDENCE_FRAMES, MAX_FRAME_BYTES } from './limits.ts';
import { MAX_DOCUMENT_LENGTH, MAX_DOCUMENTS } from './trust.ts';
import { Digest, Id, JournalPoint, Time } from './words.ts';

const Envelope = z.string().max(MAX_ENVELOPE_BYTES);

/** The host will carry the order out. `journaled`: it is in the journal (a full disk takes only looks, unwritten). */
const Accepted = z.strictObject({
  type: z.literal('accepted'),
  id: Id,
  order: Digest,
  journaled: z.boolean(),
});
/** What probes saw, in the order of `seq` from 0. Each piece is checked by itself, so that one bad one is not all. */
const EvidenceFrame = z.strictObject({
  type: z.literal('evidence'),
  id: Id,
  seq: z
    .number()
    .int()
    .nonnegative()
    .max(MAX_EVIDENCE_FRAMES - 1),
  evidence: z.array(z.unknown()).max(1_000),
});
const DoneFrame = z.strictObject({ type: z.literal('done'), id: Id, done: Envelope });
/** An order that was not, or not wholly, carried out. `id` is null where the order could not even be read. */
const Refused = z.strictObject({
  type: z.literal('refused'),
  id: Id.nullable(),
  code: z.string().max(32),
  why: z.string().max(500),
});

export const HostFrame = z.discriminatedUnion('type', [
  Hello,
  z.strictObject({ type: z.literal('proof'), proof: Envelope }),
  Accepted,
  EvidenceFrame,
  DoneFrame,
  Refused,
]);
export type HostFrame = z.infer<typeof HostFrame>;

export const BotFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), welcome: Envelope }),
  /** Before a welcome, and to hosts that speak 2 alone: the documents by which the bot's key has changed, see trust.ts. */
  z.strictObject({
    type: z.literal('trust'),
    documents: z.array(z.string().max(MAX_DOCUMENT_LENGTH)).max(MAX_DOCUMENTS),
  }),
  /** The proof was taken; the session is live. */
  z.strictObject({ type: z.literal('ready'), session: Digest }),
  z.strictObject({ type: z.literal('deliver'), order: Envelope, delivery: Envelope }),
  /** Everything of this order below `next` is stored by the bot; `done` says that the end is, too. */
  z.strictObject({ type: z.literal('ack'), id: Id, next: z.number().int().nonnegative(), done: z.boolean() }),
]);
export type BotFrame = z.infer<typeof BotFrame>;

/** Signed by the host: how an order ended, with the digest of every evidence frame that belongs to it. */
export const Done = z.strictObject({
  v: z.literal(1),
  id: Id,
  order: Digest,
  outcome: z.enum(['finished', 'failed', 'stopped']),
  why: z.string().max(500).nullable(),
  /** SHA-256 of the text of each evidence frame, by `seq`. */
  frames: z.array(Digest).max(MAX_EVIDENCE_FRAMES),
  tookMs: z.number().int().nonnegative(),
  at: Time,
  journal: JournalPoint,
});
export type Done = z.infer<typeof Done>;

export type ReadFrame<T> = { ok: true; frame: T } | { ok: false; code: 'oversize' | 'garbage'; why: string };

/** Reads one frame's text against the shapes of its direction. Never throws. */
export function readFrame<T>(text: string, shape: z.ZodType<T>): ReadFrame<T> {
  if (text.length > MAX_FRAME_BYTES || byteLength(text) > MAX_FRAME_BYTES)
    return { ok: false, code: 'oversize', why: `a frame is larger than ${MAX_FRAME_BYTES} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: 'garbage', why: 'a frame is not JSON' };
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { ok: false, code: 'garbage', why: 'a frame has none of the known shapes' };
  return { ok: true, frame: parsed.data };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
