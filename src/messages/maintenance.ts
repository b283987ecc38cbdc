/**
 * @module messages/maintenance
 * Which hosts are worked on, for whoever asks and in every message about them: a finding there pages nobody, and whoever
 * reads it must know why.
 */
import type { HostCard, Maintenance } from '../hub/messages.ts';
import { namesOf } from './enumerate.ts';
import type { Part, Span } from './message.ts';
import { line, spans } from './sentence.ts';
import { moment } from './time.ts';

/** Different ones in one list. */
const MOST = 6;

type Worked = { name: string; maintenance?: Maintenance | null };

/** Those whose time has not ended; hosts that the same person works on for the same reason are one line. */
export function maintenanceParts(hosts: readonly Worked[], now: number): Part[] {
  const same = new Map<string, { one: Maintenance; names: string[] }>();
  for (const { name, maintenance } of hosts) {
    if (maintenance == null || maintenance.until <= now) continue;
    const { by, because, from, until } = maintenance;
    const key = JSON.stringify([by, because, from, until]);
    const known = same.get(key) ?? { one: maintenance, names: [] };
    known.names.push(name);
    same.set(key, known);
  }
  const all = [...same.values()].sort((a, b) => a.one.until - b.one.until);
  const lines = all.slice(0, MOST).map(({ one, names }): Part => {
    return { kind: 'line', spans: maintenanceSpans(one, names, now) };
  });
  return all.length > MOST ? [...lines, line('list.and-more', { n: all.length - MOST })] : lines;
}

export function maintenanceSpans(one: Maintenance, names: readonly string[], now: number): Span[] {
  const { by, because: why, from, until } = one;
  const told = { hosts: namesOf(names), by, why, until: moment(until, now) };
  return from <= now
    ? spans('maintenance.now', told)
    : spans('maintenance.later', { ...told, from: moment(from, now) });
}

/** Lasts now: what is to come silences nothing yet. */
export const isWorkedOn = ({ maintenance }: Pick<HostCard, 'maintenance'>, now: number): boolean =>
  maintenance != null && maintenance.from <= now && maintenance.until > now;
