/**
 * @module agent/recovery/budget
 * How many restarts this host allows in a while. Counted on disk before each one, so that no crash makes a gateway that
 * does not come up be restarted for ever.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Because } from '../../protocol/recovery.ts';
import { readPrivate, writePrivate } from '../private-files.ts';

export type RestartLimit = { max: number; windowMs: number };

const Restart = z.strictObject({ at: z.number(), key: z.string() });
type Restart = z.infer<typeof Restart>;

/**
 * Takes one restart off the budget; null when there was one, else why not. One `key` counts once, since a restart that was seen not to have
 * happened is the same restart again. `spare`: so many must be left over, for the way back. `must`: counted, never refused.
 */
export type RestartBudget = (key: string, how: { spare: number; must: boolean }) => Because | null;

export function restartBudget(stateDir: string, limit: RestartLimit, now: () => number): RestartBudget {
  const path = join(stateDir, 'recovery', 'restart-budget.json');
  // Earlier builds counted in the file of the history, and each of the two wiped what the other had written.
  const former = join(stateDir, 'recovery', 'restarts.json');
  return (key, { spare, must }) => {
    const at = now();
    const { max, windowMs } = limit;
    // Either side of now: a clock that was set must not lock the host for days.
    const recent = (readRestarts(path) ?? readRestarts(former) ?? []).filter(
      (one) => Math.abs(at - one.at) < windowMs,
    );
    if (recent.some((one) => one.key === key)) return null;
    if (!must && recent.length + 1 + spare > max) {
      const params = { max: String(max), minutes: String(Math.round(windowMs / 60_000)) };
      return { code: 'budget.restarts-spent', params };
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writePrivate(path, JSON.stringify([...recent, { at, key }]));
    return null;
  };
}

/**
 * The restarts in a file, each row by itself; null where there is no file, or none that can be read as a list. Throws for
 * one that others may write to.
 */
function readRestarts(path: string): Restart[] | null {
  const text = readPrivate(path);
  if (text === null) return null;
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(rows)) return null;
  return rows.flatMap((row) => {
    const one = Restart.safeParse(row);
    return one.success ? [one.data] : [];
  });
}
