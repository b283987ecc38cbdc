/**
 * @module protocol/envelope
 * Opens a signed envelope (General JWS, Ed25519, RFC 8785 payload) by checks in one fixed order, each with
 * a refusal code of its own. There is exactly one text for one signed value, and every other is refused.
 */
import { flattenedVerify } from 'jose';
import type * as z from 'zod';
import { fromBase64url } from './base64url.ts';
import { canonicalText, sha256 } from './canonical.ts';
import { MAX_ENVELOPE_BYTES } from './limits.ts';
import { type Purpose, thumbprint, type VerifyKey, verifyKey } from './signer.ts';
import { PublicKey } from './words.ts';

/** Why an envelope was not opened, in the order of the checks. */
export const ENVELOPE_REFUSALS = [
  'size',
  'members',
  'base64url',
  'header',
  'kid',
  'signature',
  'utf8',
  'json',
  'canonical',
  'schema',
] as const;
export type EnvelopeRefusal = (typeof ENVELOPE_REFUSALS)[number];

export type Opened<T> =
  | { ok: true; payload: T; digest: string; kids: string[] }
  | { ok: false; code: EnvelopeRefusal; why: string };

type Expected<T> = {
  purpose: Purpose;
  /** The keys that are known and not revoked, by thumbprint. */
  keys: ReadonlyMap<string, VerifyKey>;
  schema: z.ZodType<T>;
};

const MAX_SIGNATURES = 8;
const encoder = new TextEncoder();

/** Opens an envelope. Every signature in it must be by a known key; the payload is one closed shape. */
export async function open<T>(text: string, expected: Expected<T>): Promise<Opened<T>> {
  if (text.length > MAX_ENVELOPE_BYTES || encoder.encode(text).length > MAX_ENVELOPE_BYTES)
    return refuse('size', `larger than ${MAX_ENVELOPE_BYTES} bytes`);
  const jws = members(text);
  if (!jws) return refuse('members', 'not exactly one payload and its signatures');
  const payload = fromBase64url(jws.payload);
  const parts = jws.signatures.map((one) => ({
    ...one,
    header: fromBase64url(one.protected),
    bytes: fromBase64url(one.signature),
  }));
  if (!payload || parts.some((one) => !one.header || !one.bytes))
    return refuse('base64url', 'not strict base64url');
  const kids: string[] = [];
  for (const part of parts) {
    const kid = headerKid(part.header, expected.purpose);
    if (kid === null || kids.includes(kid)) return refuse('header', `not the header of ${expected.purpose}`);
    kids.push(kid);
  }
  const keys = kids.map((kid) => expected.keys.get(kid));
  for (const [i, key] of keys.entries()) if (!key) return refuse('kid', `key ${kids[i]} is not known here`);
  for (const [i, part] of parts.entries()) {
    const one = { payload: jws.payload, protected: part.protected, signature: part.signature };
    if (!(await verified(one, keys[i] as VerifyKey)))
      return refuse('signature', 'the signature does not fit');
  }
  const plain = utf8(payload);
  if (plain === null) return refuse('utf8', 'the payload is not UTF-8');
  const value = json(plain);
  if (value === undefined) return refuse('json', 'the payload is not JSON');
  if (canonical(value) !== plain) return refuse('canonical', 'the payload is not in canonical form');
  // A schema would leave it out without a word, and then less would be read than was signed.
  const parsed = hidesMembers(value) ? { success: false as const } : expected.schema.safeParse(value);
  if (!parsed.success) return refuse('schema', `not the shape of ${expected.purpose}`);
  return { ok: true, payload: parsed.data, digest: await sha256(payload), kids };
}

/**
 * Opens an envelope that brings its own key in the payload's `key`, as a joining host does: it proves that
 * the sender holds the key, nothing more. `keys`: others that may have signed beside it.
 */
export async function openSelfSigned<T extends { key: PublicKey }>(
  text: string,
  expected: { purpose: Purpose; schema: z.ZodType<T>; keys?: ReadonlyMap<string, VerifyKey> },
): Promise<Opened<T>> {
  const jws = text.length > MAX_ENVELOPE_BYTES ? null : members(text);
  const payload = jws ? fromBase64url(jws.payload) : null;
  const plain = payload ? utf8(payload) : null;
  const value = plain === null ? undefined : json(plain);
  const claimed = PublicKey.safeParse((value as { key?: unknown } | null | undefined)?.key);
  const keys = new Map<string, VerifyKey>(expected.keys);
  if (claimed.success) {
    const key = await verifyKey(claimed.data).catch(() => null);
    if (key) keys.set(await thumbprint(claimed.data), key);
  }
  return open(text, { ...expected, keys });
}

/** The envelope with each of its signatures alone, for whoever knows only one of the keys; none if it is no envelope. */
export function oneByOne(text: string): string[] {
  const jws = text.length > MAX_ENVELOPE_BYTES ? null : members(text);
  return (jws?.signatures ?? []).map((one) => canonicalText({ payload: jws?.payload, signatures: [one] }));
}

type Jws = { payload: string; signatures: { protected: string; signature: string }[] };

function refuse(code: EnvelopeRefusal, why: string): { ok: false; code: EnvelopeRefusal; why: string } {
  return { ok: false, code, why };
}

/** Exactly `{payload, signatures: [{protected, signature}]}` in canonical text: no second spelling exists. */
function members(text: string): Jws | null {
  const value = json(text);
  if (!isRecord(value) || !hasExactly(value, ['payload', 'signatures'])) return null;
  const { payload, signatures } = value;
  if (typeof payload !== 'string' || !Array.isArray(signatures)) return null;
  if (signatures.length < 1 || signatures.length > MAX_SIGNATURES) return null;
  for (const one of signatures as unknown[]) {
    if (!isRecord(one) || !hasExactly(one, ['protected', 'signature'])) return null;
    if (typeof one.protected !== 'string' || typeof one.signature !== 'string') return null;
  }
  return canonical(value) === text ? (value as Jws) : null;
}

/** The key's name if the header is exactly `{alg, kid, typ}` for this purpose: no `jwk`, `jku`, `crit`, `b64`. */
function headerKid(bytes: Uint8Array | null, purpose: Purpose): string | null {
  const plain = bytes ? utf8(bytes) : null;
  const header = plain === null ? undefined : json(plain);
  if (!isRecord(header) || !hasExactly(header, ['alg', 'kid', 'typ'])) return null;
  if (header.alg !== 'Ed25519' || header.typ !== purpose || typeof header.kid !== 'string') return null;
  return canonical(header) === plain ? header.kid : null;
}

async function verified(
  jws: { payload: string; protected: string; signature: string },
  key: VerifyKey,
): Promise<boolean> {
  try {
    await flattenedVerify(jws, key, { algorithms: ['Ed25519'] });
    return true;
  } catch {
    return false;
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Null where no canonical form exists, as for a lone surrogate. */
function canonical(value: unknown): string | null {
  try {
    return canonicalText(value);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names that mean something else to an object than to a reader of the text. */
const HIDDEN = ['__proto__', 'constructor', 'prototype'];

/** Whether a member anywhere in it has such a name. Its depth is bounded by the envelope's size and its canonical form. */
function hidesMembers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return HIDDEN.some((name) => Object.hasOwn(value, name)) || Object.values(value).some(hidesMembers);
}

function hasExactly(value: Record<string, unknown>, names: string[]): boolean {
  const keys = Object.keys(value);
  return keys.length === names.length && names.every((name) => Object.hasOwn(value, name));
}
