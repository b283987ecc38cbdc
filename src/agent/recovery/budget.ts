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

const Restarts = z.array(z.strictObject({ at: z.number(), key: z.string() })).max(1_000);

/**
 * Takes one restart off the budget; null when there was one, else why not. One `key` counts once, since a restart that was seen not to have
 * happened is the same restart again. `spare`: so many must be left over, for the way back. `must`: counted, never refused.
 */
export type RestartBudget = (key: string, how: { spare: number; must: boolean }) => Because | null;

export function restartBudget(stateDir: string, limit: RestartLimit, now: () => number): RestartBudget {
  const path = join(stateDir, 'recovery', 'restarts.json');
  return (key, { spare, must }) => {
    const at = now();
    const { max, windowMs } = limit;
    // Either side of now: a clock that was set must not lock the host for days.
    const recent = readRestarts(path).filter((one) => Math.abs(at - one.at) < windowMs);
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

/** A file that cannot be read counts as empty only where there is none. Throws for one that others may write to. */
function readRestarts(path: string): z.infer<typeof Restarts> {
  const text = readPrivate(path);
  if (text === null) return [];
  try {
    return Restarts.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
