/**
 * @module agent/holds/rest
 * A run that works for the holder of a freeze needs the gateway open, and leaves it open: what served before must serve
 * afterwards, however the run ended. So the hold stays and its lease rests until the freeze is over. In a file of its
 * own, since another process writes it.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readPrivate, writePrivate } from '../private-files.ts';

const Rest = z.object({ run: z.string(), freeze: z.string(), until: z.number() });
type Rest = z.infer<typeof Rest>;

const pathIn = (stateDir: string): string => join(stateDir, 'hold-rests.json');
/** As long as a freeze may last at most. Milliseconds. */
const LONGEST_MS = 12 * 3_600_000;
/** Freezes of so many runs are remembered. */
const MOST = 32;

function rests(stateDir: string): Rest[] {
  try {
    return z.array(Rest).parse(JSON.parse(readPrivate(pathIn(stateDir)) ?? '[]'));
  } catch {
    return [];
  }
}

/** From now on (epoch ms) no lease is taken for this freeze. */
export function restLease(stateDir: string, run: string, freeze: string, now: number): void {
  const others = rests(stateDir).filter((rest) => rest.freeze !== freeze && now < rest.until);
  const all = [...others, { run, freeze, until: now + LONGEST_MS }];
  writePrivate(pathIn(stateDir), JSON.stringify(all.slice(-MOST)));
}

/** Does the lease of this freeze rest at `now` (epoch ms)? */
export const leaseRests = (stateDir: string, freeze: string, now: number): boolean =>
  rests(stateDir).some((rest) => rest.freeze === freeze && now < rest.until);
