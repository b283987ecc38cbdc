/**
 * @module freeze-window
 * How a weekly or daily window is written in a setting. Read at the door, where a slip is told at once, and again by the
 * freezes that keep it.
 */

/** `Fri 18:00-Mon 06:00 prod`, `daily 02:00-04:00 all Europe/Amsterdam`; read in freezes/windows.ts. */
export const FREEZE_WINDOW =
  /^(?:(?<day>sun|mon|tue|wed|thu|fri|sat)|daily) (?<from>\d\d:\d\d)-(?:(?<today>sun|mon|tue|wed|thu|fri|sat) )?(?<to>\d\d:\d\d) (?<hosts>[a-z0-9][a-z0-9._-]*)(?: (?<zone>[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*))?$/i;

/** A weekly window has a day at both ends, a daily one at neither; times and zone exist. */
export function isFreezeWindow(text: string): boolean {
  const { day, today, from = '', to = '', zone = 'UTC' } = FREEZE_WINDOW.exec(text)?.groups ?? {};
  const exists = (time: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  return (
    exists(from) && exists(to) && (day === undefined) === (today === undefined) && from + day !== to + today
  );
}
