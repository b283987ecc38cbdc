/**
 * @module agent/recovery/recover-here
 * `recover --local`: the same runbook without a bot, for whoever has a shell on the host. Looks first, plans from the
 * first finding, asks before the first change, and says "recovered" only of what a second look finds well.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../protocol/recovery.ts';
import { CLOCK_MS } from '../../runbooks/clock.ts';
import { localReport, planReport } from '../../runbooks/progress.ts';
import { foundFor, whyNotRecovered } from '../../runbooks/recovered.ts';
import { GONE_WITHIN_MS, restartsItself } from '../../runbooks/restarts-itself.ts';
import { restartLimit } from '../channel/policy.ts';
import { openStateDir } from '../private-files.ts';
import { restartBudget } from './budget.ts';
import { type CarryParts, carryOut, goOn } from './carry-out.ts';
import { gatewayState } from './gateway-lock.ts';
import { givenMinutes } from './given-minutes.ts';
import type { HereOptions, Waits } from './here-options.ts';
import { broke, type HereResult, notEnded, type Place, refused } from './here-results.ts';
import { type Going, lookAndPlan } from './look-and-plan.ts';
import type { Means, Triage } from './means.ts';
import { claimedBefore } from './planned-repair.ts';
import { keepPlan } from './plans.ts';
import { newLocalRun, openRuns, runPaths, steerRun } from './run-folder.ts';
import { neverBegan, readRun } from './run-journal.ts';
import { slowThings } from './slow-things.ts';

/** Whatever happens, there is a result: an unexpected end with a run behind it is not called refused. */
export async function recoverHere(options: HereOptions): Promise<HereResult> {
  const place: Place = { finding: null, still: [], run: null };
  const given = givenMinutes(options.minutes ?? CLOCK_MS / 60_000);
  const slow = slowThings((what) => options.slow?.(what));
  const triage: Triage = (...asked) =>
    slow.takes({ code: 'plan.looks-at-gateway', params: {} }, options.triage(...asked));
  try {
    const going = recovering({ ...options, triage }, { place, given, slow });
    return await Promise.race([going, ...(options.broken ? [options.broken] : [])]);
  } catch (error) {
    return broke(options, place, error);
  } finally {
    slow.end();
    given.end();
  }
}

async function recovering(options: HereOptions, going: Going): Promise<HereResult> {
  const { stateDir, env, openclaw, policy, words, abort } = options;
  const { place, given } = going;
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
    gatewayState: (name) => gatewayState(name, means, options.stop),
    report: options.progress,
    stop: options.stop,
  };
  const unfinished = openRuns(stateDir).find((run) => !neverBegan(runPaths(stateDir, run).journal));
  if (unfinished !== undefined && !options.planOnly) {
    place.run = unfinished;
    return finishFirst(unfinished, options, carry);
  }
  const made = await lookAndPlan(options, means, going);
  if (!made.ok) return made.result;
  const { plan } = made;
  const { finding, still } = place;
  if (options.planOnly) return { code: 0, report: planReport(plan, words), plan };
  const wanted = options.yes !== null || (await given.apart(() => options.ask(plan, abort)));
  // Also who interrupts it while it looks does not want it.
  if (!wanted || abort.aborted)
    return refused(options, finding, { code: 'run.not-wanted', params: {} }, still, plan);
  const run = newLocalRun();
  const memory = { before: still, ...made.memory };
  const digest = await keepPlan(stateDir, plan, memory, Date.now());
  abort.addEventListener('abort', () =>
    steerRun(stateDir, run, { id: `${run}-abort`, act: 'abort', by: options.by }),
  );
  const because = options.yes?.because ?? null;
  place.run = run;
  const carried = await carryOut(
    { run, plan, digest, memory, patienceMs: 0, freeze: null, by: options.by, because },
    { ...carry, withinMs: options.minutes === undefined ? undefined : Math.max(0, given.leftMs()) },
  );
  if (!carried.ok) return notEnded(run, options, carried.because, { finding, still, plan });
  const complaint = options.complained ? foundFor(still, place.explains ?? []) : [];
  return told(carried.run, options, plan.gateway, complaint);
}

type EndedRun = Parameters<typeof localReport>[0];

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
