/**
 * @module agent/recovery/serve-recovery
 * The recovering program: takes one order from standard input, makes a plan or carries a run out, prints what comes of
 * it, and is over. Its standard input may end with the host agent: a plan is then given up, a run goes on.
 */
import type { Build } from '../../build.ts';
import type { Because, Plan, Progress } from '../../protocol/recovery.ts';
import type { Act } from '../../runbooks/act.ts';
import { SILENCE_MS } from '../../runbooks/clock.ts';
import type { Policy, PolicyReading } from '../channel/policy.ts';
import { restartLimit, waysAllowed } from '../channel/policy.ts';
import { lineReader, readLine } from '../collector/lines.ts';
import { restartBudget } from './budget.ts';
import { type Begin, type Carried, type CarryParts, carryOut, goOn } from './carry-out.ts';
import { gatewayState } from './gateway-lock.ts';
import type { MakePlan, Means, Triage } from './means.ts';
import { claimedBefore } from './planned-repair.ts';
import { findPlan, keepPlan } from './plans.ts';
import { type FromRecovery, type RecoveryOrder, recoveryLine } from './recovery-lines.ts';
import { runPaths } from './run-folder.ts';
import { readRun } from './run-journal.ts';

export type ServeParts = {
  build: Build;
  makePlan: MakePlan;
  acts(means: Means): ReadonlyMap<string, Act>;
  triageWith(order: RecoveryOrder): Triage;
  readPolicy(file?: string): PolicyReading;
};

/** People should know before the button whose consent this host wants, and that it would refuse all the same. */
function underPolicy(plan: Plan, policy: Policy): Plan {
  const { path: way, cautions } = plan;
  const forbidden = way !== 'escalate' && (policy.read_only || !waysAllowed(policy).includes(way));
  const caution = { code: 'policy.way-not-allowed', params: { way } };
  return {
    ...plan,
    cautions: forbidden ? [...cautions, caution].slice(-16) : cautions,
    consent: { by: policy.approval, needs: policy.approvals },
  };
}

const say = (said: FromRecovery): void => void process.stdout.write(recoveryLine(said));

/** Ends even while a call into a dead file system is still out; what was said gets through first. */
const end = (): void => void process.stdout.write('', () => process.exit(0));

/** Serves the order that is on standard input; ends this process. */
export function serveRecovery(parts: ServeParts): void {
  const stop = new AbortController();
  let order: RecoveryOrder | null = null;

  async function serve(order: RecoveryOrder): Promise<Because | null> {
    const policy = parts.readPolicy(order.policyFile);
    if (!policy.ok) return { code: 'policy.unreadable', params: {} };
    const { stateDir, openclaw } = order;
    const means: Means = {
      stateDir,
      env: process.env,
      openclaw,
      denied: policy.policy.deny.config,
      ways: waysAllowed(policy.policy),
      triage: parts.triageWith(order),
    };
    if (order.task.do === 'plan') return plan(order.task, means, policy.policy);
    const carry = (gateway: string): CarryParts => ({
      stateDir,
      acts: parts.acts(means),
      budget: restartBudget(stateDir, restartLimit(policy.policy), Date.now),
      gatewayState: (name) => gatewayState(name, means, stop.signal),
      report: (progress: Progress) => say({ report: { kind: 'progress', progress }, gateway }),
      stop: stop.signal,
    });
    return run(order.task, carry);
  }

  async function plan(
    { wanted }: Extract<RecoveryOrder['task'], { do: 'plan' }>,
    means: Means,
    policy: Policy,
  ): Promise<Because | null> {
    const { stateDir, env, openclaw, denied, triage } = means;
    const tools = { stateDir, env, openclaw, denied, signal: stop.signal, say: () => undefined, triage };
    const made = await parts.makePlan(wanted as Parameters<MakePlan>[0], tools);
    if (!made.ok && made.plan === undefined) return made.because;
    const found = made.ok ? made.plan : (made.plan as NonNullable<typeof made.plan>);
    const memory = made.ok ? made.memory : {};
    const told = underPolicy(found, policy);
    const digest = await keepPlan(stateDir, told, memory, Date.now());
    say({ report: { kind: 'plan', digest, plan: told }, gateway: told.gateway });
    if (!made.ok || claimedBefore({ told: { plan: memory } }) !== null) return null;
    // People read it meanwhile: what is claimed now is what an end without it is held against.
    const before = await triage(told.gateway, stop.signal);
    if (before.looked && !stop.signal.aborted)
      await keepPlan(stateDir, told, { ...memory, before: before.findings }, Date.now());
    return null;
  }

  async function run(
    task: Exclude<RecoveryOrder['task'], { do: 'plan' }>,
    carry: (gateway: string) => CarryParts,
  ): Promise<Because | null> {
    const { stateDir } = order as RecoveryOrder;
    const begun = readRun(runPaths(stateDir, task.run).journal);
    if (task.do === 'resume' || begun !== null)
      return ending(await goOn(task.run, carry(begun?.head.plan.gateway ?? 'default')));
    const kept = await findPlan(stateDir, task.digest, Date.now());
    if (kept === null) return { code: 'plan.not-known', params: {} };
    if (task.gateway !== undefined && task.gateway !== kept.plan.gateway)
      return { code: 'plan.other-gateway', params: { plan: kept.plan.gateway, asked: task.gateway } };
    const begin: Begin = {
      run: task.run,
      digest: task.digest,
      patienceMs: SILENCE_MS,
      freeze: task.freeze,
      by: task.by,
      because: null,
      ...kept,
    };
    return ending(await carryOut(begin, carry(kept.plan.gateway)));
  }

  /** A run that has ended has told everything in its progress, whatever its outcome. */
  const ending = (carried: Carried): Because | null => (carried.ok ? null : carried.because);

  function hear(line: string): void {
    const said = readLine(line);
    if (said?.stop === true) stop.abort();
    else if (order === null && said?.order !== undefined) {
      order = said.order as RecoveryOrder;
      if (order.build !== parts.build.id) {
        say({ otherBuild: parts.build.version });
        end();
        return;
      }
      serve(order).then(
        (because) => {
          say({ over: true, because });
          end();
        },
        (error: unknown) => {
          process.stderr.write(`${String((error as Error)?.stack ?? error).slice(0, 1_500)}\n`, () =>
            process.exit(70),
          );
        },
      );
    }
  }

  // Ended in order with the act that runs; the next process goes on from there.
  process.on('SIGTERM', () => stop.abort());
  process.on('SIGINT', () => stop.abort());
  // The host agent is gone: a run is carried to its end all the same, since people have agreed to it.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.stdin
    .setEncoding('utf8')
    .on(
      'data',
      lineReader(hear, () => stop.abort()),
    )
    .on('end', () => {
      if (order === null) process.exit(0);
      if (order.task.do === 'plan') stop.abort();
    });
}
