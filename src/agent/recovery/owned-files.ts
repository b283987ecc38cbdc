/**
 * @module agent/recovery/owned-files
 * Reads and replaces files of the gateway's user, which is this process's own: a file of anybody else's is refused, and
 * nobody's rights are taken on. Writes go through a handle of the folder, so that a folder or link that is exchanged
 * meanwhile leads nowhere; and a file is there whole, the old one or the new one, at every moment.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ownUid } from '../private-files.ts';
import { inAnotherRoot, realPath } from './real-path.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Larger ones are nobody's configuration, and would be read into memory. */
const MOST_BYTES = 4 * 1024 * 1024;

export type Owner = { uid: number; gid: number };

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

export type Held =
  /** `real`: all links followed. `id`: device, inode and owner, which tell it from another file with the same bytes. */
  | {
      is: 'file';
      real: string;
      bytes: Buffer;
      sha256: string;
      mode: number;
      owner: Owner;
      id: string;
    }
  | { is: 'missing' }
  | { is: 'unreadable'; why: string };

const idOf = ({ dev, ino, uid }: Stats): string => `${dev}:${ino}:${uid}`;

/** A plain file with all its bytes. Root reads root's own, and what it sees through a container's root. */
export function readOwned(path: string): Held {
  try {
    const real = realPath(path);
    const fd = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) return { is: 'unreadable', why: 'not a regular file' };
      if (stat.size > MOST_BYTES) return { is: 'unreadable', why: 'too large' };
      if (ownUid() === 0 && stat.uid !== 0 && !inAnotherRoot(path))
        return { is: 'unreadable', why: 'other-owner' };
      const bytes = readFileSync(fd);
      const { uid, gid } = stat;
      const mode = stat.mode & 0o7777;
      return { is: 'file', real, bytes, sha256: sha256(bytes), mode, owner: { uid, gid }, id: idOf(stat) };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { is: 'missing' } : { is: 'unreadable', why: codeOf(error) };
  }
}

/** SHA-256 in hex; null for a file that is not there, undefined where it cannot be read. */
export function shaOf(path: string): string | null | undefined {
  const held = readOwned(path);
  return held.is === 'file' ? held.sha256 : held.is === 'missing' ? null : undefined;
}

/** A folder that stays the same one while work goes on in it, whatever its path leads to by then. */
type Folder = { at(name: string): string; sync(): void };

/**
 * Works in a folder through a handle of it. Where there is no /proc (a Mac) the path must do.
 * @throws what the file system says; with the code `other-owner` where root would work in somebody else's folder.
 */
function inFolder<T>(path: string, work: (folder: Folder) => T): T {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    if (ownUid() === 0 && fstatSync(fd).uid !== 0)
      throw Object.assign(new Error(`${path} is not root's.`), { code: 'other-owner' });
    const handle = `/proc/self/fd/${fd}`;
    const base = existsSync(handle) ? handle : path;
    return work({ at: (name) => join(base, name), sync: () => fsyncSync(fd) });
  } finally {
    closeSync(fd);
  }
}

function writeWhole(path: string, bytes: Uint8Array, mode: number, gid: number | null): void {
  const fd = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    // A group that reads the old file reads the new one too.
    if (gid !== null && fstatSync(fd).gid !== gid) fchownSync(fd, -1, gid);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  chmodSync(path, mode);
}

function realOr(path: string): string {
  try {
    return realPath(path);
  } catch {
    return path;
  }
}

/** A judge's run takes a minute at most. Milliseconds. */
const LEFT_BEHIND_MS = 10 * 60_000;

/** Takes away what a run that was killed has left beside `path`: it is a copy with secrets in it. */
export function sweepBeside(path: string, now: number): void {
  const real = realOr(path);
  const names = [path, real].map((each) => basename(each));
  for (const folder of new Set([dirname(realOr(dirname(path))), dirname(real)])) {
    if (!existsSync(folder)) continue;
    inFolder(folder, ({ at }) => {
      for (const name of readdirSync(at('.'))) {
        const own = /^\.(.+)\.[0-9a-f]{12}\.(?:candidate|new)$/.exec(name)?.[1];
        if (own === undefined || !names.includes(own)) continue;
        const stat = lstatSync(at(name));
        if (stat.isFile() && stat.uid === ownUid() && now - stat.mtimeMs > LEFT_BEHIND_MS)
          rmSync(at(name), { force: true });
      }
    });
  }
}

/** Puts a file beside `path`, does something with it and takes it away again. 0600. */
export async function besideFile<T>(
  path: string,
  bytes: Uint8Array,
  work: (aside: string) => Promise<T>,
): Promise<T> {
  const folder = realOr(dirname(path));
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}.candidate`;
  inFolder(folder, ({ at }) => writeWhole(at(name), bytes, 0o600, null));
  try {
    return await work(join(dirname(path), name));
  } finally {
    inFolder(folder, ({ at }) => rmSync(at(name), { force: true }));
  }
}

export type Replaced = { ok: true } | { ok: false; why: 'changed' | 'failed'; code: string };

/**
 * Replaces a file, or makes it (`was` null), or takes it away (`bytes` null), if it is still the one that was looked at:
 * its SHA-256 is `was` and, where it is known, its device, inode and owner are `id`. Mode and group stay; one that is
 * made is 0600.
 */
export function replaceOwned(
  path: string,
  {
    was,
    id,
    bytes,
    mode,
    gid,
  }: { was: string | null; id?: string | null; bytes: Uint8Array | null; mode?: number; gid?: number },
): Replaced {
  const changed: Replaced = { ok: false, why: 'changed', code: 'changed' };
  const held = readOwned(path);
  if (held.is === 'unreadable') return { ok: false, why: 'failed', code: held.why };
  if ((held.is === 'file' ? held.sha256 : null) !== was) return changed;
  if (typeof id === 'string' && held.is === 'file' && held.id !== id) return changed;
  const real = held.is === 'file' ? held.real : join(realOr(dirname(path)), basename(path));
  if (inAnotherRoot(real)) return { ok: false, why: 'failed', code: 'in another root' };
  // It would belong to us afterwards.
  if (held.is === 'file' && ownUid() >= 0 && held.owner.uid !== ownUid())
    return { ok: false, why: 'failed', code: 'other-owner' };
  const name = basename(real);
  const aside = `.${name}.${randomBytes(6).toString('hex')}.new`;
  try {
    return inFolder(dirname(real), ({ at, sync }): Replaced => {
      /** The last look before the change: somebody may have saved it, or put another in its place. */
      const stands = (): boolean => {
        const there = lstatSync(at(name), { throwIfNoEntry: false });
        if (held.is === 'missing') return there === undefined;
        return there?.isFile() === true && idOf(there) === held.id && sha256(readFileSync(at(name))) === was;
      };
      try {
        if (bytes !== null) {
          const before =
            held.is === 'file' ? { mode: held.mode, gid: held.owner.gid } : { mode: 0o600, gid: null };
          writeWhole(at(aside), bytes, mode ?? before.mode, gid ?? before.gid);
        }
        if (!stands()) return changed;
        if (bytes === null) rmSync(at(name));
        else renameSync(at(aside), at(name));
        sync();
        return { ok: true };
      } finally {
        rmSync(at(aside), { force: true });
      }
    });
  } catch (error) {
    return { ok: false, why: 'failed', code: codeOf(error) };
  }
}
