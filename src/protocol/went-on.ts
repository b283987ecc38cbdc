/**
 * @module protocol/went-on
 * A step that has failed and did not end its run. It is told by the steps after it, so that hosts and bots of other
 * releases read the same report alike.
 */
import type { StepReport, StepState } from './recovery.ts';

const NOT_BEGUN: ReadonlySet<StepState> = new Set([
  'planned',
  'approved',
  'dispatched',
  'accepted',
  'skipped',
]);

/** `steps` in their order; the one at `n`. */
export const wentOn = (steps: readonly Pick<StepReport, 'state'>[], n: number): boolean =>
  steps[n]?.state === 'failed' && steps.slice(n + 1).some(({ state }) => !NOT_BEGUN.has(state));
