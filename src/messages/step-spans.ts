/**
 * @module messages/step-spans
 * One of the six steps of a run in a line: its sign, its state, how long it took and why. Slack and the terminal on the
 * host show the same.
 */
import type { Because, StepReport } from '../protocol/recovery.ts';
import { wentOn } from '../protocol/went-on.ts';
import { because } from './because.ts';
import type { Span } from './message.ts';
import { spans, text } from './sentence.ts';
import { duration } from './time.ts';

const SIGNS = {
  planned: '⬜',
  approved: '⬜',
  dispatched: '⬜',
  accepted: '⬜',
  running: '⏳',
  verifying: '🔎',
  done: '✅',
  failed: '❌',
  skipped: '⏭️',
  unknown: '❔',
} as const satisfies Record<StepReport['state'], string>;

type Step = Pick<StepReport, 'step' | 'state' | 'tookMs'> & { because?: Because | string | null };

/** The one at `n` of all; `because` is a code with its values, or its sentence already. */
export function stepSpans(
  { step, state, tookMs, because: reason = null }: Step,
  n: number,
  all: readonly Step[],
): Span[] {
  const passed = wentOn(all, n);
  const told = {
    sign: passed ? '⚠️' : SIGNS[state],
    step: text(`step.${step}`),
    // The notice and the host's own hold are no acts of the run: what failed is OpenClaw's lease, or the look at what it cuts.
    state: text(passed ? (step === 'freeze' ? 'state.in-part' : 'state.went-on') : `state.${state}`),
  };
  const what =
    tookMs === null || state === 'skipped'
      ? spans('run.step', told)
      : spans('run.step-took', { ...told, duration: duration(tookMs) });
  return reason === null
    ? what
    : spans('run.because', { what, because: typeof reason === 'string' ? reason : because(reason) });
}
