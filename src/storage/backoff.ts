/**
 * @module storage/backoff
 * How long to wait before the next try. Jitter keeps a hundred objects from trying in step after an outage.
 */

const FIRST_MS = 1_000;

/**
 * Milliseconds to wait after `tries` failed tries (1 or more): a second, doubling, at most `longestMs`. `random` is in
 * 0..1 and takes up to half of it away.
 */
export function backoffMs(tries: number, random: number, longestMs = 60_000): number {
  const full = Math.min(longestMs, FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return Math.round(full * (0.5 + random / 2));
}
