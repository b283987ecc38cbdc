/**
 * @module protocol/canonical
 * One value, one text (RFC 8785), and its SHA-256. What is signed, compared or chained is always this
 * text, so that bot, host and an approver's tool agree on the bytes without sending them twice.
 */
import canonicalize from 'canonicalize';
import { toBase64url } from './base64url.ts';

const encoder = new TextEncoder();

/** RFC 8785 text of a JSON value; throws for what JSON cannot hold (NaN, lone surrogates, undefined). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}

/** SHA-256 of a text's UTF-8 or of bytes, in base64url (43 characters). */
export async function sha256(input: string | Uint8Array): Promise<string> {
  const bytes = typeof input === 'string' ? encoder.encode(input) : input;
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

/** SHA-256 of a value's canonical text, in base64url. */
export function digestOf(value: unknown): Promise<string> {
  return sha256(canonicalText(value));
}
