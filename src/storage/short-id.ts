/**
 * @module storage/short-id
 * The id of an object that a command opens, made from the command's own id: a retry of the same command finds the
 * object instead of opening another. Short, without letters that look alike.
 */

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** `PREFIX-` and ten letters or digits (50 bits of SHA-256 of `source`). */
export async function shortId(prefix: string, source: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(source));
  const letters = Array.from(new Uint8Array(digest).slice(0, LENGTH), (byte) => LETTERS[byte % 32]);
  return `${prefix}-${letters.join('')}`;
}
