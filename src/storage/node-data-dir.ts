/**
 * @module storage/node-data-dir
 * One bot a data directory. SQLite's own lock on the index is the truth: the system gives it back when its
 * holder dies, so no lock is ever stale; `bot.lock` only tells people who holds it.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, recall } from './migrations.ts';
import { sharedFile, sharedFolder, sharedLink } from './node-own-place.ts';
import { markShapes } from './node-shape-mark.ts';
import { openSqlite } from './node-sqlite.ts';
import { type WakeIndex, wakeIndex } from './node-wake-index.ts';
import { OBJECT_KINDS, type ObjectKind } from './objects.ts';
import { wakeRecord } from './wake-record.ts';

export type DataDir = {
  index: WakeIndex;
  /** Why a bot with these migrations cannot go on here; null where it can, and later ones are held to it. */
  newer(migrations: Readonly<Record<ObjectKind, readonly string[]>>): string | null;
  close(): void;
};
export type Holder = { pid: number; startedAt: string };
export type Opened =
  | { ok: true; dir: DataDir }
  /** Somebody has it. */
  | { ok: false; holder: Holder | null }
  /** Others on the machine could change what is in it. */
  | { ok: false; shared: string }
  /** A restore did not come to its end: some of it is of before and some of it of the backup. */
  | { ok: false; unfinished: true };

/** SQLITE_BUSY, https://sqlite.org/rescode.html#busy */
const BUSY = 5;

/** The terminal's socket in a data directory. */
export const SOCKET_FILE = 'bot.sock';
/** There while what a backup brings takes the place of what was here. */
export const UNFINISHED_FILE = 'restore-unfinished';

/** Why the directory cannot be had, for a person who wanted it. */
export function tellWhyNot(path: string, why: Exclude<Opened, { ok: true }>): string {
  if ('shared' in why) return `The data directory cannot be used: ${why.shared}`;
  if ('unfinished' in why)
    return `A restore into ${path} was cut off, so what is there is of two times. Run bot.mjs restore FILE --over again.`;
  const { holder } = why;
  const who = holder ? `process ${holder.pid}, started ${holder.startedAt}` : 'another process';
  return `The data directory ${path} is in use by ${who}. Stop that one first, or set another DATA_DIR.`;
}

/**
 * Takes the data directory (made with mode 0700), or tells why not. `now` is epoch ms. `mending`: even one that a
 * restore has left unfinished, for another restore.
 */
export function openDataDir(path: string, now: number, { mending = false } = {}): Opened {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const shared = sharedFolder(path) ?? sharedWithin(path);
  if (shared !== null) return { ok: false, shared };
  if (!mending && existsSync(join(path, UNFINISHED_FILE))) return { ok: false, unfinished: true };
  const file = join(path, 'index.db');
  const lock = join(path, 'bot.lock');
  let opened: ReturnType<typeof openSqlite>;
  try {
    opened = openSqlite(file, { alone: true });
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    return { ok: false, holder: readHolder(lock) };
  }
  const holder: Holder = { pid: process.pid, startedAt: new Date(now).toISOString() };
  // What stands there from an earlier life goes first: it could be a link to another file.
  rmSync(lock, { force: true });
  writeFileSync(lock, `${JSON.stringify(holder)}\n`, { mode: 0o600, flag: 'wx' });
  const { store } = opened;
  const index = store.tx(() => {
    const isNew = store.all("SELECT name FROM sqlite_schema WHERE name = 'wakes'").length === 0;
    const fresh = wakeIndex(store);
    // Without its index (a restored backup) the objects' own wishes must be read, or they would sleep on.
    if (isNew) rebuild(path, fresh);
    return fresh;
  });
  return {
    ok: true,
    dir: {
      index,
      newer: (migrations) => markShapes(store, migrations),
      close() {
        rmSync(lock, { force: true });
        opened.close();
      },
    },
  };
}

/**
 * As `sharedFolder`, of what lies in it already: while the folder was open to others, they may have put it there, and
 * closing the folder alone would make it ours.
 */
function sharedWithin(path: string): string | null {
  const isThere = (part: string): boolean => lstatSync(part, { throwIfNoEntry: false }) !== undefined;
  const folders = ['objects', ...OBJECT_KINDS.map((kind) => `objects/${kind}`)].map((part) =>
    join(path, part),
  );
  const parts = [join(path, 'index.db'), ...folders].filter(isThere);
  for (const part of parts) {
    const why = folders.includes(part) ? (sharedLink(part) ?? sharedFolder(part)) : sharedFile(part);
    if (why !== null) return why;
  }
  return null;
}

export function readHolder(lock: string): Holder | null {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(lock, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : null;
  } catch {
    return null; // Not written yet, or not ours: then nobody can be named.
  }
}

/** Every object's file: its kind, its path, and its name in the folder of its kind. */
export function objectFiles(path: string): Array<{ kind: ObjectKind; file: string; base: string }> {
  return OBJECT_KINDS.flatMap((kind) => {
    const dir = join(path, 'objects', kind);
    if (!existsSync(dir)) return [];
    return readdirSync(dir)
      .filter((base) => base.endsWith('.db'))
      .map((base) => ({ kind, file: join(dir, base), base }));
  });
}

/** Notes every object's own wish, for an index that knows of none. */
export function rebuild(path: string, index: WakeIndex): void {
  for (const { kind, file } of objectFiles(path)) {
    const { store, close } = openSqlite(file);
    try {
      store.run('CREATE TABLE IF NOT EXISTS _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID');
      const name = recall(store, 'name');
      if (name === null) continue; // Made and never begun: it has no wish.
      index.set({ kind, name: String(name) }, wakeRecord(store).due());
    } finally {
      close();
    }
  }
}

/**
 * Brings every object's store up to date, so that a problem shows before the bot runs.
 * Gives how many objects there are and how many migrations were applied.
 */
export function migrateAll(
  path: string,
  migrations: Record<ObjectKind, readonly string[]>,
): { objects: number; applied: number } {
  const files = objectFiles(path);
  let applied = 0;
  for (const { kind, file } of files) {
    const { store, close } = openSqlite(file);
    try {
      applied += migrate(store, migrations[kind]);
    } catch (error) {
      throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    } finally {
      close();
    }
  }
  return { objects: files.length, applied };
}
