/**
 * @module storage/migrations
 * Brings an object's own tables up to date when it wakes: each step once, in order, all or nothing. A store
 * that a newer bot has written is left alone, because guessing at its shape would damage it.
 */
import type { Store } from './objects.ts';

const OWN_TABLES = `
  CREATE TABLE IF NOT EXISTS _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );`;

/**
 * Applies the migrations this store has not seen, in one transaction with its own tables and the object's
 * name; gives how many migrations that were.
 * @throws Error when the store has more migrations behind it than this bot knows, or when one of them fails.
 */
export function migrate(store: Store, migrations: readonly string[], name?: string): number {
  return store.tx(() => {
    store.run(OWN_TABLES);
    const done = Number(recall(store, 'schema') ?? 0);
    if (done > migrations.length) {
      throw new Error(
        `This store is at schema ${done}, and this bot knows ${migrations.length}: a newer bot wrote it. ` +
          'Nothing was changed. Run that newer version again, or restore a backup.',
      );
    }
    for (const step of migrations.slice(done)) store.run(step);
    if (done < migrations.length) remember(store, 'schema', migrations.length);
    // A file's name may be shortened, and an alarm may come without a name: so it is written down.
    if (name !== undefined && recall(store, 'name') === null) remember(store, 'name', name);
    return migrations.length - done;
  });
}

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
