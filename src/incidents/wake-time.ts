/**
 * @module incidents/wake-time
 * When an incident must be looked at though nothing happens, and when it may be forgotten: computed from the record,
 * never ordered, since an order to wake could be lost.
 */
import { type Incident, isActive } from './record.ts';

/** A look is concluded with what there is after this long, in milliseconds. */
export const DEADLINE_MS = 20_000;
/** An open incident that nobody touched for this long closes, so that the next triage starts a fresh thread. */
export const QUIET_MS = 12 * 3_600_000;

/** When the incident must be woken though nothing happens (epoch ms); null for never. */
export function wakeTime(incident: Incident): number | null {
  const judging = incident.runs.flatMap((run) => run.judgeAt ?? []);
  const active = incident.runs.filter(isActive).map((run) => run.askedAt + DEADLINE_MS);
  if (incident.state !== 'open') return judging.length === 0 ? null : Math.min(...judging);
  if (active.length === 0) return Math.min(incident.quietSince + QUIET_MS, ...judging);
  return Math.min(...active, ...judging);
}

/** When nothing of a closed incident is needed any more (epoch ms), `keepMs` after its last event; null while open. */
export function forgetTime(incident: Incident, keepMs: number): number | null {
  return incident.closed === null ? null : Math.max(incident.closed.at, incident.quietSince) + keepMs;
}
