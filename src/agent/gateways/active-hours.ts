/**
 * @module agent/gateways/active-hours
 * Is an OpenClaw agent within the hours in which its heartbeat may speak (2026.9.6, docs/gateway/heartbeat)? Both ends
 * are HH:MM in its time zone; the end is exclusive, may be 24:00, and may lie behind midnight.
 */
export type ActiveHours = { start: string; end: string; timeZone: string };

const MINUTES = /^(\d{1,2}):(\d{2})$/;

function minutesOf(text: string): number | null {
  const [, hours, minutes] = MINUTES.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const all = Number(hours) * 60 + Number(minutes);
  return Number(hours) <= 24 && Number(minutes) < 60 && all <= 24 * 60 ? all : null;
}

/** The clock there, in minutes since midnight; null for a zone that nobody knows. */
function clockIn(timeZone: string, now: number): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(now);
    const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
    return part('hour') * 60 + part('minute');
  } catch {
    return null; // A zone that is not one: OpenClaw falls back to another, which is not known here.
  }
}

/** Whether it is quiet now (`now` is epoch ms); null where that cannot be told. The same start and end never speak. */
export function isQuiet({ start, end, timeZone }: ActiveHours, now: number): boolean | null {
  const [from, to] = [minutesOf(start), minutesOf(end)];
  const clock = clockIn(timeZone, now);
  if (from === null || to === null || clock === null) return null;
  if (from === to) return true;
  return from < to ? clock < from || clock >= to : clock < from && clock >= to;
}
