/**
 * @module protocol/hello
 * The handshake on a fresh socket: each side proves its key over everything said so far. The address that
 * the host dialled is part of it, so that a stranger cannot pass the conversation on to the real bot.
 */
import * as z from 'zod';
import { digestOf } from './canonical.ts';
import { Digest, HostFacts, JournalPoint, Time } from './words.ts';

/** First frame, host to bot. Nothing in it is believed until the proof signs its digest. */
export const Hello = z.strictObject({
  type: z.literal('hello'),
  v: z.literal(1),
  speaks: z.array(z.number().int().positive()).min(1).max(16),
  hostId: z.string().max(128),
  /** Thumbprint of the host's key. */
  key: Digest,
  /** Made anew by each start of the host agent; tells a reconnect from a second copy. */
  run: Digest,
  nonce: Digest,
  /** Scheme, host and port that the host dialled. */
  origin: z.string().max(256),
  joinSeq: z.number().int().positive(),
  /** Last delivery counter that the host took from the bot's key. */
  counter: z.number().int().nonnegative(),
  journal: JournalPoint,
  /** Why the host's journal cannot be trusted, if so; the host then only reads. */
  journalDamaged: z.string().max(200).nullable(),
  facts: HostFacts,
  /** The host's clock. */
  at: Time,
});
export type Hello = z.infer<typeof Hello>;

/** Second frame, bot to host, signed by the bot. */
export const Welcome = z.strictObject({
  v: z.literal(1),
  /** Digest of the whole hello frame. */
  hello: Digest,
  session: Digest,
  nonce: Digest,
  /** Thumbprints of both keys. */
  host: Digest,
  bot: Digest,
  /** The bot's clock: the host measures the age of orders by it, not by its own clock. */
  at: Time,
  /** The host must name its journal's hash at this length; only the true journal knows it. */
  journalAt: z.number().int().positive().nullable(),
});
export type Welcome = z.infer<typeof Welcome>;

/** Third frame, host to bot, signed by the host. */
export const Proof = z.strictObject({
  v: z.literal(1),
  /** Digest of the welcome, and by it of the hello. */
  welcome: Digest,
  session: Digest,
  run: Digest,
  journalAt: Digest.nullable(),
});
export type Proof = z.infer<typeof Proof>;

/** The session's name, which both sides work out for themselves. */
export function sessionOf(hello: Hello, botNonce: string, bot: string): Promise<string> {
  const { nonce, hostId, key, origin } = hello;
  return digestOf({ bot, botNonce, hostId, hostNonce: nonce, key, origin });
}
