/**
 * @module messages/time
 * Times and durations as people read them. A message stays and is read later, so a moment is said in UTC
 * and never only as "2 minutes ago".
 */
import type { Span } from './message.ts';
import { text } from './sentence.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** `03:12:04` of epoch ms. */
function clock(at: number): string {
  const date = new Date(at);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
}

/** `03:12` of epoch ms; total, as all of these are: a host may send any number for a time. */
export const hourMinute = (at: number): string => clock(at).slice(0, 5);

function day(at: number): string {
  const date = new Date(at);
  return text('time.day', { day: date.getUTCDate(), month: `m${date.getUTCMonth() + 1}` });
}

/** The year, where it is not `now`'s. */
function otherYear(at: number, now: number): string | null {
  const year = new Date(at).getUTCFullYear();
  return year === new Date(now).getUTCFullYear() ? null : String(year);
}

/** `21 Nov 03:12:04 UTC` of epoch ms; the year only where it is not `now`'s. */
export function utc(at: number, now: number): string {
  const year = otherYear(at, now);
  const moment = { day: day(at), clock: clock(at) };
  return year === null ? text('time.moment', moment) : text('time.moment-of-year', { ...moment, year });
}

/** The same as a span that runs in each reader's own time where the place can show it. */
export const moment = (at: number, now: number): Span => ({ text: utc(at, now), at });

/** `21 Nov 03:12:04–03:12:06 UTC`, or one moment when they are less than a second apart. */
export function utcSpan(from: number, to: number, now: number): string {
  if (to - from < SECOND) return utc(to, now);
  if (day(from) !== day(to)) return text('time.span', { from: utc(from, now), to: utc(to, now) });
  const year = otherYear(from, now);
  const span = { day: day(from), from: clock(from), to: clock(to) };
  return year === null
    ? text('time.span-of-day', span)
    : text('time.span-of-day-and-year', { ...span, year });
}

/** How long ago, for people who read it at once: `just now`, `47 min ago`. */
export function ago(ms: number): string {
  return ms < 5 * SECOND ? text('time.just-now') : text('time.ago', { duration: duration(ms) });
}

/** A duration in the two largest units: `0.8 s`, `47 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 50) return text('duration.under', { n: 0.1 });
  if (ms < 10 * SECOND) return text('duration.s', { n: Number((ms / SECOND).toFixed(1)) });
  if (ms < 2 * MINUTE) return text('duration.s', { n: Math.round(ms / SECOND) });
  if (ms < HOUR) return text('duration.min', { n: Math.round(ms / MINUTE) });
  const [unit, name, small, smallName] =
    ms < DAY ? ([HOUR, 'h', MINUTE, 'min'] as const) : ([DAY, 'd', HOUR, 'h'] as const);
  const smalls = Math.round(ms / small);
  const perLarge = unit / small;
  const large = text(`duration.${name}`, { n: Math.floor(smalls / perLarge) });
  const rest = smalls % perLarge;
  return rest === 0
    ? large
    : text('duration.two', { large, small: text(`duration.${smallName}`, { n: rest }) });
}
