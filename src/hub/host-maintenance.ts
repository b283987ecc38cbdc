/**
 * @module hub/host-maintenance
 * That a host is worked on, as its own object keeps it: what is found there meanwhile pages nobody. It holds nobody's
 * hands off (that is a freeze) and ends with its own time, so a forgotten one silences no host for ever.
 */
import * as z from 'zod';
import type { Row, Store } from '../storage/objects.ts';
import type { Maintenance } from './messages.ts';

export const MAINTENANCE_TABLE = `
  CREATE TABLE maintenance (
    one INTEGER PRIMARY KEY CHECK (one = 1), by TEXT NOT NULL, because TEXT NOT NULL, begins INTEGER NOT NULL,
    until INTEGER NOT NULL
  );`;

export const MaintenanceShape: z.ZodType<Maintenance> = z.object({
  by: z.string(),
  because: z.string(),
  from: z.number(),
  until: z.number(),
});

type MaintenanceRow = Row & { by: string; because: string; begins: number; until: number };

/** The one that lasts at `now` (epoch ms) or is to come; null where there is none. */
export function maintenanceOf(store: Store, now: number): Maintenance | null {
  const [row] = store.all<MaintenanceRow>(
    'SELECT by, because, begins, until FROM maintenance WHERE until > ?',
    now,
  );
  if (row === undefined) return null;
  const { begins: from, ...rest } = row;
  return { ...rest, from };
}

/** The one that lasts at `now`; what is still to come silences nothing yet. */
export function lastingMaintenance(store: Store, now: number): Maintenance | null {
  const known = maintenanceOf(store, now);
  return known !== null && known.from <= now ? known : null;
}

/** Begins it in place of any other; null ends it. */
export function keepMaintenance(store: Store, maintenance: Maintenance | null): void {
  if (maintenance === null) {
    store.run('DELETE FROM maintenance');
    return;
  }
  const { by, because, from, until } = maintenance;
  store.run(
    'INSERT OR REPLACE INTO maintenance (one, by, because, begins, until) VALUES (1, ?, ?, ?, ?)',
    ...[by, because, from, until],
  );
}
