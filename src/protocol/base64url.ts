/**
 * @module protocol/base64url
 * Strict base64url. The last character of an encoding has spare bits, so that several texts decode to the
 * same bytes; only the one that we would have written ourselves is taken.
 */
import { base64url } from 'jose';

/** Base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** The bytes, or null if the text is not the one canonical encoding of them. */
export function fromBase64url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = base64url.decode(text);
  return base64url.encode(bytes) === text ? bytes : null;
}
