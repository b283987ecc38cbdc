/**
 * @module agent/recovery/owned-files
 * Reads and replaces files of the gateway's user. Root does so with that user's rights only, so that a link which the
 * user made leads root nowhere; and a file is there whole, the old one or the new one, at every moment.
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
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ownUid, syncDir } from '../private-files.ts';
import { inAnotherRoot, realPath } from './real-path.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Larger ones are nobody's configuration, and would be read into memory. */
const MOST_BYTES = 4 * 1024 * 1024;

export type Owner = { uid: number; gid: number };

/**
 * Does synchronous work with the rights of a file's owner; as ourselves where we are not root. This process does one
 * recovery and nothing else, so that nothing runs with the wrong rights meanwhile.
 */
export function asOwner<T>({ uid, gid }: Owner, work: () => T): T {
  if (ownUid() !== 0 || uid === 0) return work();
  // A thread cannot change its rights; with root's own it is not done.
  if (!process.setegid || !process.seteuid)
    throw Object.assign(new Error('no rights'), { code: 'no-seteuid' });
  const before = process.getegid?.() ?? 0;
  process.setegid(gid);
  try {
    process.seteuid(uid);
    try {
      return work();
    } finally {
      process.seteuid(0);
    }
  } finally {
    process.setegid(before);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

export type Held =
  /** `real`: all links followed. */
  | { is: 'file'; real: string; bytes: Buffer; sha256: string; mode: number; owner: Owner }
  | { is: 'missing' }
  | { is: 'unreadable'; why: string };

/** A plain file with all its bytes, as its owner would read it. */
export function readOwned(path: string): Held {
  let owner: Owner;
  let real: string;
  try {
    real = realPath(path);
    const stat = statSync(real);
    owner = { uid: stat.uid, gid: stat.gid };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { is: 'missing' } : { is: 'unreadable', why: codeOf(error) };
  }
  try {
    return asOwner(owner, () => {
      const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stat = fstatSync(fd);
        if (!stat.isFile()) return { is: 'unreadable' as const, why: 'not a regular file' };
        if (stat.size > MOST_BYTES) return { is: 'unreadable' as const, why: 'too large' };
        const bytes = readFileSync(fd);
        return { is: 'file' as const, real, bytes, sha256: sha256(bytes), mode: stat.mode & 0o7777, owner };
      } finally {
        closeSync(fd);
      }
    });
  } catch (error) {
    return { is: 'unreadable', why: codeOf(error) };
  }
}

/** SHA-256 in hex; null for a file that is not there, undefined where it cannot be read. */
export function shaOf(path: string): string | null | undefined {
  const held = readOwned(path);
  return held.is === 'file' ? held.sha256 : held.is === 'missing' ? null : undefined;
}

function writeWhole(path: string, bytes: Uint8Array, mode: number, { gid }: Owner): void {
  const fd = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    // A group that reads the old file reads the new one too.
    if (fstatSync(fd).gid !== gid) fchownSync(fd, -1, gid);
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
  for (const folder of new Set([dirname(path), dirname(real)])) {
    if (!existsSync(folder)) continue;
    const { uid, gid } = statSync(folder);
    const names = [path, real].map((each) => basename(each));
    asOwner({ uid, gid }, () => {
      for (const name of readdirSync(folder)) {
        const own = /^\.(.+)\.[0-9a-f]{12}\.(?:candidate|new)$/.exec(name)?.[1];
        if (own === undefined || !names.includes(own)) continue;
        const at = join(folder, name);
        const stat = lstatSync(at);
        if (stat.isFile() && now - stat.mtimeMs > LEFT_BEHIND_MS) rmSync(at, { force: true });
      }
    });
  }
}

/** Puts a file beside `path`, does something with it and takes it away again. 0600, its owner's. */
export async function besideFile<T>(
  path: string,
  bytes: Uint8Array,
  work: (aside: string) => Promise<T>,
): Promise<T> {
  const folder = dirname(path);
  const stat = statSync(folder);
  const owner = { uid: stat.uid, gid: stat.gid };
  const aside = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.candidate`);
  asOwner(owner, () => writeWhole(aside, bytes, 0o600, owner));
  try {
    return await work(aside);
  } finally {
    asOwner(owner, () => rmSync(aside, { force: true }));
  }
}

export type Replaced = { ok: true } | { ok: false; why: 'changed' | 'failed'; code: string };

/**
 * Replaces a file, or makes it (`was` null), or takes it away (`bytes` null), if its SHA-256 is still `was`. Owner and
 * mode stay; one that is made is 0600 and belongs to the folder's owner.
 */
export function replaceOwned(
  path: string,
  { was, bytes, mode, stay }: { was: string | null; bytes: Uint8Array | null; mode?: number; stay?: Owner },
): Replaced {
  const held = readOwned(path);
  if (held.is === 'unreadable') return { ok: false, why: 'failed', code: held.why };
  if ((held.is === 'file' ? held.sha256 : null) !== was)
    return { ok: false, why: 'changed', code: 'changed' };
  const real = held.is === 'file' ? held.real : path;
  if (inAnotherRoot(real)) return { ok: false, why: 'failed', code: 'in another root' };
  // It would belong to us afterwards.
  if (held.is === 'file' && ownUid() > 0 && held.owner.uid !== ownUid())
    return { ok: false, why: 'failed', code: 'other-owner' };
  let aside: string | null = null;
  try {
    const folder = statSync(dirname(real));
    const owner = stay ?? (held.is === 'file' ? held.owner : { uid: folder.uid, gid: folder.gid });
    const name = join(dirname(real), `.${basename(real)}.${randomBytes(6).toString('hex')}.new`);
    return asOwner(owner, (): Replaced => {
      if (bytes === null) {
        rmSync(real);
        syncDir(dirname(real));
        return { ok: true };
      }
      aside = name;
      writeWhole(name, bytes, mode ?? (held.is === 'file' ? held.mode : 0o600), owner);
      // The last look before the change: somebody may have saved it while the new one was written.
      const now = held.is === 'file' ? sha256(readFileSync(real)) : shaOf(real);
      if (now !== was) {
        rmSync(name, { force: true });
        return { ok: false, why: 'changed', code: 'changed' };
      }
      renameSync(name, real);
      syncDir(dirname(real));
      return { ok: true };
    });
  } catch (error) {
    if (aside !== null) rmSync(aside, { force: true });
    return { ok: false, why: 'failed', code: codeOf(error) };
  }
}
