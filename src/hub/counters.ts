/**
 * @module hub/counters
 * Numbers that only rise, and who has messages that cannot be shown, in an object of their own: the fleet object by the
 * name of `meters`. A process on Workers remembers nothing, and Prometheus wants counters that do.
 */
import type { Address, Row, Store } from '../storage/objects.ts';

export const METERS: Address = { kind: 'fleet', name: 'meters' };

export const COUNTERS_TABLE = `
  CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
  CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;`;

/** More series than any version has; whoever counts names them from a closed table. */
const MOST_SERIES = 2_000;
/** What could not be shown for so long was given up, in milliseconds. */
const GIVEN_UP_MS = 25 * 3_600_000;

export type Counts = { counts: Record<string, number>; behind: Record<string, number | null> };
/** `oldest`: since when the oldest of them waits, epoch ms. */
export type CountersReply = { counts: Record<string, number>; behind: number; oldest: number | null };

/** A power cut may take what was counted last. */
export function addCounts(store: Store, { counts, behind }: Counts): void {
  store.tx(() => {
    const [{ n: known } = { n: 0 }] = store.all<{ n: number }>('SELECT count(*) AS n FROM counters');
    for (const [series, n] of Object.entries(counts)) {
      if (known >= MOST_SERIES) store.run('UPDATE counters SET n = n + ? WHERE series = ?', n, series);
      else
        store.run(
          'INSERT INTO counters (series, n) VALUES (?, ?) ON CONFLICT (series) DO UPDATE SET n = n + excluded.n',
          ...[series, n],
        );
    }
    for (const [who, since] of Object.entries(behind)) {
      if (since === null) store.run('DELETE FROM behind WHERE who = ?', who);
      else store.run('INSERT OR REPLACE INTO behind (who, since) VALUES (?, ?)', who, since);
    }
  }, 'lightly');
}

export function readCounters(store: Store, now: number): CountersReply {
  store.run('DELETE FROM behind WHERE since < ?', now - GIVEN_UP_MS);
  const rows = store.all<Row & { series: string; n: number }>('SELECT series, n FROM counters');
  const [late] = store.all<Row & { n: number; oldest: number | null }>(
    'SELECT count(*) AS n, min(since) AS oldest FROM behind',
  );
  return {
    counts: Object.fromEntries(rows.map(({ series, n }) => [series, n])),
    behind: late?.n ?? 0,
    oldest: late?.oldest ?? null,
  };
}
