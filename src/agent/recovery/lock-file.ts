/**
 * @module agent/recovery/lock-file
 * A lock that is a file naming its holder. A link is made or it is not, so that two who try at once cannot both succeed;
 * a dead holder's lock is taken over, and its holder looks again before each act whether it is still its own.
 */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Life } from '../process-mark.ts';

export type RunLock = {
  /** Whether it is still ours. */
  held(): boolean;
  letGo(): void;
};

export type LockTerms = {
  path: string;
  /** What stands in it while it is ours; no other holder has the same. */
  mine: string;
  mode: number;
  /** One that is gone is taken again: others clear the folder out, and a run must be able to put back what it has changed. */
  retakes: boolean;
  /** Whether the one whose text this is may still hold it. */
  lives(text: string): Life;
};

export type Taken =
  | { ok: true; lock: RunLock }
  /** `text`: who holds it; null where it could not be had eight times in a row. */
  | { ok: false; text: string | null; life: Exclude<Life, 'dead'> };

/** @throws what the file system says where the file can be neither written nor read. */
export function takeLock(terms: LockTerms): Taken {
  const { path, lives } = terms;
  for (let attempt = 0; attempt < 8; attempt++) {
    if (linked(terms)) return { ok: true, lock: lockOn(terms) };
    const text = textOf(path);
    if (text === null) continue;
    const life = lives(text);
    if (life !== 'dead') return { ok: false, text, life };
    takeAway(path, text);
  }
  return { ok: false, text: null, life: 'unknown' };
}

/**
 * For whoever may read the folder and never write there: it is ours as long as nobody who lives has it. Others cannot see
 * that, so it gives way to them. @throws what the file system says where it cannot be read either.
 */
export function watchLock({ path, lives }: Pick<LockTerms, 'path' | 'lives'>): Taken {
  const holder = (): { text: string; life: Exclude<Life, 'dead'> } | null => {
    const text = textOf(path);
    const life = text === null ? 'dead' : lives(text);
    return text === null || life === 'dead' ? null : { text, life };
  };
  const found = holder();
  if (found !== null) return { ok: false, ...found };
  return { ok: true, lock: { held: () => orNot(() => holder() === null), letGo: () => undefined } };
}

/** False where somebody else's stands there. */
function linked({ path, mine, mode }: Pick<LockTerms, 'path' | 'mine' | 'mode'>): boolean {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const fd = openSync(aside, 'wx', mode);
    try {
      writeSync(fd, mine);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    linkSync(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

function orNot(work: () => boolean): boolean {
  try {
    return work();
  } catch {
    return false;
  }
}

function lockOn(terms: LockTerms): RunLock {
  const { path, mine, retakes } = terms;
  const held = (): boolean => {
    const text = textOf(path);
    return text === null ? retakes && linked(terms) : text === mine;
  };
  return {
    held: () => orNot(held),
    letGo() {
      orNot(() => {
        if (textOf(path) === mine) rmSync(path, { force: true });
        return true;
      });
    },
  };
}

/** Takes a dead process's lock away, and puts it back where it was another one by then. */
function takeAway(path: string, dead: string): void {
  const moved = `${path}.${randomBytes(6).toString('hex')}.dead`;
  try {
    renameSync(path, moved);
    if (textOf(moved) !== dead) linkSync(moved, path);
  } catch {
    // Somebody else was quicker; the next attempt sees what stands there.
  } finally {
    rmSync(moved, { force: true });
  }
}

/** Null where there is none. What stands in its place and is no file, such as a link, holds it against everybody. */
function textOf(path: string): string | null {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return fstatSync(fd).isFile() ? readFileSync(fd, 'utf8').slice(0, 2_000) : '';
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
