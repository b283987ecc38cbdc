/**
 * @module agent/host/host-port
 * The only way that probes touch the machine: fixed argument lists, bounded reads, time limits. Every call
 * gives an outcome; "could not look" is a value with its reason, never an exception and never a fault.
 */
import { spawn } from 'node:child_process';
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Look } from '../../protocol/evidence.ts';
import { type DatabaseHealth, examineCopy, queryCopies, queryCopy, type Rows } from './database-copy.ts';
import { isReadOnly, mountsOf } from './mounts.ts';
import { type Answered, getOverSocket } from './socket-http.ts';

export type Unseen = { ok: false; look: Exclude<Look, 'seen'>; why: string };
export type Outcome<T> = { ok: true; value: T } | Unseen;

export type FileStat = {
  kind: 'file' | 'directory' | 'other';
  size: number;
  mtimeMs: number;
  uid: number;
  mode: number;
  /** Device and inode: equal means the same file, whatever the paths. */
  id: string;
};

export type Ran = { code: number; stdout: string; stderr: string };

export type RunOptions = { timeoutMs: number; env?: Record<string, string>; signal?: AbortSignal };

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
  /** Rows of an SQLite database, read from a copy; null when there is no such file or table. */
  query(path: string, sql: string): Promise<Outcome<Rows | null>>;
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

export const unseen = (look: Unseen['look'], why: string): Unseen => ({ ok: false, look, why });
export const seen = <T>(value: T): Outcome<T> => ({ ok: true, value });

const DEFAULT_READ = 1024 * 1024;
const OUTPUT = 4 * 1024 * 1024;

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? 'error');
const absent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ESRCH'].includes(codeOf(error));

function denied(what: string, error: unknown): Unseen {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM')
    return unseen('unavailable', `no right to ${what} (${code}); run the host agent as the gateway's user`);
  return unseen('unavailable', `could not ${what} (${code})`);
}

/** A dead network file system holds a call for ever; the others must not wait for it. Milliseconds. */
const FILE_LIMIT_MS = 3_000;

async function bounded<T>(what: string, work: Promise<Outcome<T>>): Promise<Outcome<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<T>>((resolve) => {
    const why = `could not ${what} within ${FILE_LIMIT_MS / 1000} s; is its file system there?`;
    timer = setTimeout(() => resolve(unseen('timed-out', why)), FILE_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const orNull = <T>(what: string, work: () => Promise<T>): Promise<Outcome<T | null>> =>
  bounded(
    what,
    work().then(
      (value) => seen<T | null>(value),
      (error: unknown) => (absent(error) ? seen(null) : denied(what, error)),
    ),
  );

/** Opens a regular file. O_NONBLOCK: opening a FIFO must not wait for a writer. */
async function openRegular(path: string): Promise<{ file: FileHandle; size: number }> {
  const file = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = await file.stat();
  if (stat.isFile()) return { file, size: stat.size };
  await file.close();
  throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
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

/** Runs it in a process group of its own, so that what it started ends with it. */
function runProgram(
  argv: readonly [string, ...string[]],
  { timeoutMs, env, signal }: RunOptions,
): Promise<Outcome<Ran>> {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env ? { env } : {}),
    });
    const pieces: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    let size = 0;
    const end = (outcome: Outcome<Ran>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
      killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(outcome);
    };
    const late = `${program} did not end within ${timeoutMs / 1000} s`;
    const timer = setTimeout(() => end(unseen('timed-out', late)), timeoutMs);
    const stopped = (): void => end(unseen('unavailable', `${program} was stopped with the look`));
    signal?.addEventListener('abort', stopped, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (piece: Buffer) => {
        size += piece.length;
        pieces[name].push(piece);
        if (size > OUTPUT) end(unseen('unavailable', `${program} printed more than 4 MiB`));
      });
    }
    child.on('error', (error) => {
      const why = codeOf(error) === 'ENOENT' ? `${program} is not installed` : `${program}: ${codeOf(error)}`;
      end(unseen('unavailable', why));
    });
    child.on('close', (code, killed) => {
      const [stdout, stderr] = [pieces.stdout, pieces.stderr].map((all) => Buffer.concat(all).toString());
      if (code === null) end(unseen('unavailable', `${program} was ended by ${killed}`));
      else end(seen({ code, stdout: stdout ?? '', stderr: stderr ?? '' }));
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The usual case: it has ended and left nobody behind, or what is left belongs to somebody else.
    if (!['ESRCH', 'EPERM'].includes(codeOf(error))) throw error;
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
  return {
    run: runProgram,
    ask: (socket, path, { timeoutMs }) => getOverSocket(socket, path, timeoutMs),
    read: (path, { maxBytes = DEFAULT_READ, tail = false } = {}) =>
      orNull(`read ${path}`, () => readText(path, maxBytes, tail)),
    range: (path, from, length) => orNull(`read ${path}`, () => readRange(path, from, length)),
    stat: (path) =>
      orNull(`look at ${path}`, async () => {
        const stat = await fs.stat(path);
        const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
        const { size, mtimeMs, uid, mode } = stat;
        return { kind, size, mtimeMs, uid, mode, id: `${stat.dev}:${stat.ino}` };
      }),
    list: (path) => orNull(`list ${path}`, () => fs.readdir(path)),
    link: (path) => orNull(`follow ${path}`, () => fs.readlink(path)),
    real: (path) => orNull(`follow ${path}`, () => fs.realpath(path)),
    query: (path, sql) => orNull(`read a copy of ${path}`, () => queryCopy(path, sql)),
    queries: (path, sqls) => orNull(`read a copy of ${path}`, () => queryCopies(path, sqls)),
    examine: (path, { thorough }) => orNull(`read a copy of ${path}`, () => examineCopy(path, thorough)),
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
