/**
 * @module agent/recovery/here-results
 * How `recover --local` ends where it has not recovered: refused with nothing changed, escalated to people, or a run that
 * broke off. Whatever the reason, the report has the one form that scripts know.
 */
import type { Because, Plan } from '../../protocol/recovery.ts';
import { type LocalReport, localReport, planReport } from '../../runbooks/progress.ts';
import { AgentProblem } from '../problem.ts';
import { kindOf, runOf } from './drive.ts';
import { runPaths } from './run-folder.ts';
import { readRun } from './run-journal.ts';

/** `plan`: where one was made, also one that is not carried out. */
export type HereResult = { code: 0 | 1 | 2; report: LocalReport; plan?: Plan | undefined };

/** How far it has come, for whoever must say so when it breaks. */
export type Place = {
  finding: string | null;
  still: readonly string[];
  /** Those of them that explain what somebody complains of. */
  explains?: readonly string[] | undefined;
  plan?: Plan | undefined;
  run: string | null;
};

type Said = { words(because: Because): string; planOnly: boolean; stateDir: string };

/** An error's text may quote what was read, so that only its kind is told; our own problems say what to do. */
function whyBroke(error: unknown): Because {
  if (!(error instanceof AgentProblem)) return { code: 'recover.broke', params: { kind: kindOf(error) } };
  return { code: 'recover.cannot', params: { why: error.message, hint: error.hint } };
}

/** Refused before there was a run to speak of, for a reason in words. */
export const refusedFor = (because: string): LocalReport => ({
  ...shellOf(null, () => because),
  outcome: 'refused',
  because,
});

/** What nobody expected has ended it. */
export function broke(options: Said, { run, ...place }: Place, error: unknown): HereResult {
  const because = whyBroke(error);
  return run === null
    ? refused(options, place.finding, because, place.still, place.plan)
    : notEnded(run, options, because, place);
}

/**
 * A run that did not come to its end. One that has begun may stand between two states of the gateway, and one whose
 * journal cannot be read may have done anything: neither is called refused, which says that nothing was changed.
 */
export function notEnded(
  run: string,
  options: Said,
  because: Because,
  { finding, still, plan }: { finding: string | null; still: readonly string[]; plan?: Plan | undefined },
): HereResult {
  const { words, stateDir } = options;
  const reading = readRun(runPaths(stateDir, run).journal);
  if (reading !== null) {
    const run = runOf(reading);
    const report = localReport(run, still, words);
    if (run.state === 'over')
      return { code: 1, report: { ...report, outcome: 'escalated', because: words(because) } };
    const stands: Because = { code: 'run.stands', params: { why: words(because) } };
    return { code: 1, report: { ...report, outcome: 'escalated', because: words(stands) } };
  }
  if (because.code !== 'run.journal-unreadable') return refused(options, finding, because, still, plan);
  const steps = [{ step: 'change' as const, state: 'unknown' as const, tookMs: null }];
  const report = { ...shellOf(finding, words, plan), still: [...still], steps };
  return { code: 1, report: { ...report, outcome: 'escalated', because: words(because) } };
}

export function refused(
  { words }: Said,
  finding: string | null,
  because: Because,
  still: readonly string[],
  plan?: Plan,
): HereResult {
  return {
    code: 2,
    report: {
      ...shellOf(finding, words, plan),
      still: [...still],
      outcome: 'refused',
      because: words(because),
    },
  };
}

export function escalated(
  { words, planOnly }: Said,
  finding: string | null,
  because: Because,
  still: readonly string[],
  plan?: Plan,
): HereResult {
  const report = { ...shellOf(finding, words, plan), still: [...still], because: words(because) };
  return planOnly
    ? { code: 0, report, plan }
    : { code: 1, report: { ...report, outcome: 'escalated' }, plan };
}

const shellOf = (finding: string | null, words: Said['words'], plan?: Plan): LocalReport =>
  plan
    ? planReport(plan, words)
    : {
        schema: 1,
        finding,
        path: 'escalate',
        plan: [],
        steps: [],
        changed: [],
        acceptance: null,
        still: [],
        outcome: null,
      };
