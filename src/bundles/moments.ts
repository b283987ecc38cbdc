/**
 * @module bundles/moments
 * Times, durations and sizes in a report. It is read days later and elsewhere, so that every moment has its year and is
 * UTC.
 */
import { text } from './say.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The last moment that a date can be made of. */
const LAST = 8_640_000_000_000_000;

export const isMoment = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= LAST;

/** `02:43:12` of epoch ms. */
export const clock = (at: number): string => new Date(at).toISOString().slice(-13, -5);

/** `21 Nov` of epoch ms. */
export const day = (at: number): string => {
  const date = new Date(at);
  return `${date.getUTCDate()} ${text('time.month', { month: `m${date.getUTCMonth() + 1}` })}`;
};

/** `21 Nov 2026 02:43:12 UTC` of epoch ms; a host can send any number for a time. */
export function utc(at: number): string {
  if (!isMoment(at)) return text('time.unknown');
  const date = new Date(at);
  return text('time.moment', {
    day: String(date.getUTCDate()),
    month: text('time.month', { month: `m${date.getUTCMonth() + 1}` }),
    year: String(date.getUTCFullYear()),
    clock: clock(at),
  });
}

/** The same in a column that says UTC. */
export const utcInColumn = (at: number): string => utc(at).replace(/ UTC$/, '');

/** A duration in its two largest units: `0.8 s`, `47 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return text('time.unknown');
  if (ms < 50) return text('duration.under');
  if (ms < 10 * SECOND) return text('duration.s', { n: Number((ms / SECOND).toFixed(1)) });
  if (ms < 2 * MINUTE) return text('duration.s', { n: Math.round(ms / SECOND) });
  if (ms < HOUR) return text('duration.min', { n: Math.round(ms / MINUTE) });
  return ms < DAY ? two(ms, 'h', HOUR, 'min', MINUTE) : two(ms, 'd', DAY, 'h', HOUR);
}

function two(ms: number, name: 'd' | 'h', unit: number, smallName: 'h' | 'min', small: number): string {
  const smalls = Math.round(ms / small);
  const perLarge = unit / small;
  const large = text(`duration.${name}`, { n: Math.floor(smalls / perLarge) });
  const rest = smalls % perLarge;
  return rest === 0
    ? large
    : text('duration.two', { large, small: text(`duration.${smallName}`, { n: rest }) });
}

/** `612 kB`, in thousands as storage is sold. */
export function size(bytes: number): string {
  if (bytes < 1_000) return text('size.b', { n: bytes });
  if (bytes < 999_500) return text('size.kb', { n: Number((bytes / 1_000).toFixed(bytes < 9_950 ? 1 : 0)) });
  return text('size.mb', { n: Number((bytes / 1_000_000).toFixed(1)) });
}
