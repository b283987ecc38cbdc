/**
 * @module agent/recovery/carry-out
 * A run from its plan to its end: takes the locks, opens or reopens its journal, drives it, and closes what is over.
 * Bot and terminal come in here alike, so that one journal and the same locks hold for both.
 */
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Because, Plan, Progress } from '../../protocol/recovery.ts';
import type { Act, Told } from '../../runbooks/act.ts';
import { progressOf } from '../../runbooks/progress.ts';
import type { Run } from '../../runbooks/run-record.ts';
import { actsOf } from '../../runbooks/steps.ts';
import { restLease } from '../holds/rest.ts';
import type { RestartBudget } from './budget.ts';
import { drive, runOf, steadyClock } from './drive.ts';
import { bothLocks, lockGateway } from './gateway-lock.ts';
import type { RunLock } from './lock-file.ts';
import { lockRun } from './one-at-a-time.ts';
import {
  inboxReader,
  isLocal,
  isOpen,
  markEndedHere,
  markOpen,
  markOver,
  openRuns,
  runPaths,
} from './run-folder.ts';
import { beginRun, type Disk, neverBegan, type RunJournal, readRun, resumeRun } from './run-journal.ts';

export type CarryParts = {
  stateDir: string;
  acts: ReadonlyMap<string, Act>;
  budget: RestartBudget;
  /** The state folder of a gateway, where runs of other state folders meet this one; null for none. */
  gatewayState(gateway: string): Promise<string | null>;
  report(progress: Progress): void;
  stop: AbortSignal;
  withinMs?: number | undefined;
  now?: () => number;
  beatMs?: number;
  /** What the disk does; only tests change it. */
  disk?: Disk;
};

export type Begin = {
  run: string;
  plan: Plan;
  digest: string;
  memory: Told;
  patienceMs: number;
  freeze: string | null;
  by: string;
  because: string | null;
};

export type Carried = { ok: true; run: Run } | { ok: false; because: Because };

const no = (code: string, params: Record<string, string> = {}): Carried => ({
  ok: false,
  because: { code, params },
});

/** While another process carries the run out, its file is read this often. Milliseconds. */
const LOOK_IN_MS = 1_000;

/** Begins a run. Nothing has begun where it says no. */
export async function carryOut(begin: Begin, parts: CarryParts): Promise<Carried> {
  const { stateDir, now = steadyClock() } = parts;
  const acts = actsOf(begin.plan);
  if (acts === null) return no('plan.not-carried-out', { path: begin.plan.path });
  // The same order again, whatever brought it: the run that it has begun goes on.
  const paths = runPaths(stateDir, begin.run);
  if (!neverBegan(paths.journal)) return goOn(begin.run, parts);
  const folder = await parts.gatewayState(begin.plan.gateway);
  const locked = lockRun(stateDir, begin.run);
  if (!locked.ok) return no('run.another', { run: locked.run });
  const gateways = folder === null ? null : lockGateway(folder, begin.run);
  if (gateways !== null && !gateways.ok) {
    locked.lock.letGo();
    return { ok: false, because: gateways.because };
  }
  const lock = bothLocks(locked.lock, gateways?.lock ?? null);
  const unfinished = openRuns(stateDir).find((one) => !neverBegan(runPaths(stateDir, one).journal));
  if (unfinished !== undefined) {
    lock.letGo();
    return no('run.unfinished', { run: unfinished });
  }
  const { run, plan, digest, memory, patienceMs, freeze, by, because } = begin;
  const head = { v: 1 as const, run, plan, digest, memory, acts, patienceMs, freeze, by, because };
  let journal: RunJournal;
  try {
    // Where the run itself gives no lease back, the gateway that it starts must not be held still under its proof.
    if (freeze !== null && !acts.includes('lease.give-back')) restLease(stateDir, run, freeze, Date.now());
    rmSync(paths.journal, { force: true });
    markOpen(stateDir, run);
    journal = beginRun(paths, head, now(), parts.disk);
  } catch {
    markOver(stateDir, run);
    lock.letGo();
    return no('journal.disk-full');
  }
  return driven(journal, lock, parts);
}

/** Goes on with a run that has begun; one that another process carries out is watched until that has ended. */
export async function goOn(run: string, parts: CarryParts): Promise<Carried> {
  const { stateDir, stop } = parts;
  const paths = runPaths(stateDir, run);
  const gateway = readRun(paths.journal)?.head.plan.gateway;
  const folder = gateway === undefined ? null : await parts.gatewayState(gateway);
  for (let told = -1; ; ) {
    const locked = lockRun(stateDir, run);
    const gateways = locked.ok && folder !== null ? lockGateway(folder, run) : null;
    if (
      locked.ok &&
      gateways !== null &&
      !gateways.ok &&
      gateways.because.code !== 'gateway-lock.not-taken'
    ) {
      locked.lock.letGo();
      if (!gateways.held) return { ok: false, because: gateways.because };
    } else if (locked.ok) {
      // What has begun must end: a folder that takes no lock does not keep it from that.
      const lock = bothLocks(locked.lock, gateways?.ok ? gateways.lock : null);
      const journal = resumeRun(paths, parts.disk);
      if (journal !== null) return driven(journal, lock, parts);
      lock.letGo();
      if (neverBegan(paths.journal)) {
        markOver(stateDir, run);
        return no('run.never-began');
      }
      // Nothing can be made of its file, so nobody knows how far it came: people must look.
      markOver(stateDir, run);
      return no('run.journal-unreadable', { run });
    }
    // A run that was interrupted waits its turn behind another one.
    const reading = readRun(paths.journal);
    if (reading !== null && reading.length !== told) {
      told = reading.length;
      parts.report(
        progressOf(runOf(reading), { revision: told * 100, now: (parts.now ?? Date.now)(), saying: null }),
      );
    }
    if (stop.aborted) return no('run.stopped');
    await setTimeout(LOOK_IN_MS);
  }
}

async function driven(journal: RunJournal, lock: RunLock, parts: CarryParts): Promise<Carried> {
  const { stateDir, acts, budget, report, stop, withinMs, now, beatMs } = parts;
  const { run: id } = journal.head;
  try {
    if (!isOpen(stateDir, id) && runOf(journal).state !== 'over') markOpen(stateDir, id);
    const run = await drive({
      journal,
      acts,
      budget,
      lock,
      inbox: inboxReader(stateDir, id),
      report,
      stop,
      withinMs,
      ...(now ? { now } : {}),
      ...(beatMs === undefined ? {} : { beatMs }),
    });
    if (run.state !== 'over') return no('run.stopped');
    const { by } = journal.head;
    if (isLocal(id))
      markEndedHere(stateDir, { run: id, by, outcome: run.outcome ?? '', head: journal.tip() });
    markOver(stateDir, id);
    return { ok: true, run };
  } finally {
    journal.close();
    lock.letGo();
  }
}
