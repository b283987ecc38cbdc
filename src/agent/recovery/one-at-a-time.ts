/**
 * @module agent/recovery/one-at-a-time
 * One changing run of this state folder, whoever ordered it: the bot, or a person at the terminal. Another state folder's
 * runs are kept apart by the gateway's own lock, see gateway-lock.ts.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, type Mark as ProcessMark, startTime } from '../process-mark.ts';
import { type RunLock, takeLock } from './lock-file.ts';

type Mark = ProcessMark & { run: string };

const pathIn = (stateDir: string): string => join(stateDir, 'recovery', 'running.lock');

/** Takes the lock; or says which run holds it. @throws what the disk says. */
export function lockRun(
  stateDir: string,
  run: string,
): { ok: true; lock: RunLock } | { ok: false; run: string } {
  const path = pathIn(stateDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, started: startTime(process.pid), run } satisfies Mark);
  const taken = takeLock({
    path,
    mine,
    mode: 0o600,
    retakes: false,
    lives: (text) => (livesIn(text) ? 'alive' : 'dead'),
  });
  return taken.ok ? taken : { ok: false, run: markOf(taken.text)?.run ?? '' };
}

/** The run that a living process carries out; null where there is none. */
export function runningNow(stateDir: string): string | null {
  let text: string;
  try {
    text = readFileSync(pathIn(stateDir), 'utf8');
  } catch {
    return null;
  }
  return livesIn(text) ? (markOf(text)?.run ?? null) : null;
}

function livesIn(text: string): boolean {
  const holder = markOf(text);
  return holder !== null && isAlive(holder);
}

function markOf(text: string | null): Mark | null {
  try {
    return JSON.parse(text ?? '') as Mark;
  } catch {
    return null;
  }
}
