/**
 * @module agent/holds/lease-times
 * When a hold's lease is renewed and when it ends. A lease always lasts 120 s from its last renewal, also when all of us
 * are dead, so none is taken that would outlast the hold: the last renewal comes that long before its end.
 */
import { LEASE_MS } from '../gateway-admin/lease.ts';

/** Half of it, so that one renewal may fail. */
export const RENEW_MS = 60_000;
/** A renewal takes a process and a connection: it begins that much earlier. Milliseconds. */
const LEAD_MS = 4_000;

/** May a lease be taken at `now` for a hold that ends then? Milliseconds of one clock. */
export const mayLease = (now: number, ends: number): boolean => now + LEASE_MS <= ends;

export type Move = { do: 'renew' | 'end'; at: number };

/** What comes next for a hold, and when. `renewed`: when its lease was last taken or tried; ms of one clock. */
export function nextMove({ ends, renewed }: { ends: number; renewed: number | null }): Move {
  const last = ends - LEASE_MS - LEAD_MS;
  if (renewed !== null && renewed >= last) return { do: 'end', at: ends };
  const at = renewed === null ? 0 : Math.min(renewed + RENEW_MS, last);
  return { do: 'renew', at };
}
