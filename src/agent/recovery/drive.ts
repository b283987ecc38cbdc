/**
 * @module agent/recovery/drive
 * Carries a run out: hands every event to the machine, writes it down, and only then does what follows from it. It adds
 * nothing to what the machine decides but time limits, the budget of restarts, and the word that the disk is full.
 */
import type { Because, Progress } from '../../protocol/recovery.ts';
import { StepId } from '../../protocol/recovery.ts';
import type { Act, ActResult, ActTools } from '../../runbooks/act.ts';
import { progressOf } from '../../runbooks/progress.ts';
import { advanceRun, wakeAt } from '../../runbooks/run.ts';
import {
  filesChanged,
  newRun,
  type Run,
  type RunEvent,
  type RunOrder,
  type SteerAct,
} from '../../runbooks/run-record.ts';
import { type ActId, termsOf } from '../../runbooks/steps.ts';
import type { RestartBudget } from './budget.ts';
import type { RunLock } from './lock-file.ts';
import { renewals } from './renewals.ts';
import type { Steering } from './run-folder.ts';
import type { RunJournal } from './run-journal.ts';

export type DriveParts = {
  journal: RunJournal;
  /** By id. An act that is missing ends as failed. */
  acts: ReadonlyMap<string, Act>;
  budget: RestartBudget;
  lock: RunLock;
  /** People's words that are new since the last call. */
  inbox(): Steering[];
  /** Called with the newest progress whenever it is another. */
  report(progress: Progress): void;
  /** Aborted when this process must end: the running act is awaited, nothing begins, and the next process goes on. */
  stop: AbortSignal;
  /** For the forward steps of a run that begins, where it is not the usual time. Milliseconds. */
  withinMs?: number | undefined;
  now?: () => number;
  /** Milliseconds; only tests change it. */
  beatMs?: number;
};

/** How often the inbox and the clock are looked at, in milliseconds. */
const BEAT_MS = 250;
/** An act that was told to end may still say how it ended, in milliseconds. */
const GRACE_MS = 10_000;
/** Looking whether an act was carried out, in milliseconds. */
const LOOK_MS = 60_000;
/** More words about one run are not sent: they would crowd out its end. */
const MOST_REPORTS = 200;

const STEER: ReadonlySet<string> = new Set<SteerAct>([
  'pause',
  'continue',
  'skip',
  'abort',
  'extend',
  'roll-back',
  'still-there',
]);

const because = (code: string, params: Record<string, string> = {}): Because => ({ code, params });

/** The run as its records say. */
export function runOf({ head, records }: Pick<RunJournal, 'head' | 'records'>): Run {
  const { run: id, plan, digest, memory, acts, patienceMs, freeze, by } = head;
  const fresh = newRun({ id, plan, digest, memory, acts, patienceMs, order: { freeze, by } });
  return records.reduce((run, { event, t }) => advanceRun(run, event, t).run, fresh);
}

/** Epoch ms that no change of the host's clock moves while this process lives. */
export function steadyClock(): () => number {
  const began = Date.now();
  const from = performance.now();
  return () => Math.round(began + performance.now() - from);
}

