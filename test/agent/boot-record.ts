/** The gateway's own record of its boots, as OpenClaw 2026.9.6 keeps it in its state. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Place } from './place.ts';

export type Run = readonly [pid: number, startedAt: number, outcome: string | null];

export function record(place: Place, runs: readonly Run[]): void {
  mkdirSync(join(place.stateDir, 'state'), { recursive: true });
  const database = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  database.exec(
    `CREATE TABLE gateway_boot_lifecycle (boot_id TEXT PRIMARY KEY, pid INTEGER NOT NULL, started_at_ms INTEGER NOT NULL,
     completed_at_ms INTEGER, outcome TEXT, startup_reason TEXT, reason TEXT) STRICT`,
  );
  const add = database.prepare(
    'INSERT INTO gateway_boot_lifecycle (boot_id, pid, started_at_ms, outcome) VALUES (?, ?, ?, ?)',
  );
  runs.forEach(([pid, startedAt, outcome], n) => void add.run(String(n), pid, startedAt, outcome));
  database.close();
}
