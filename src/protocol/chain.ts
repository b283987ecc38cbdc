/**
 * @module protocol/chain
 * What happened, chained: each row carries the hash of the one before, so that a row that was changed, put in or taken
 * out later shows. The last hash is told in the thread, where nobody can take it back.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from './base64url.ts';

/** What of a row is hashed: all that it says. Times are epoch ms. */
export type Link = {
  at: number;
  receivedAt: number;
  type: string;
  host: string | null;
  person: unknown;
  body: unknown;
};
/** A row as it is kept; both are null in rows of before there was a chain. */
export type Chained = Link & { prev: string | null; hash: string | null };

/** What stands before the first row of a chain. */
export const GENESIS = '-';

const encoder = new TextEncoder();

/**
 * Hash of a row behind `prev`, in base64url: SHA-256 of `[prev, at, receivedAt, type, host, person, body]` as JSON, its
 * members in the order in which they are kept. In one go, since rows are written within a transaction.
 */
export function hashOf(prev: string, { at, receivedAt, type, host, person, body }: Link): string {
  const text = JSON.stringify([prev, at, receivedAt, type, host, person, body]);
  return toBase64url(sha256(encoder.encode(text)));
}

export type Checked =
  | { ok: true; length: number; head: string | null }
  /** The first row, counted from 1, that does not fit. */
  | { ok: false; row: number };

/** Whether these rows, oldest first, are what was written; rows of before the chain are counted and not
 * judged. `before`: the hash of the row before the first, where these are not all. */
export function checkChain(rows: readonly Chained[], before = GENESIS): Checked {
  let head: string | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.hash === null && head === null) continue;
    const prev = head ?? before;
    if (row.prev !== prev || row.hash !== hashOf(prev, row)) return { ok: false, row: index + 1 };
    head = row.hash;
  }
  return { ok: true, length: rows.length, head };
}
