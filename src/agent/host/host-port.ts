/**
 * @module agent/host/host-port
 * The only way that probes touch the machine: fixed argument lists, bounded reads, time limits. Every call
 * gives an outcome; "could not look" is a value with its reason, never an exception and never a fault.
 */
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type DatabaseHealth, databaseCopies, type Rows } from './database-copy.ts';
import { holdToOwners, mindsLinks, trailOf } from './foreign-links.ts';
import { isReadOnly, mountsOf } from './mounts.ts';
import { absent, bounded, codeOf, denied, FILE_LIMIT_MS, type Outcome, seen } from './outcome.ts';
import { type Ran, type RunOptions, runForeign, runProgram } from './programs.ts';
import { type Answered, getOverSocket } from './socket-http.ts';

export { type Outcome, seen, type Unseen, unseen } from './outcome.ts';
export type { Ran, RunOptions } from './programs.ts';

export type FileStat = {
  kind: 'file' | 'directory' | 'other';
  size: number;
  mtimeMs: number;
  uid: number;
  /** Absent where it was not looked at. */
  gid?: number;
  mode: number;
  /** Device and inode: equal means the same file, whatever the paths. */
  id: string;
  /** How many names it has. Absent where it was not looked at. */
  names?: number;
};

export type HostPort = {
  /** Runs a fixed argument list without a shell; more than 4 MiB of output end it. */
  run(argv: readonly [string, ...string[]], options: RunOptions): Promise<Outcome<Ran>>;
  /** Asks a local server for `path` over its Unix socket (GET); null when no such socket is there. */
  ask(socket: string, path: string, options: { timeoutMs: number }): Promise<Outcome<Answered | null>>;
  /** A regular file's text, at most `maxBytes` from its start or (`tail`) its end; null when it is not there. */
  read(path: string, options?: { maxBytes?: number; tail?: boolean }): Promise<Outcome<string | null>>;
  /** Some bytes of a regular file, fewer at its end, and its size; null when it is not there. */
  range(
    path: string,
    from: number,
    length: number,
  ): Promise<Outcome<{ bytes: Uint8Array; size: number } | null>>;
  /** Null when nothing is there. Follows links. */
  stat(path: string): Promise<Outcome<FileStat | null>>;
  list(path: string): Promise<Outcome<string[] | null>>;
  /** Where a symbolic link (or /proc entry) points; null when it is not there. */
  link(path: string): Promise<Outcome<string | null>>;
  /** The path with all links followed; null when it is not there. */
  real(path: string): Promise<Outcome<string | null>>;
  /** Rows of several queries over one copy; null for a query whose table this release lacks, null when there is no such file. */
  queries(path: string, sqls: readonly string[]): Promise<Outcome<(Rows | null)[] | null>>;
  /** Whether an SQLite database is whole, from a copy; null when there is no such file. */
  examine(path: string, options: { thorough: boolean }): Promise<Outcome<DatabaseHealth | null>>;
  /** May this process write there? Only asks, writes nothing. */
  writable(path: string): Promise<Outcome<boolean>>;
  /** Space where `path` lives. Bytes, per cent, count; no count where the file system has no such limit. */
  space(
    path: string,
  ): Promise<Outcome<{ freeBytes: number; usedPercent: number; freeInodes: number | null }>>;
};

const DEFAULT_READ = 1024 * 1024;

const orNull = <T>(
  what: string,
  work: () => Promise<T>,
  limitMs = FILE_LIMIT_MS,
): Promise<Outcome<T | null>> =>
  bounded(
    what,
    work().then(
      (value) => seen<T | null>(value),
      (error: unknown) => (absent(error) ? seen(null) : denied(what, error)),
    ),
    limitMs,
  );

/** A database waits for its turn, and has a limit of its own. Milliseconds. */
const DATABASE_LIMIT_MS = 2 * FILE_LIMIT_MS;

