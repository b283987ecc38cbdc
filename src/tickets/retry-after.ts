/**
 * @module tickets/retry-after
 * When a desk may be asked again, read from what it sends along with a refusal. Vendors write it in five ways: seconds, a
 * date, a moment in seconds or milliseconds, and a time by ISO 8601.
 */

/** Headers with the moment at which a budget is full again, and those with what is left of it. */
const RESETS = [
  ['x-ratelimit-reset', 'x-ratelimit-remaining'],
  ['x-ratelimit-requests-reset', 'x-ratelimit-requests-remaining'],
  ['x-ratelimit-complexity-reset', 'x-ratelimit-complexity-remaining'],
  ['ratelimit-reset', 'ratelimit-remaining'],
] as const;

/** Whoever says more than a day means something else. */
const LONGEST_MS = 86_400_000;

/** Milliseconds to wait; null when nothing is said. `now` in epoch ms. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const said = momentIn(headers.get('retry-after'), now);
  if (said !== null) return said;
  const resets = RESETS.filter(([, left]) => (headers.get(left) ?? '0') === '0')
    .map(([reset]) => momentIn(headers.get(reset), now))
    .filter((one) => one !== null);
  return resets.length === 0 ? null : Math.max(...resets);
}

function momentIn(text: string | null, now: number): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  let wait: number;
  if (Number.isNaN(number)) wait = Date.parse(text) - now;
  else if (number > 1e12) wait = number - now;
  else if (number > 1e9) wait = number * 1000 - now;
  else wait = number * 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(0, Math.ceil(wait)), LONGEST_MS) : null;
}
