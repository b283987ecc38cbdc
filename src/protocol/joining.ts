/**
 * @module protocol/joining
 * How a host is let in: a one-time token from an admin, and a request signed by the key that the host has
 * just made. The token names the bot's key, so that the first contact need not be taken on trust.
 */
import * as z from 'zod';
import { Digest, HostFacts, HostName, PublicKey, Time } from './words.ts';

/** Signed by the host's new key: whoever sends it holds that key and has seen the token. */
export const JoinRequest = z.strictObject({
  v: z.literal(1),
  /** SHA-256 of the token, so that the request proves knowledge of it without repeating it. */
  token: Digest,
  name: HostName,
  nonce: Digest,
  key: PublicKey,
  facts: HostFacts,
});
export type JoinRequest = z.infer<typeof JoinRequest>;

/** Signed by the bot; the host pins `key` from here on. */
export const Joined = z.strictObject({
  v: z.literal(1),
  nonce: Digest,
  /** Thumbprint of the host's key, as the bot has noted it. */
  host: Digest,
  hostId: z.string().max(128),
  name: HostName,
  /** How often this name has joined: a copy of an older state is noticed by it. */
  joinSeq: z.number().int().positive(),
  key: PublicKey,
  at: Time,
});
export type Joined = z.infer<typeof Joined>;

/** Body of `POST /agents/join`. */
export const JoinBody = z.strictObject({
  token: z.string().max(256),
  name: HostName,
  request: z.string().max(8_192),
});
export type JoinBody = z.infer<typeof JoinBody>;

/** `SECRET.CHECK.BOTKEY`: 32 random bytes, a check by the bot over name and secret, the bot's thumbprint. */
export const JOIN_TOKEN = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** Signed by the host's present key and by the one that follows it: whoever sends it holds both. */
export const RotateRequest = z.strictObject({
  v: z.literal(1),
  name: HostName,
  joinSeq: z.number().int().positive(),
  nonce: Digest,
  /** Thumbprint of the present key. */
  former: Digest,
  key: PublicKey,
});
export type RotateRequest = z.infer<typeof RotateRequest>;

/** Signed by the bot: from here on it knows the host by `host` alone. */
export const Rotated = z.strictObject({
  v: z.literal(1),
  nonce: Digest,
  name: HostName,
  host: Digest,
});
export type Rotated = z.infer<typeof Rotated>;

/** Body of `POST /agents/rotate`. */
export const RotateBody = z.strictObject({
  hostId: z.string().max(128),
  request: z.string().max(8_192),
});
export type RotateBody = z.infer<typeof RotateBody>;
