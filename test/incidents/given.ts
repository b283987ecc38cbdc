/** Events, readings and incidents that the tests of this room begin from. Times are epoch ms. */

import type { Effect } from '../../src/incidents/effect.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import { advance } from '../../src/incidents/incident.ts';
import { blankIncident, type Incident, type Reading } from '../../src/incidents/record.ts';
import type { Happening } from '../../src/incidents/work.ts';

export const T0 = Date.UTC(2026, 10, 21, 3, 12, 0);
export const MIRA: Person = { id: 'U1', via: 'slack', team: 'T1' };
export const CHANNEL: Place = { via: 'slack', team: 'T1', channel: 'C1' };
export const ORDER = 'inc-1.node-3.1';

export const reading = (over: Partial<Reading> = {}): Reading => ({
  verdict: 'healthy',
  failing: null,
  claims: 0,
  remarks: 0,
  mark: 'healthy',
  probes: 4,
  oldestLook: T0,
  newestLook: T0 + 100,
  openclawVersion: null,
  ...over,
});
export const ILL = reading({ verdict: 'down', failing: 'process', claims: 1, remarks: 2, mark: 'down' });
export const DARK = reading({ verdict: 'unknown', mark: 'unknown' });

let made = 0;
/** An event with a fresh id. */
export function event<T extends Happening['type']>(
  type: T,
  over: Partial<Extract<Happening, { type: T }>> = {},
): Happening {
  made += 1;
  const bare: Record<string, object> = {
    asked: { host: 'node-3', person: MIRA, place: CHANNEL, text: 'triage node-3' },
    'host-absent': { lastSeen: T0 - 60_000, why: 'absent' },
    evidence: { seq: 0 },
    judged: { reading: ILL },
    done: { tookMs: 700 },
    refused: { code: 'policy', why: 'not allowed here' },
    said: { key: 'status', ref: '1.1' },
    unsaid: { key: 'status', why: 'is_archived' },
    'closed-by': { person: MIRA, verdict: null },
  };
  const host = { host: 'node-3', order: ORDER };
  const about = type === 'tick' ? {} : type === 'judged' ? host : { id: `event-${made}`, ...host };
  return { ...about, ...bare[type], ...over, type } as unknown as Happening;
}

/** The incident after these events, 10 ms apart from T0 on; `at` overrides the time of the last. */
export function incidentAfter(...events: Happening[]): Incident {
  return events.reduce(
    (incident, one, index) => advance(incident, one, T0 + index * 10).incident,
    blankIncident('inc-1'),
  );
}

/** `say status`, `dispatch node-3`, … in order. */
export const names = (effects: Effect[]): string[] =>
  effects.map((one) => {
    if (one.kind === 'errand') return `${one.what} ${one.ticket}`;
    return 'key' in one ? `${one.kind} ${one.key}` : `${one.kind} ${one.host}`;
  });
