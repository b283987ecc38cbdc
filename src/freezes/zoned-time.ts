/**
 * @module freezes/zoned-time
 * Times of day in a place on earth: people say `22:00` and mean their own clock. Offsets come from the runtime's own
 * tables, asked for the moment that is meant, so that a change of summer time in between is no hour off.
 */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Is this the name of a time zone, e.g. `Europe/Amsterdam`? */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The clock there at `at` (epoch ms), as if it were UTC. */
function clockThere(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'));
}

/** The moment (epoch ms) at which the clock there shows `local`. In the hour that is skipped, the one after it. */
function momentOf(local: number, zone: string): number {
  const guess = local - (clockThere(local, zone) - local);
  const off = clockThere(guess, zone) - local;
  return off === 0 ? guess : guess - off;
}

export type TimeOfDay = { hour: number; minute: number };

/**
 * The first moment after `now` (epoch ms) at which the clock there shows this time, on that weekday (0 is Sunday) where
 * one is named.
 */
export function nextTime(now: number, { hour, minute }: TimeOfDay, zone: string, weekday?: number): number {
  const today = Math.floor(clockThere(now, zone) / DAY_MS) * DAY_MS;
  for (let day = 0; day <= 8; day += 1) {
    const local = today + day * DAY_MS + (hour * 60 + minute) * MINUTE_MS;
    if (weekday !== undefined && new Date(local).getUTCDay() !== weekday) continue;
    const at = momentOf(local, zone);
    if (at > now) return at;
  }
  throw new Error('No day of the week has this time.');
}

/** Reads `22:00`, `7:30`, `0930`; null for anything else. */
export function readTimeOfDay(text: string): TimeOfDay | null {
  const found = /^(\d{1,2})[:.h]?(\d{2})$/i.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}