/** Carries the run to its end, or to the next act after `stop`. Resolves with the run as it then stands. */
export function drive(parts: DriveParts): Promise<Run> {
  const { journal, acts, budget, lock, stop, withinMs, now = steadyClock(), beatMs = BEAT_MS } = parts;
  const running = new Map<number, AbortController>();
  const renewing = renewals(acts);
  const finished = Promise.withResolvers<Run>();
  /** Words that were taken before this process began are not taken again. */
  const taken = new Set(
    journal.records.flatMap(({ event }) => (event.type === 'steer' ? (event.id ?? []) : [])),
  );
  let run = runOf(journal);
  let saying: Because | null = null;
  let said = 0;
  let reports = 0;
  let lastReport = '';

  function report(): void {
    const revision = journal.length() * 100 + Math.min(said, 99);
    const progress = progressOf(run, { revision, now: now(), saying });
    const { revision: _, at: __, ...words } = progress;
    const text = JSON.stringify(words);
    if (text === lastReport || (reports >= MOST_REPORTS && run.state !== 'over' && run.asks === null)) return;
    lastReport = text;
    reports += 1;
    parts.report(progress);
  }

  /** Writes an event down, takes it in, and does what follows. */
  function take(event: RunEvent): void {
    const at = now();
    const next = advanceRun(run, event, at);
    if (next.run === run && next.orders.length === 0) return;
    if (event.type !== 'act-began') said = 0;
    journal.append(event, at);
    run = next.run;
    report();
    for (const order of next.orders) carry(order);
  }

  function carry(order: RunOrder): void {
    if (order.do === 'over') finish();
    else if (order.do === 'cancel') running.get(order.n)?.abort('cancelled');
    else if (order.do === 'look') void look(order.n, order.act);
    else if (stop.aborted) finish();
    else begin(order.n, order.act);
  }

  /** The record comes first: without it on the disk nothing is begun. */
  function begin(n: number, act: ActId): void {
    const at = now();
    const event: RunEvent = { type: 'act-began', n };
    const kept = journal.append(event, at);
    run = advanceRun(run, event, at).run;
    saying = null;
    report();
    const forward = run.rows[n]?.part === 'forward';
    const full = kept === 'lost' || (kept === 'kept-in-reserve' && forward);
    const no = full && termsOf(act).mutates ? because('journal.disk-full') : hindrance(n, act);
    if (no === null) void work(n, act);
    else queueMicrotask(() => take({ type: 'act-ended', n, result: { ok: false, because: no } }));
  }

  /** Why this act may not be done now, whatever the machine says. */
  function hindrance(n: number, act: ActId): Because | null {
    if (termsOf(act).mutates && !lock.held()) return because('run.lock-lost');
    if (act !== 'restart' && act !== 'start') return null;
    const undo = run.rows[n]?.part === 'undo';
    try {
      return budget(`${run.id}#${n}`, { spare: !undo && filesChanged(run) ? 1 : 0, must: undo });
    } catch {
      return because('budget.unreadable');
    }
  }

  async function work(n: number, id: ActId): Promise<void> {
    const act = acts.get(id);
    const abort = new AbortController();
    running.set(n, abort);
    const say = (now: Because): void => {
      if (running.get(n) !== abort) return;
      saying = now;
      said += 1;
      report();
    };
    const memory = { run: run.id, plan: run.plan, told: run.told };
    await renewing.settled(id);
    const result = await (act === undefined
      ? { ok: false as const, because: because('act.not-here', { act: id }) }
      : within(act, { memory, signal: abort.signal, say }, abort));
    running.delete(n);
    saying = null;
    take({ type: 'act-ended', n, result });
  }

  async function look(n: number, id: ActId): Promise<void> {
    const signal = AbortSignal.timeout(LOOK_MS);
    const memory = { run: run.id, plan: run.plan, told: run.told };
    const asked =
      acts.get(id)?.seen?.({ memory, signal, say: () => undefined }) ?? Promise.resolve('unknown');
    const late = new Promise<'unknown'>((resolve) => {
      signal.addEventListener('abort', () => resolve('unknown'), { once: true });
    });
    const seen = await Promise.race([asked, late]).catch(() => 'unknown' as const);
    take({ type: 'looked', n, seen: seen as 'done' | 'not-done' | 'unknown' });
  }

  function beat(): void {
    for (const word of parts.inbox()) {
      if (taken.has(word.id) || !STEER.has(word.act)) continue;
      taken.add(word.id);
      const step = StepId.safeParse(word.step).data;
      take({
        type: 'steer',
        id: word.id,
        act: word.act as SteerAct,
        step,
        by: word.by,
        because: word.because,
      });
    }
    const wake = wakeAt(run);
    if (wake !== null && now() >= wake) take({ type: 'tick' });
    if (!stop.aborted && lock.held()) renewing.beat(run, now());
    if (stop.aborted && running.size === 0 && !run.rows.some(({ state }) => state === 'looking')) finish();
  }

  const timer = setInterval(beat, beatMs);
  function finish(): void {
    clearInterval(timer);
    finished.resolve(run);
  }

  const begun = run.state !== 'new';
  if (run.state === 'over') finish();
  else
    take(
      begun
        ? { type: 'crashed-and-back' }
        : { type: 'begin', ...(withinMs === undefined ? {} : { withinMs }) },
    );
  // A run that came back and has nothing to do but wait says so again.
  if (begun) report();
  return finished.promise;
}

/** Does an act within its time. One that throws or does not end leaves it open whether it was done. */
async function within(act: Act, tools: ActTools, abort: AbortController): Promise<ActResult> {
  const timers = [setTimeout(() => abort.abort('time'), act.limitMs)];
  const late = new Promise<ActResult>((resolve) => {
    abort.signal.addEventListener('abort', () => {
      const code = abort.signal.reason === 'time' ? 'act.took-too-long' : 'act.cancelled';
      const over = { ok: null, because: because(code, { act: act.id }) };
      timers.push(setTimeout(() => resolve(over), GRACE_MS));
    });
  });
  try {
    return await Promise.race([act.do(tools), late]);
  } catch (error) {
    // An error's text may quote what was read; only its kind is told.
    return { ok: null, because: because('act.broke', { act: act.id, kind: kindOf(error) }) };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** An error's text may quote what was read; its kind does not. */
export function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const name = error instanceof Error ? error.name : typeof error;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
