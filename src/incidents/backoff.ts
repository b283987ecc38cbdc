/**
 * @module incidents/backoff
 * How long to wait before the next try. Jitter keeps a hundred incidents from trying in step after an outage.
 */

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Milliseconds to wait after `tries` failed tries (1 or more); `random` is in 0..1. */
export function backoffMs(tries: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 10));
  return Math.round(full * (0.5 + random / 2));
}
