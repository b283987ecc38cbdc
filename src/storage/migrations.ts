/**
 * @module storage/migrations
 * Brings an object's own tables up to date when it wakes: each step once, in order, all or nothing. A store
 * that a newer bot has changed for good is left alone, because guessing at its shape would damage it.
 */
import type { Store } from './objects.ts';

const OWN_TABLES = `
  CREATE TABLE IF NOT EXISTS _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );`;

const ADDS = '-- adds\n';

/**
 * A migration that only adds tables, or columns that may be left out: a bot that does not know it can go on with the
 * store, so that a release can be taken back without a backup. Without this mark it cannot.
 */
export const adds = (sql: string): string => `${ADDS}${sql}`;

/** What a store says of itself: how many migrations are behind it, and how many a bot must know to go on with it. */
export type Shape = { done: number; needs: number };

/**
 * Applies the migrations this store has not seen, in one transaction with its own tables and the object's
 * name; gives how many migrations that were.
 * @throws Error when the store has migrations behind it that this bot would have to know, or when one of them fails.
 */
export function migrate(store: Store, migrations: readonly string[], name?: string): number {
  return store.tx(() => {
    store.run(OWN_TABLES);
    const { done, needs } = shapeOf(store);
    if (migrations.length < needs) {
      throw new Error(
        `This store is at schema ${done}, and this bot knows ${migrations.length}: a newer bot wrote it. ` +
          'Nothing was changed. Run that newer version again, or restore a backup.',
      );
    }
    for (const step of migrations.slice(done)) store.run(step);
    if (done < migrations.length) {
      remember(store, 'schema', migrations.length);
      remember(store, 'needs', neededBy(migrations));
    }
    // A file's name may be shortened, and an alarm may come without a name: so it is written down.
    if (name !== undefined && recall(store, 'name') === null) remember(store, 'name', name);
    return Math.max(0, migrations.length - done);
  });
}

/** The shape of a store that was begun; zeros for one that was not. */
export function shapeOf(store: Pick<Store, 'all'>): Shape {
  const rows = store.all('SELECT key, value FROM _object');
  const number = (key: string): number | undefined => {
    const row = rows.find((one) => one.key === key);
    return row === undefined ? undefined : Number(row.value);
  };
  const done = number('schema') ?? 0;
  return { done, needs: number('needs') ?? done };
}

/** How many of these a bot must know at least: up to the last that does more than to add. */
export const neededBy = (migrations: readonly string[]): number =>
  migrations.findLastIndex((step) => !step.startsWith(ADDS)) + 1;

/** A value of the object's own book-keeping (`schema`, `name`); null when it was never written. */
export function recall(store: Store, key: string): string | number | null {
  return store.all('SELECT value FROM _object WHERE key = ?', key)[0]?.value ?? null;
}

function remember(store: Store, key: string, value: string | number): void {
  store.run(
    'INSERT INTO _object (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}
