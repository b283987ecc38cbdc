/**
 * @module protocol/words
 * The small words that the messages of this protocol are made of: ids, names, digests, public keys.
 */
import * as z from 'zod';

/** An id that somebody else made: printable, no spaces. */
export const Id = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/);

/** SHA-256, key thumbprint or 32 random bytes, in base64url. */
export const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A host's name as people type it: lower case, at most 63 characters, e.g. `node-3` or `gw.example.com`. */
export const HostName = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/);

/** A label of hosts, e.g. `prod` or `eu-west`: what people type instead of a list of names. */
export const HostLabel = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/);

/** Epoch milliseconds. */
export const Time = z.number().int().nonnegative().max(8_640_000_000_000_000);

/** An Ed25519 public key as a JWK (RFC 8037). */
export const PublicKey = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Digest });
export type PublicKey = z.infer<typeof PublicKey>;

/** What a host says of itself; shown to people, never trusted. */
export const HostFacts = z.strictObject({
  agentVersion: z.string().max(64),
  platform: z.string().max(64),
  nodeVersion: z.string().max(64),
  openclawVersion: z.string().max(64).nullable(),
});
export type HostFacts = z.infer<typeof HostFacts>;

/** Where a host's journal stands: how many records, and the hash of the last. */
export const JournalPoint = z.strictObject({
  length: z.number().int().nonnegative(),
  head: Digest.nullable(),
});
export type JournalPoint = z.infer<typeof JournalPoint>;
