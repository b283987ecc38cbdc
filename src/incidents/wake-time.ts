/**
 * @module incidents/wake-time
 * When an incident must be looked at though nothing happens, and when it may be forgotten: computed from the record,
 * never ordered, since an order to wake could be lost.
 */
import { MACHINES } from './machines.ts';
import type { Incident } from './record.ts';

/** An open incident that nobody touched for this long closes, so that the next triage starts a fresh thread. */
export const QUIET_MS = 12 * 3_600_000;

/** When the incident must be woken though nothing happens (epoch ms); null for never. */
export function wakeTime(incident: Incident): number | null {
  const times = MACHINES.flatMap((machine) => machine.wakeAt(incident) ?? []);
  const idle = !MACHINES.some((machine) => machine.underWay(incident));
  if (incident.state === 'open' && idle) times.push(incident.quietSince + QUIET_MS);
  return times.length === 0 ? null : Math.min(...times);
}

/** When nothing of a closed incident is needed any more (epoch ms), `keepMs` after its last event; null while open. */
export function forgetTime(incident: Incident, keepMs: number): number | null {
  return incident.closed === null ? null : Math.max(incident.closed.at, incident.quietSince) + keepMs;
}
