/**
 * @module agent/bundle/since
 * How far back a bundle reads: the words that people type, and what is meant where they say nothing.
 */

/** A day: the change that broke it is nearly always younger, and the logs of a day are read in seconds. Minutes. */
export const SINCE_MIN = 24 * 60;
const LEAST_MIN = 5;
const MOST_MIN = 14 * 24 * 60;
const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** `24h`, `90m` or `7d` in minutes; null where it is none of them, or less than 5 minutes or more than 14 days. */
export function minutesOf(words: string): number | null {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(words) ?? [];
  const minutes = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
  return minutes >= LEAST_MIN && minutes <= MOST_MIN ? minutes : null;
}
