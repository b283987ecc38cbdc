/**
 * @module freezes/windows
 * FREEZE_WINDOWS: times at which hosts stand still every week or every day, e.g. `Fri 18:00-Mon 06:00 prod` or
 * `daily 02:00-04:00 all Europe/Amsterdam`. A closed grammar: cron tells beginnings, and a window has an end.
 */
import { FREEZE_WINDOW } from '../freeze-window.ts';
import { nextTime, readTimeOfDay, type TimeOfDay } from './zoned-time.ts';

type Edge = TimeOfDay & { weekday?: number };

export type FreezeWindow = {
  /** As it was written. */
  text: string;
  from: Edge;
  to: Edge;
  /** A host, a label, or `all`. */
  hosts: string;
  /** UTC where none was named. */
  zone: string;
};

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads one window; null for what settings.ts would not have let in. */
export function readWindow(text: string): FreezeWindow | null {
  const found = FREEZE_WINDOW.exec(text.trim())?.groups;
  if (found === undefined) return null;
  const { day, from = '', today, to = '', hosts = '', zone = 'UTC' } = found;
  const begins = edge(day, from);
  const ends = edge(today ?? undefined, to);
  if (begins === null || ends === null) return null;
  return { text: text.trim(), from: begins, to: ends, hosts: hosts.toLowerCase(), zone };
}

function edge(day: string | undefined, time: string): Edge | null {
  const read = readTimeOfDay(time);
  const weekday = day === undefined ? -1 : DAYS.indexOf(day.toLowerCase());
  if (read === null) return null;
  return weekday === -1 ? read : { ...read, weekday };
}

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

/** The one that lasts at `now`, or the next one to come; epoch ms. */
export function occurrence({ from, to, zone }: FreezeWindow, now: number): { from: number; until: number } {
  const until = nextTime(now, to, zone, to.weekday);
  // The last beginning before that end; an hour more on either side is what a change of summer time may cost.
  const cycle = from.weekday === undefined ? DAY_MS : WEEK_MS;
  const begun = nextTime(until - cycle - 1, from, zone, from.weekday);
  const begins = begun < until ? begun : nextTime(until - cycle - 3_600_001, from, zone, from.weekday);
  return { from: begins, until };
}
