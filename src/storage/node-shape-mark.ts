/**
 * @module storage/node-shape-mark
 * What a bot must know to go on in a data directory, on one row a kind in the index: a bot that knows less says so before
 * it listens. Without it such a bot says that it is ready, and fails at whatever it is asked, object by object.
 */
import { neededBy } from './migrations.ts';
import { OBJECT_KINDS, type ObjectKind, type Store } from './objects.ts';

/** Why these migrations are too few, in words, with nothing changed; null where the bot may go on, which is noted. */
export function markShapes(
  store: Store,
  migrations: Readonly<Record<ObjectKind, readonly string[]>>,
): string | null {
  return store.tx(() => {
    store.run('CREATE TABLE IF NOT EXISTS shapes (kind TEXT PRIMARY KEY, needs INTEGER NOT NULL)');
    const marked = new Map(
      store.all('SELECT kind, needs FROM shapes').map(({ kind, needs }) => [String(kind), Number(needs)]),
    );
    const ahead = OBJECT_KINDS.filter((kind) => migrations[kind].length < (marked.get(kind) ?? 0));
    if (ahead.length > 0)
      return (
        `A newer bot has changed the stores of every ${ahead.join(' and every ')} for good, and this one cannot read them. ` +
        'Nothing was changed. Run that newer version again, or restore a backup of before.'
      );
    for (const kind of OBJECT_KINDS)
      store.run(
        'INSERT INTO shapes (kind, needs) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET needs = max(needs, excluded.needs)',
        kind,
        neededBy(migrations[kind]),
      );
    return null;
  });
}
