/**
 * @module terminal/recovery
 * `host.mjs recover --local` in words, as lines for a terminal. It is loaded with the rules, beside the host agent: what
 * recovers carries codes and no sentence.
 */
import { because, becauseText } from '../messages/because.ts';
import type { Message } from '../messages/message.ts';
import { composeLocalEnd, composeLocalPlan } from '../messages/recovery-local.ts';
import { text } from '../messages/sentence.ts';
import { stepSpans } from '../messages/step-spans.ts';
import type { Because, Plan, StepReport } from '../protocol/recovery.ts';
import type { LocalReport } from '../runbooks/progress.ts';
import { PLAIN, renderText } from './render.ts';
import { visibleLine } from './visible.ts';

/** What is told of a recovery at the terminal of `host`, `width` columns wide. */
export function recoveryWords(host: string, width: number = PLAIN.width) {
  const rendered = (message: Message): string => renderText(message, { width, colour: false });
  const joined = (spans: readonly { text: string }[]): string =>
    visibleLine(spans.map((span) => span.text).join(''));
  return {
    because: (reason: Because): string => becauseText(reason),
    plan: (plan: Plan, next: string | null): string =>
      rendered(composeLocalPlan(plan, { host, now: Date.now(), next })),
    question: (): string => text('local.question'),
    step: (step: StepReport, n: number, all: readonly StepReport[]): string =>
      joined(stepSpans(step, n, all)),
    doing: (reason: Because): string => `   ${joined(because(reason))}`,
    end: (report: LocalReport): string => rendered(composeLocalEnd(report, host)),
  };
}
