/**
 * @module storage/node-snapshot
 * All stores as they were at one instant, copied while the bot goes on. One instant, because a letter leaves one
 * store only once it lies in another: copies of two instants could have it in neither.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { objectFiles } from './node-data-dir.ts';

export type Unread = { file: string; why: string };
export type Copied = {
  /** Copies, as `objects/KIND/NAME.db` below the folder that was asked for. */
  files: string[];
  /** Stores that could not be read, and are in no copy. */
  unread: Unread[];
};

export type Snapshot = {
  /** A store is about to be opened for work: from here on its copy is of before that. Synchronous. */
  before(file: string): void;
  /** Copies everything below `into`. To be called once. */
  copy(into: string): Promise<Copied>;
};

/** Pages that are copied in one breath, in a thread of their own. */
const PAGES_AT_ONCE = 256;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The instant is this call: synchronous, so that nobody writes in between. `open` are the stores that somebody may be
 * writing to already; all others are held fast by `before`, or when their turn comes. The data directory must be ours.
 */
export function beginSnapshot(dataDir: string, open: Iterable<string>): Snapshot {
  const waiting = new Map(
    objectFiles(dataDir).map(({ kind, file, base }) => [file, `objects/${kind}/${base}`]),
  );
  const held = new Map<string, DatabaseSync>();
  const unread: Unread[] = [];

  function before(file: string): void {
    if (!waiting.has(file) || held.has(file)) return;
    try {
      held.set(file, heldFast(file));
    } catch (error) {
      waiting.delete(file);
      unread.push({ file, why: reasonOf(error) });
    }
  }

  for (const file of open) before(file);
  return {
    before,
    async copy(into) {
      const files: string[] = [];
      try {
        for (const [file, name] of waiting) {
          before(file);
          const database = held.get(file);
          if (!database) continue;
          try {
            mkdirSync(join(into, name, '..'), { recursive: true, mode: 0o700 });
            await backup(database, join(into, name), { rate: PAGES_AT_ONCE });
            files.push(name);
          } catch (error) {
            unread.push({ file, why: reasonOf(error) });
          } finally {
            database.close();
            held.delete(file);
            waiting.delete(file);
          }
        }
      } finally {
        for (const database of held.values()) database.close();
        held.clear();
        waiting.clear();
      }
      return { files, unread };
    },
  };
}

/** A reader that sees the store as it is now, whatever is written to it later (sqlite.org/isolation.html). */
function heldFast(file: string): DatabaseSync {
  // Opening would make it.
  if (!existsSync(file)) throw new Error('The file is not there any more.');
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 5000; BEGIN');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
