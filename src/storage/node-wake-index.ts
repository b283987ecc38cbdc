/**
 * @module storage/node-wake-index
 * Which objects want to be woken, so that a start need not open every file. An entry is a hint that is never
 * too late: it is lowered before an object commits its wish and raised only after. The wish itself lies in
 * the object's own store (wake-record.ts), which is asked whenever a hint comes due.
 */
import type { Address, ObjectKind, Store } from './objects.ts';

export type WakeIndex = {
  /** Makes sure that the hint is not later than `at`. */
  lower(to: Address, at: number): void;
  /** What the object's store says by now; null forgets it. */
  set(to: Address, at: number | null): void;
  /** Hints due at `now`, earliest first. */
  due(now: number, limit: number): Address[];
  /** Hints that are later than `now`, earliest first. */
  later(now: number): Address[];
  /** The earliest hint that is later than `now`; null when there is none. */
  next(now: number): number | null;
  count(): number;
  /** The latest that this machine's clock is known to have shown (epoch ms); null where nobody has noted it yet. */
  clock(): number | null;
  noteClock(at: number): void;
  /** Forgets all hints, before they are read anew from the objects. */
  clear(): void;
};

type WakeRow = { kind: ObjectKind; name: string };

export function wakeIndex(store: Store): WakeIndex {
  store.run(`
    CREATE TABLE IF NOT EXISTS wakes (
      kind TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, name)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS wakes_at ON wakes (at);
    CREATE TABLE IF NOT EXISTS clock (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL);`);
  return {
    lower({ kind, name }, at) {
      const [known] = store.all('SELECT at FROM wakes WHERE kind = ? AND name = ?', kind, name);
      if (known && Number(known.at) <= at) return;
      store.run(
        'INSERT INTO wakes (kind, name, at) VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET at = excluded.at',
        kind,
        name,
        at,
      );
    },
    set({ kind, name }, at) {
      if (at === null) store.run('DELETE FROM wakes WHERE kind = ? AND name = ?', kind, name);
      else
        store.run(
          'INSERT INTO wakes (kind, name, at) VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET at = excluded.at',
          kind,
          name,
          at,
        );
    },
    due: (now, limit) =>
      store
        .all<WakeRow>('SELECT kind, name FROM wakes WHERE at <= ? ORDER BY at LIMIT ?', now, limit)
        .map(({ kind, name }) => ({ kind, name })),
    later: (now) =>
      store
        .all<WakeRow>('SELECT kind, name FROM wakes WHERE at > ? ORDER BY at', now)
        .map(({ kind, name }) => ({ kind, name })),
    next(now) {
      const [row] = store.all('SELECT min(at) AS at FROM wakes WHERE at > ?', now);
      return row?.at === undefined || row.at === null ? null : Number(row.at);
    },
    count: () => Number(store.all('SELECT count(*) AS n FROM wakes')[0]?.n ?? 0),
    clock() {
      const [row] = store.all('SELECT at FROM clock');
      return row === undefined ? null : Number(row.at);
    },
    noteClock: (at) =>
      store.run(
        'INSERT INTO clock (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at',
        at,
      ),
    clear: () => store.run('DELETE FROM wakes'),
  };
}
