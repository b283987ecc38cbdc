/**
 * @module agent/recovery/recover-here
 * `recover --local`: the same runbook without a bot, for whoever has a shell on the host. Looks first, plans from the
 * first finding, asks before the first change, and says "recovered" only of what a second look finds well.
 */
import { setTimeout } from 'node:timers/promises';
import type { AcceptanceLevel, Because, Plan, Progress } from '../../protocol/recovery.ts';
import type { Act } from '../../runbooks/act.ts';
import { findsNothingToMend } from '../../runbooks/before-restart.ts';
import { type LocalReport, localReport, planReport } from '../../runbooks/progress.ts';
import { foundFor, whyNotRecovered } from '../../runbooks/recovered.ts';
import { GONE_WITHIN_MS, restartsItself } from '../../runbooks/restarts-itself.ts';
import { actedOn } from '../../runbooks/way.ts';
import type { Policy } from '../channel/policy.ts';
import { restartLimit } from '../channel/policy.ts';
import { openStateDir } from '../private-files.ts';
import { restartBudget } from './budget.ts';
import { type CarryParts, carryOut, goOn, newLocalRun } from './carry-out.ts';
import { runOf } from './drive.ts';
import type { MakePlan, Means, Triage } from './means.ts';
import { claimedBefore } from './planned-repair.ts';
import { keepPlan } from './plans.ts';
import { openRuns, runPaths, steerRun } from './run-folder.ts';
import { neverBegan, readRun } from './run-journal.ts';

export type HereOptions = {
  stateDir: string;
  env: NodeJS.ProcessEnv;
  openclaw?: string | undefined;
  gateway?: string | undefined;
  acceptance?: AcceptanceLevel | undefined;
  /** Somebody says what is wrong: it is not over before all is gone that was found for it. */
  complained?: boolean;
  /** Only the plan is wanted; nothing is changed. */
  planOnly: boolean;
  /** Nobody is asked; the reason is recorded. */
  yes: { because: string } | null;
  /** Who types, e.g. `terminal:root`. */
  by: string;
  policy: Policy;
  makePlan: MakePlan;
  acts(means: Means): ReadonlyMap<string, Act>;
  triage: Triage;
  /** Shows the plan; false: the person says no. */
  ask(plan: Plan): Promise<boolean>;
  progress(progress: Progress): void;
  /** Something still speaks against the last word, and is looked for again. */
  waiting?(because: Because): void;
  words(because: Because): string;
  /** The person wants it to end: what was changed is put back. */
  abort: AbortSignal;
  /** This process must end at once; the next one goes on. */
  stop: AbortSignal;
  waits?: Waits;
};

/** `plan`: where one was made, also one that is not carried out. */
export type HereResult = { code: 0 | 1 | 2; report: LocalReport; plan?: Plan | undefined };

export async function recoverHere(options: HereOptions): Promise<HereResult> {
  const { stateDir, env, openclaw, gateway, policy, words, abort } = options;
  openStateDir(stateDir);
  const means: Means = {
    stateDir,
    env,
    openclaw,
    denied: policy.deny.config,
    // What a bot may do is the policy's; a person with the gateway owner's rights could type all of it.
    ways: ['restart', 'rollback', 'align', 'repair'],
    triage: options.triage,
  };
  const carry: CarryParts = {
    stateDir,
    acts: options.acts(means),
    budget: restartBudget(stateDir, restartLimit(policy), Date.now),
    report: options.progress,
    stop: options.stop,
  };
  const unfinished = openRuns(stateDir).find((run) => !neverBegan(runPaths(stateDir, run).journal));
  if (unfinished !== undefined && !options.planOnly) return finishFirst(unfinished, options, carry);

  const before = await options.triage(gateway, abort);
  const finding = actedOn(before.findings);
  if (!before.looked) return refused(options, null, { code: 'look.could-not', params: {} }, []);
  // What is not ill is not touched, whoever asks.
  if (finding === null && before.verdict !== 'down')
    return refused(options, null, { code: 'look.nothing-found', params: { verdict: before.verdict } }, []);
  const wanted = { gateway: gateway ?? before.gateway ?? undefined, finding, acceptance: options.acceptance };
  const { denied, triage } = means;
  const tools = { stateDir, env, openclaw, denied, signal: abort, say: () => undefined, triage };
  const made = await options.makePlan(wanted, tools);
  if (!made.ok) {
    const ended = findsNothingToMend(made.because) && !options.planOnly ? refused : escalated;
    return ended(options, finding, made.because, before.findings, made.plan);
  }
  const { plan } = made;
  if (options.planOnly) return { code: 0, report: planReport(plan, words), plan };
  if (options.yes === null && !(await options.ask(plan)))
    return refused(options, finding, { code: 'run.not-wanted', params: {} }, before.findings, plan);
  const run = newLocalRun();
  const memory = { before: before.findings, ...made.memory };
  const digest = await keepPlan(stateDir, plan, memory, Date.now());
  abort.addEventListener('abort', () =>
    steerRun(stateDir, run, { id: `${run}-abort`, act: 'abort', by: options.by }),
  );
  const carried = await carryOut(
    {
      run,
      plan,
      digest,
      memory,
      patienceMs: 0,
      freeze: null,
      by: options.by,
      because: options.yes?.because ?? null,
    },
    carry,
  );
  if (!carried.ok) return notEnded(run, options, carried.because, { finding, still: before.findings, plan });
  const complaint = options.complained ? foundFor(before.findings, before.explains) : [];
  return told(carried.run, options, plan.gateway, complaint);
}

