/**
 * @module dispatch/errand-table
 * Errands that are under way, in the store of their host: written before anything is sent, so that whoever wakes next goes
 * on where a process before it was cut off.
 */
import type { Row, Store } from '../storage/objects.ts';

export const ERRANDS_TABLE = `
  CREATE TABLE errands (
    id TEXT PRIMARY KEY, instance TEXT NOT NULL, body TEXT, expires_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0,
    jti TEXT, command TEXT, sent_at INTEGER, trouble TEXT,
    here INTEGER NOT NULL DEFAULT 0, rest TEXT NOT NULL DEFAULT ''
  );`;

export type ErrandRow = Row & {
  /** The order's, or `join`. */
  id: string;
  instance: string;
  /** What is brought; null for an order, which gets a fresh delivery each time. */
  body: string | null;
  /** After that nothing is sent that the host has not taken yet. Epoch ms. */
  expires_at: number;
  next_at: number;
  /** Sendings in a row that came to nothing, and looks at this command. */
  tries: number;
  looks: number;
  /** Of the delivery that is or may be under way; with `command` null nobody knows whether it was sent. */
  jti: string | null;
  command: string | null;
  sent_at: number | null;
  /** Why it goes slowly, by its code. */
  trouble: string | null;
  /** Bytes of the order's transcript that came; those of a line that is not whole, in base64url. */
  here: number;
  rest: string;
};

export type Errands = {
  begin(errand: Pick<ErrandRow, 'id' | 'instance' | 'body' | 'expires_at'>, now: number): void;
  find(id: string): ErrandRow | null;
  due(now: number): ErrandRow[];
  /** The earliest time at which something is to be done; null for none. */
  dueAt(now: number): number | null;
  change(id: string, changes: { [K in keyof ErrandRow]?: ErrandRow[K] }): void;
  drop(id: string): void;
};

/** Nothing waits longer than this for its next step, in milliseconds: later ones are of a clock that was put back since. */
const LONGEST_WAIT_MS = 120_000;

/** Whether its next step is to be done now. */
export const isDue = ({ next_at }: ErrandRow, now: number): boolean =>
  next_at <= now || next_at > now + LONGEST_WAIT_MS;

export function errandTable(store: Store): Errands {
  return {
    begin({ id, instance, body, expires_at }, now) {
      store.run(
        'INSERT OR REPLACE INTO errands (id, instance, body, expires_at, next_at) VALUES (?, ?, ?, ?, ?)',
        id,
        instance,
        body,
        expires_at,
        now,
      );
    },
    find: (id) => store.all<ErrandRow>('SELECT * FROM errands WHERE id = ?', id)[0] ?? null,
    due: (now) =>
      store.all<ErrandRow>(
        'SELECT * FROM errands WHERE next_at <= ? OR next_at > ? ORDER BY next_at LIMIT 8',
        now,
        now + LONGEST_WAIT_MS,
      ),
    dueAt: (now) =>
      store.all<Row & { at: number | null }>(
        'SELECT min(CASE WHEN next_at > ? THEN 0 ELSE next_at END) AS at FROM errands',
        now + LONGEST_WAIT_MS,
      )[0]?.at ?? null,
    change(id, changes) {
      const entries = Object.entries(changes);
      const columns = entries.map(([column]) => `${column} = ?`).join(', ');
      store.run(
        `UPDATE errands SET ${columns} WHERE id = ?`,
        ...entries.map(([, value]) => value ?? null),
        id,
      );
    },
    drop: (id) => store.run('DELETE FROM errands WHERE id = ?', id),
  };
}
