/**
 * @module conversation/freeze-words
 * Reads what stands behind `freeze`: hosts, times and a reason. `prod at 22:00 for 2h because the disk is swapped`. Times
 * of day are the asker's own where the place says which those are, else UTC.
 */
import { LONGEST_MS } from '../freezes/freeze.ts';
import { nextTime, readTimeOfDay } from '../freezes/zoned-time.ts';
import { reasonIn, wordsOf } from './parse.ts';

/** Nothing was said: long enough for a restart, short enough to be forgotten. */
export const USUAL_MS = 30 * 60_000;
const MINUTE_MS = 60_000;

export type FreezeWords = {
  hosts: string[];
  /** Epoch ms. */
  from: number;
  until: number;
  because: string | null;
  /** The zone in which a time of day was read; null where none was said. */
  zone: string | null;
};

export type FreezeTrouble = { trouble: 'bad'; word: string } | { trouble: 'long' } | { trouble: 'past' };

/** `now` is epoch ms, `zone` the asker's, `UTC` where it is not known. */
export function readFreeze(
  rest: string,
  now: number,
  zone: string,
  longestMs = LONGEST_MS,
): FreezeWords | FreezeTrouble {
  const { before, because } = reasonIn(rest);
  const words = wordsOf(before);
  const hosts: string[] = [];
  let from: number | null = null;
  let until: number | null = null;
  let lasts: number | null = null;
  let usedZone = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    const next = words[at + 1] ?? '';
    if (word === 'for') {
      lasts = readDuration(next);
      if (lasts === null) return { trouble: 'bad', word: next || word };
    } else if (word === 'at' || word === 'from' || word === 'until' || word === 'till') {
      const time = readTimeOfDay(next);
      if (time === null) return { trouble: 'bad', word: next || word };
      usedZone = true;
      if (word === 'at' || word === 'from') from = nextTime(now, time, zone);
      else until = nextTime(Math.max(now, from ?? now), time, zone);
    } else {
      hosts.push(word);
      continue;
    }
    at += 1;
  }
  const begins = from ?? now;
  const ends = until ?? begins + (lasts ?? USUAL_MS);
  if (ends <= begins) return { trouble: 'past' };
  if (ends - begins > longestMs) return { trouble: 'long' };
  return { hosts, from: begins, until: ends, because, zone: usedZone ? zone : null };
}

/** By a length, or until a moment (epoch ms). */
export type Longer = { by: number } | { until: number };

export type ExtendWords = { hosts: string[]; longer: Longer; because: string | null };

/** What stands behind `extend`: hosts or a freeze, how much longer, and a reason. Nothing said: half an hour. */
export function readExtend(rest: string, now: number, zone: string): ExtendWords | FreezeTrouble {
  const { before, because } = reasonIn(rest);
  const words = wordsOf(before);
  const hosts: string[] = [];
  let longer: Longer | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    const says = ['by', 'for', 'until', 'till'].includes(word);
    const next = (says ? (words[at + 1] ?? '') : word).toLowerCase();
    // Behind whom it is about, a length may stand alone.
    const length = (says && !word.includes('til')) || (!says && hosts.length > 0) ? readDuration(next) : null;
    const time = word.includes('til') && says ? readTimeOfDay(next) : null;
    if (length === null && time === null && !says) {
      hosts.push(word);
      continue;
    }
    if (longer !== null || (length === null && time === null)) return { trouble: 'bad', word: next || word };
    longer = time === null ? { by: length ?? 0 } : { until: nextTime(now, time, zone) };
    if (says) at += 1;
  }
  return { hosts, longer: longer ?? { by: USUAL_MS }, because };
}

const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  min: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
};

/** `30m`, `2h`, `1h30m`, `3d`, `90` (minutes) in milliseconds; null for anything else. */
export function readDuration(text: string): number | null {
  const plain = text.toLowerCase();
  if (/^\d{1,4}$/.test(plain)) return Number(plain) * MINUTE_MS || null;
  if (!/^(?:\d{1,4}(?:min|m|h|d))+$/.test(plain)) return null;
  const parts = [...plain.matchAll(/(\d{1,4})(min|m|h|d)/g)];
  return parts.reduce((sum, [, n, unit = 'm']) => sum + Number(n) * (UNITS[unit] ?? 0), 0) || null;
}