type EndedRun = Parameters<typeof localReport>[0];

/** How long something may speak against the last word (a chat bot comes up after its gateway), and the time between two looks. */
type Waits = { usual: number; ofCrashes: number; between: number };
const WAITS: Waits = { usual: 45_000, ofCrashes: GONE_WITHIN_MS, between: 5_000 };

/** The last word is a look of its own: what the run believes is held against it. */
async function told(
  run: EndedRun,
  options: HereOptions,
  gateway: string,
  complaint: readonly string[] = [],
): Promise<HereResult> {
  const { triage, words, stop } = options;
  const { finding, acceptance } = run.plan;
  const turnWorkedAt = run.outcome === 'recovered' && acceptance === 'full' ? Date.now() : undefined;
  const before = claimedBefore(run);
  const notWell = ({ looked, verdict, findings: claimed }: Awaited<ReturnType<Triage>>): Because | null =>
    whyNotRecovered({ finding, before, complaint, after: { looked, verdict, claimed } });
  const { usual, ofCrashes, between } = options.waits ?? WAITS;
  const began = performance.now();
  const waitsMs = restartsItself(finding) ? ofCrashes : usual;
  let after = await triage(gateway, stop, turnWorkedAt);
  // A busy gateway may miss one look; acceptance has just passed.
  while (run.outcome === 'recovered' && !stop.aborted && performance.now() - began < waitsMs) {
    const against = notWell(after);
    if (against === null) break;
    options.waiting?.({ code: 'look-again.waits', params: { why: words(against) } });
    await setTimeout(between, undefined, { signal: stop }).catch(() => undefined);
    after = await triage(gateway, stop, turnWorkedAt);
  }
  const why = notWell(after);
  const report = localReport(run, after.findings, words);
  if (run.outcome === 'recovered' && why !== null)
    return { code: 1, report: { ...report, outcome: 'escalated', because: words(why) } };
  const code = run.outcome === 'recovered' ? 0 : run.outcome === 'refused' ? 2 : 1;
  return { code, report };
}

/** A run that was interrupted stands between two states of the gateway: it is ended before anything else is begun. */
async function finishFirst(run: string, options: HereOptions, carry: CarryParts): Promise<HereResult> {
  const plan = readRun(runPaths(options.stateDir, run).journal)?.head.plan;
  const carried = await goOn(run, carry);
  if (!carried.ok)
    return notEnded(run, options, carried.because, { finding: plan?.finding ?? null, still: [], plan });
  return told(carried.run, options, carried.run.plan.gateway);
}

/**
 * A run that did not come to its end. One that has begun may stand between two states of the gateway, and one whose
 * journal cannot be read may have done anything: neither is called refused, which says that nothing was changed.
 */
function notEnded(
  run: string,
  options: HereOptions,
  because: Because,
  { finding, still, plan }: { finding: string | null; still: readonly string[]; plan?: Plan | undefined },
): HereResult {
  const { words, stateDir } = options;
  const reading = readRun(runPaths(stateDir, run).journal);
  if (reading !== null) {
    const report = localReport(runOf(reading), still, words);
    const stands: Because = { code: 'run.stands', params: { why: words(because) } };
    return { code: 1, report: { ...report, outcome: 'escalated', because: words(stands) } };
  }
  if (because.code !== 'run.journal-unreadable') return refused(options, finding, because, still, plan);
  const steps = [{ step: 'change' as const, state: 'unknown' as const, tookMs: null }];
  const report = { ...shellOf(finding, words, plan), still: [...still], steps };
  return { code: 1, report: { ...report, outcome: 'escalated', because: words(because) } };
}

function refused(
  { words }: HereOptions,
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

function escalated(
  { words, planOnly }: HereOptions,
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

const shellOf = (finding: string | null, words: HereOptions['words'], plan?: Plan): LocalReport =>
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
