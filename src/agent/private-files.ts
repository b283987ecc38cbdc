/**
 * @module agent/private-files
 * The host agent's own folder: 0700, its files 0600. A key that others could read or replace is no key, so
 * looser modes are refused, not repaired.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AgentProblem } from './problem.ts';

/** The user this process runs as; -1 where the system has none. */
export function ownUid(): number {
  return process.geteuid?.() ?? -1;
}

/** Makes the folder if it is missing. @throws AgentProblem when others may read or write it, or own it. */
export function openStateDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stat = lstatSync(dir);
  if (!stat.isDirectory())
    throw new AgentProblem('state-dir', `${dir} is not a folder.`, 'Name another folder with --state.');
  if (ownUid() >= 0 && stat.uid !== ownUid())
    throw new AgentProblem('state-dir', `${dir} belongs to another user.`, `Run as its owner, or chown it.`);
  if (stat.mode & 0o077)
    throw new AgentProblem('state-dir', `Others may enter ${dir}.`, `Run: chmod 700 ${dir}`);
}

/**
 * Reads a private file; null if there is none.
 * @throws AgentProblem when it is no plain file, belongs to somebody else or others may touch it.
 */
export function readPrivate(path: string): string | null {
  let fd: number;
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AgentProblem('private-file', `${path} cannot be opened.`, 'Look at its owner and mode.', error);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile())
      throw new AgentProblem('private-file', `${path} is not a plain file.`, 'Remove it and join again.');
    if (ownUid() >= 0 && stat.uid !== ownUid())
      throw new AgentProblem('private-file', `${path} belongs to another user.`, 'Run as its owner.');
    if (stat.mode & 0o077)
      throw new AgentProblem(
        'private-file',
        `Others may read or write ${path}; it cannot be trusted any more.`,
        'Find out who could have read it, remove it, and join again with a new token.',
      );
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** A plain small file, by whomever it is; null where there is none. */
export function readSmall(path: string): string | null {
  try {
    const stat = lstatSync(path);
    return stat.isFile() && stat.size < 16_384 ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}

/** Writes a private file so that after a crash there is the old one or the new one, never a part. */
export function writePrivate(path: string, text: string | Uint8Array): void {
  // Looks are processes of their own: two that write at once must not write into one file.
  const aside = `${path}.${process.pid}.new`;
  rmSync(aside, { force: true });
  const fd = openSync(aside, 'wx', 0o600);
  try {
    writeSync(fd, typeof text === 'string' ? Buffer.from(text) : text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(aside, path);
  syncDir(dirname(path));
}

/** Makes renames and new names in a folder outlive a power cut. */
export function syncDir(dir: string): void {
  const fd = openSync(dir, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The files in the state folder. */
export function statePaths(dir: string) {
  return {
    key: join(dir, 'host-key.json'),
    bot: join(dir, 'bot.json'),
    journal: join(dir, 'journal.jsonl'),
    fleetKey: join(dir, 'fleet-key'),
    lock: join(dir, 'agent.lock'),
    frames: join(dir, 'frames'),
    errands: join(dir, 'errands'),
    mayJoin: join(dir, 'may-join'),
    joining: join(dir, 'joining.json'),
    trust: join(dir, 'trust.json'),
    /** Lies there while the bot may or may not have taken the next key, see channel/rotate-key.ts. */
    nextKey: join(dir, 'host-key.next.json'),
    formerKeys: join(dir, 'former-keys.json'),
  };
}
