/**
 * @module agent/recovery/one-at-a-time
 * One changing run on this host, whoever ordered it: the bot, or a person at the terminal. The lock names its process
 * with the start time, and its holder looks again before each act whether it is still its own.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, type Mark as ProcessMark, startTime } from '../process-mark.ts';

export type RunLock = {
  /** Whether it is still ours. */
  held(): boolean;
  letGo(): void;
};

type Mark = ProcessMark & { run: string };

/** Takes the lock; or says which run holds it. */
export function lockRun(
  stateDir: string,
  run: string,
): { ok: true; lock: RunLock } | { ok: false; run: string } {
  const path = join(stateDir, 'recovery', 'running.lock');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, started: startTime(process.pid), run } satisfies Mark);
  const aside = `${path}.${process.pid}`;
  for (let attempt = 0; attempt < 8; attempt++) {
    rmSync(aside, { force: true });
    writeFileSync(aside, mine, { mode: 0o600, flag: 'wx' });
    try {
      // A link is made or it is not: two who try at once cannot both succeed.
      linkSync(aside, path);
      return { ok: true, lock: lockOn(path, mine) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(aside, { force: true });
    }
    const text = readOrNull(path);
    const holder = text === null ? null : markOf(text);
    if (holder !== null && isAlive(holder)) return { ok: false, run: holder.run };
    if (text !== null) takeAway(path, text);
  }
  return { ok: false, run: '' };
}

function lockOn(path: string, mine: string): RunLock {
  const held = (): boolean => readOrNull(path) === mine;
  return {
    held,
    letGo() {
      if (held()) rmSync(path, { force: true });
    },
  };
}

/** Takes a dead process's lock away, and puts it back where it was another one by then. */
function takeAway(path: string, dead: string): void {
  const moved = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, moved);
    if (readOrNull(moved) !== dead) linkSync(moved, path);
  } catch {
    // Somebody else was quicker; the next attempt sees what stands there.
  } finally {
    rmSync(moved, { force: true });
  }
}

const readOrNull = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

function markOf(text: string): Mark | null {
  try {
    return JSON.parse(text) as Mark;
  } catch {
    return null;
  }
}
