/**
 * @module agent/recovery/terminal
 * What a person at the terminal sees of a recovery: the plan before anything is changed, each step as its state changes,
 * and the end. All of it goes to standard error but the report, which may be JSON for a script. The sentences are handed
 * in: they stand in a room above this one.
 */
import { createInterface } from 'node:readline/promises';
import type { Because, Plan, Progress, StepReport } from '../../protocol/recovery.ts';

/** What stands in a line or a text, as people read it. */
export type Words = {
  because(reason: Because): string;
  /** `next`: what is typed to carry the plan out; null where the person is asked for just that. */
  plan(plan: Plan, next: string | null): string;
  question(): string;
  step(step: StepReport, n: number, all: readonly StepReport[]): string;
  doing(reason: Because): string;
};

/** Lines as the system edits them: a terminal that is gone cannot be set back from a mode of our own (EIO). */
const WHERE = { input: process.stdin, output: process.stderr, terminal: false };

export function terminal(words: Words) {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const told = new Map<string, string>();
  /** A line is told once, whatever comes again with a later word. */
  const news = (about: string, line: string): void => {
    if (told.get(about) === line) return;
    told.set(about, line);
    tell(line);
  };
  return {
    words: words.because,
    slow(reason: Because): void {
      tell(`   ${words.because(reason)}`);
    },
    waiting(reason: Because): void {
      news('waiting', `   ${words.because(reason)}`);
    },
    async ask(plan: Plan, signal: AbortSignal): Promise<boolean> {
      tell(words.plan(plan, null));
      const lines = createInterface(WHERE);
      // A terminal that is gone and Ctrl-C are no "yes".
      const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
      try {
        const answer = await Promise.race([
          lines.question(words.question(), { signal }).catch(() => ''),
          closed,
        ]);
        return answer.trim().toLowerCase() === 'yes';
      } finally {
        lines.close();
      }
    },
    progress({ steps, now }: Progress): void {
      for (const [n, step] of steps.entries())
        if (!WAITS.has(step.state) && (step.state !== 'skipped' || now === null))
          news(step.step, words.step(step, n, steps));
      if (now !== null) news('now', words.doing(now));
    },
  };
}

/** Of what has not begun nothing is told: the plan has said that it comes. */
const WAITS: ReadonlySet<StepReport['state']> = new Set(['planned', 'approved', 'dispatched', 'accepted']);
