/**
 * @module agent/bundle/kept-bundles
 * Bundles that lie on the host until somebody shares them: STATE/bundles, for its owner alone, the newest three, one
 * day. What nobody fetched by then is made again from the host, which is fresher.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openStateDir, syncDir } from '../private-files.ts';

export const KEPT_MS = 24 * 60 * 60_000;
const MOST_KEPT = 3;
const NAME = /^[A-Za-z0-9_-]{43}\.bundle$/;
/** What a process that died while it wrote has left behind, once no process can still be writing it. */
const LEFT_BEHIND = /^[A-Za-z0-9_-]{43}\.bundle\.\d+\.new$/;
const WRITING_MS = 10 * 60_000;

const folderOf = (stateDir: string): string => join(stateDir, 'bundles');
const pathOf = (stateDir: string, digest: string): string => join(folderOf(stateDir), `${digest}.bundle`);

export const digestOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('base64url');

/** Writes a file that is not there yet, for its owner alone; throws what the disk says, and then nothing of it is left. */
export function writeNew(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'wx', 0o600);
  let whole = false;
  try {
    writeFileSync(fd, bytes);
    fsyncSync(fd);
    whole = true;
  } finally {
    closeSync(fd);
    if (!whole) rmSync(path, { force: true });
  }
}

/** Keeps a bundle and gives its digest; throws what the disk says, and then nothing of it is left. */
export function keepBundle(stateDir: string, file: Uint8Array, now: number): string {
  openStateDir(stateDir);
  const folder = folderOf(stateDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  openStateDir(folder);
  const digest = digestOf(file);
  const path = pathOf(stateDir, digest);
  const aside = `${path}.${process.pid}.new`;
  rmSync(aside, { force: true });
  writeNew(aside, file);
  try {
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncDir(folder);
  // Its age is told by the caller's clock, as everything is that is judged against `now`, and not by the disk's.
  utimesSync(path, now / 1_000, now / 1_000);
  forgetOld(stateDir, now);
  return digest;
}

/** A piece of a bundle and the size of the whole; null when it is not here, or no longer the file that was made. */
export function readKept(
  stateDir: string,
  digest: string,
  { offset, length }: { offset: number; length: number },
): { bytes: Uint8Array; total: number } | null {
  let fd: number;
  try {
    fd = openSync(pathOf(stateDir, digest), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
    for (let filled = 0; filled < bytes.length; ) {
      const read = readSync(fd, bytes, filled, bytes.length - filled, offset + filled);
      if (read === 0) return null;
      filled += read;
    }
    return { bytes, total: size };
  } finally {
    closeSync(fd);
  }
}

/** Whether it was there. */
export function dropKept(stateDir: string, digest: string): boolean {
  const path = pathOf(stateDir, digest);
  const there = ageOf(path, 0) !== null;
  rmSync(path, { force: true });
  return there;
}

/** Takes away what is older than a day, all but the newest three, and what a dead process has left half written. */
export function forgetOld(stateDir: string, now: number): void {
  const folder = folderOf(stateDir);
  const kept: { path: string; ageMs: number }[] = [];
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const ageMs = ageOf(path, now);
    if (ageMs === null) continue;
    if (NAME.test(name)) kept.push({ path, ageMs });
    else if (LEFT_BEHIND.test(name) && Math.abs(ageMs) > WRITING_MS) rmSync(path, { force: true });
  }
  kept.sort((a, b) => a.ageMs - b.ageMs);
  // A clock that was set back makes a file of tomorrow; that one is not kept for ever either.
  for (const [n, { path, ageMs }] of kept.entries())
    if (n >= MOST_KEPT || ageMs > KEPT_MS || ageMs < -KEPT_MS) rmSync(path, { force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ageOf(path: string, now: number): number | null {
  try {
    return now - lstatSync(path).mtimeMs;
  } catch {
    return null;
  }
}
