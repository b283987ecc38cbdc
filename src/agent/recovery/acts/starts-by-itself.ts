/**
 * @module agent/recovery/acts/starts-by-itself
 * Whether a gateway that is not there comes back without us: a script that starts it in a loop is between two runs, and a
 * start of ours would be one too many.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../../protocol/recovery.ts';
import type { Running } from '../../supervisors/instance.ts';
import type { Sight } from '../../supervisors/supervisor.ts';

type Met = { sight: Sight; running: Running | null };

/** A script that starts it in a loop does so within this time after its end. Milliseconds. */
const LOOP_MS = 2_500;
const STEP_MS = 300;

/** One that begins has no lock yet, and may still be called as its script is. */
export const isThere = ({ sight: { target }, running }: Met): boolean =>
  running !== null || target.maybeStarting > 0 || (target.processes.ok && target.processes.value.length > 0);

/** Looks for it for a moment; `met` looks anew each time. */
export async function startsByItself(
  met: () => Promise<Met | Because>,
  signal: AbortSignal,
): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < LOOP_MS && !signal.aborted; ) {
    await setTimeout(STEP_MS);
    const now = await met();
    if (!('code' in now) && isThere(now)) return true;
  }
  return false;
}
