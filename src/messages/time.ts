/**
 * @module messages/time
 * Times and durations as people read them. A message stays and is read later, so a moment is said in UTC
 * and never only as "2 minutes ago".
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
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
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

/** `21 Nov 03:12:04 UTC` of epoch ms; the year only where it is not `now`'s. */
export function utc(at: number, now: number): string {
  const year = new Date(at).getUTCFullYear();
  const known = year === new Date(now).getUTCFullYear() ? '' : ` ${year}`;
  return `${day(at)}${known} ${clock(at)} UTC`;
}

/** `21 Nov 03:12:04–03:12:06 UTC`, or one moment when they are less than a second apart. */
export function utcSpan(from: number, to: number, now: number): string {
  if (to - from < SECOND) return utc(to, now);
  if (day(from) !== day(to)) return `${utc(from, now)} – ${utc(to, now)}`;
  return utc(from, now).replace(/ UTC$/, `–${clock(to)} UTC`);
}

/** How long ago, for people who read it at once: `just now`, `47 min ago`. */
export function ago(ms: number): string {
  return ms < 5 * SECOND ? 'just now' : `${duration(ms)} ago`;
}

/** A duration in the two largest units: `0.8 s`, `47 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 50) return 'under 0.1 s';
  if (ms < 10 * SECOND) return `${Number((ms / SECOND).toFixed(1))} s`;
  if (ms < 2 * MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  const [unit, name, small, smallName] =
    ms < DAY ? ([HOUR, 'h', MINUTE, 'min'] as const) : ([DAY, 'd', HOUR, 'h'] as const);
  const smalls = Math.round(ms / small);
  const perLarge = unit / small;
  const large = Math.floor(smalls / perLarge);
  const rest = smalls % perLarge;
  return rest === 0 ? `${large} ${name}` : `${large} ${name} ${rest} ${smallName}`;
}
