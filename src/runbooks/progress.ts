/**
 * @module runbooks/progress
 * A run as people and scripts read it: the six steps with their state, and the JSON of `recover --local`. Only what the
 * journal holds is in it, so that nothing is ever told ahead of what the host has confirmed.
 */
import {
  type Because,
  type Change,
  type Outcome,
  type Plan,
  type Progress,
  StepId,
  type StepReport,
  type StepState,
} from '../protocol/recovery.ts';
import { wentOn } from '../protocol/went-on.ts';
import { isBusy, type Row, type Run } from './run-record.ts';
import { type ActId, isFatal, termsOf } from './steps.ts';

/** The state of one step out of the states of its acts. */
function stateOf(run: Run, rows: readonly Row[]): StepState {
  const some = (...states: Row['state'][]): boolean => rows.some(({ state }) => states.includes(state));
  if (some('looking', 'unknown')) return 'unknown';
  const acts = run.rows.filter(({ part }) => part === 'forward').map(({ act }) => act);
  if (rows.some(({ state, act }) => state === 'failed' && isFatal(act, acts))) return 'failed';
  const busy = rows.find(isBusy);
  if (busy !== undefined) return termsOf(busy.act).verifies ? 'verifying' : 'running';
  if (some('failed') && !some('waiting')) return 'failed';
  const begun = some('done', 'failed');
  if (!some('waiting')) return begun && !some('skipped') ? 'done' : begun ? cutShort(run, rows) : 'skipped';
  if (begun) return 'running';
  return run.state === 'new' ? 'approved' : 'accepted';
}

/** Some acts of it are done and the others never began: skipped by a person, or the run ended in the middle of it. */
const cutShort = (run: Run, rows: readonly Row[]): StepState =>
  run.outcome === null || rows.some(({ state, act }) => state === 'skipped' && !termsOf(act).mutates)
    ? 'skipped'
    : 'failed';

export function stepReports(run: Run): StepReport[] {
  return StepId.options.flatMap((step) => {
    const rows = run.rows.filter(({ act, part }) => part === 'forward' && termsOf(act).step === step);
    if (rows.length === 0) return [];
    const starts = rows.flatMap(({ startedAt }) => startedAt ?? []);
    const ends = rows.flatMap(({ endedAt, startedAt }) => (startedAt === null ? [] : (endedAt ?? [])));
    const startedAt = starts.length === 0 ? null : Math.min(...starts);
    const over = !rows.some((row) => isBusy(row) || row.state === 'waiting');
    const tookMs =
      startedAt !== null && over && ends.length > 0 ? Math.max(0, Math.max(...ends) - startedAt) : null;
    const why = rows.filter(({ because }) => because !== null);
    const told = why.findLast(({ state }) => state === 'failed') ?? why.at(-1);
    return [{ step, state: stateOf(run, rows), startedAt, tookMs, because: told?.because ?? null }];
  });
}

const snapshotOf = ({ told }: Run): string | null => {
  const digest = told['snapshot.make']?.digest;
  return typeof digest === 'string' ? digest.slice(0, 64) : null;
};

/** What is being done, where the act itself says nothing: `doing.restart-proof`, and `undoing.` on the way back. */
function doing(run: Run): Because | null {
  const row = run.rows.find(isBusy);
  if (row === undefined) return null;
  const word = row.part === 'undo' ? 'undoing' : row.state === 'looking' ? 'looking' : 'doing';
  return { code: `${word}.${row.act.replaceAll('.', '-')}`, params: {} };
}

/** The newest progress; `saying` is the running act's own word. */
export function progressOf(
  run: Run,
  at: { revision: number; now: number; saying: Because | null },
): Progress {
  return {
    plan: run.digest,
    revision: at.revision,
    at: at.now,
    steps: stepReports(run),
    now: run.rows.some(isBusy) ? (at.saying ?? doing(run)) : null,
    paused: run.paused,
    changed: [...changesLeft(run)].slice(0, 64),
    acceptance: run.acceptance,
    until: run.state === 'going' ? run.clock.until : null,
    asks: run.asks,
    snapshot: snapshotOf(run),
    outcome: run.state === 'over' ? run.outcome : null,
    because: run.because,
  };
}

/** What is other than before: nothing any more, once the previous files are back. */
const changesLeft = (run: Run): readonly Change[] =>
  run.rows.some(({ act, state }) => act === 'snapshot.put-back' && state === 'done') ? [] : run.changed;

/** The JSON of `recover --local`, schema 1. */
export type LocalReport = {
  schema: 1;
  finding: string | null;
  path: Plan['path'];
  plan: { step: StepId; command?: string; mutates: boolean; because: string }[];
  steps: {
    step: StepId;
    state: 'done' | 'skipped' | 'failed' | 'unknown';
    /** It failed, and that did not end the run. */
    wentOn?: true;
    tookMs: number | null;
    because?: string;
  }[];
  changed: Change[];
  /** `because`: why it failed, or what it has not shown. */
  acceptance: { level: Plan['acceptance']; read: string; write: string; because?: string } | null;
  still: string[];
  outcome: Outcome | null;
  because?: string;
};

/** A command line that a shell would take as these words. */
const typed = (argv: readonly string[]): string =>
  argv
    .map((word) => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');

const ENDS: Readonly<Record<StepState, 'done' | 'skipped' | 'failed' | 'unknown'>> = {
  planned: 'skipped',
  approved: 'skipped',
  dispatched: 'skipped',
  accepted: 'skipped',
  running: 'unknown',
  verifying: 'unknown',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
  unknown: 'unknown',
};

/** A plan alone, as it is printed before anything is done. `words` makes a sentence of a code. */
export function planReport(plan: Plan, words: (because: Because) => string): LocalReport {
  return {
    schema: 1,
    finding: plan.finding,
    path: plan.path,
    plan: plan.steps.map(({ step, command, mutates, because }) => ({
      step,
      ...(command === null ? {} : { command: typed(command) }),
      mutates,
      because: words(because),
    })),
    steps: [],
    changed: [],
    acceptance: null,
    still: [],
    outcome: null,
  };
}

export function localReport(
  run: Run,
  still: readonly string[],
  words: (because: Because) => string,
): LocalReport {
  const { acceptance, because, outcome } = run;
  return {
    ...planReport(run.plan, words),
    steps: stepReports(run).map(({ step, state, tookMs, because: why }, n, all) => ({
      step,
      state: ENDS[state],
      ...(wentOn(all, n) ? { wentOn: true as const } : {}),
      tookMs,
      ...(why === null ? {} : { because: words(why) }),
    })),
    changed: [...changesLeft(run)],
    acceptance: acceptance && {
      level: acceptance.level,
      read: acceptance.read,
      write: acceptance.write,
      ...(acceptance.because === null ? {} : { because: words(acceptance.because) }),
    },
    still: [...still],
    outcome,
    ...(because === null ? {} : { because: words(because) }),
  };
}

/** Every act of a run has such a word, for the list of sentences. */
export const doingCodes = (acts: readonly ActId[]): string[] =>
  acts.flatMap((act) => ['doing', 'undoing', 'looking'].map((word) => `${word}.${act.replaceAll('.', '-')}`));