/** Opens a regular file. O_NONBLOCK: opening a FIFO must not wait for a writer. */
async function openRegular(path: string): Promise<{ file: FileHandle; size: number }> {
  const trail = mindsLinks(path) ? await trailOf(path) : null;
  const file = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
    if (trail) await holdToOwners(trail, stat, file.fd);
    return { file, size: stat.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readRange(path: string, from: number, length: number) {
  const { file, size } = await openRegular(path);
  try {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return { bytes: bytes.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

async function readText(path: string, maxBytes: number, tail: boolean): Promise<string> {
  const { file, size } = await openRegular(path);
  try {
    // /proc files say size 0 and must be read to their end.
    const length = size === 0 ? maxBytes : Math.min(size, maxBytes);
    const buffer = Buffer.alloc(length);
    const from = tail ? Math.max(0, size - length) : 0;
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.toString('utf8', 0, filled);
  } finally {
    await file.close();
  }
}

/**
 * Linux asks for rights first and for the mount last (access(2)). So a place that is read-only here and not for the
 * host itself is one that only our own service keeps us from writing to.
 */
async function ownLockAside(path: string): Promise<Outcome<boolean>> {
  const mounts = await orNull('read the mounts', () => readText(mountsOf(undefined), DEFAULT_READ, false));
  if (!mounts.ok || mounts.value === null || path.startsWith('/proc/')) return seen(false);
  return seen(isReadOnly(mounts.value, path) === false);
}

/** The real machine. */
export function realHost(): HostPort {
  const copies = databaseCopies({ openRegular, run: runProgram });
  const ofCopy = <T>(path: string, work: () => Promise<T>) =>
    orNull(`read a copy of ${path}`, work, DATABASE_LIMIT_MS);
  return {
    run: runForeign,
    ask: (socket, path, { timeoutMs }) => getOverSocket(socket, path, timeoutMs),
    read: (path, { maxBytes = DEFAULT_READ, tail = false } = {}) =>
      orNull(`read ${path}`, () => readText(path, maxBytes, tail)),
    range: (path, from, length) => orNull(`read ${path}`, () => readRange(path, from, length)),
    stat: (path) =>
      orNull(`look at ${path}`, async () => {
        const stat = await fs.stat(path);
        const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
        const { size, mtimeMs, uid, gid, mode, nlink: names } = stat;
        return { kind, size, mtimeMs, uid, gid, mode, id: `${stat.dev}:${stat.ino}`, names };
      }),
    list: (path) => orNull(`list ${path}`, () => fs.readdir(path)),
    link: (path) => orNull(`follow ${path}`, () => fs.readlink(path)),
    real: (path) => orNull(`follow ${path}`, () => fs.realpath(path)),
    queries: (path, sqls) => ofCopy(path, () => copies.query(path, sqls)),
    examine: (path, { thorough }) => ofCopy(path, () => copies.examine(path, thorough)),
    writable: (path) =>
      bounded(
        `ask about ${path}`,
        fs.access(path, constants.W_OK).then(
          () => seen(true),
          (error: unknown) => {
            if (codeOf(error) === 'EROFS') return ownLockAside(path);
            return ['EACCES', 'EPERM'].includes(codeOf(error))
              ? seen(false)
              : denied(`ask about ${path}`, error);
          },
        ),
      ),
    space: (path) =>
      bounded(
        `measure the disk of ${path}`,
        fs.statfs(path).then(
          ({ bsize, blocks, bavail, bfree, files, ffree }) => {
            // As df(1) does: what root keeps back counts as used by nobody.
            const used = blocks - bfree;
            const usedPercent = used + bavail === 0 ? 100 : (100 * used) / (used + bavail);
            return seen({ freeBytes: bavail * bsize, usedPercent, freeInodes: files > 0 ? ffree : null });
          },
          (error: unknown) => denied(`measure the disk of ${path}`, error),
        ),
      ),
  };
}
