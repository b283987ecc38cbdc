/**
 * @module agent/holds/rest
 * A run that works for the holder of a freeze needs the gateway open: until it is done, the hold stays and its lease
 * rests. In a file of its own, since another process writes it; bounded, so that a run that died holds up nothing.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readPrivate, writePrivate } from '../private-files.ts';

const Rest = z.object({ run: z.string(), freeze: z.string().nullable(), until: z.number() });

const pathIn = (stateDir: string): string => join(stateDir, 'hold-rests.json');
/** As long as a run may take at most. Milliseconds. */
const LONGEST_MS = 40 * 60_000;

/** From now on (epoch ms) no lease is taken for this freeze, until the run says that it is done. */
export const restLease = (stateDir: string, run: string, freeze: string | null, now: number): void =>
  writePrivate(pathIn(stateDir), JSON.stringify({ run, freeze, until: now + LONGEST_MS }));

/** The run is done, well or not. */
export const endRest = (stateDir: string): void => rmSync(pathIn(stateDir), { force: true });

/** Does the lease of this freeze rest at `now` (epoch ms)? */
export function leaseRests(stateDir: string, freeze: string, now: number): boolean {
  try {
    const rest = Rest.parse(JSON.parse(readPrivate(pathIn(stateDir)) ?? 'null'));
    return now < rest.until && (rest.freeze === null || rest.freeze === freeze);
  } catch {
    return false;
  }
}
