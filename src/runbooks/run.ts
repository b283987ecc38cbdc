/**
 * @module runbooks/run
 * What a run does when something happens to it. Pure: it waits for nothing and touches nothing, so a crash, a second
 * press and a late answer are rows of a table here. Three promises: an act that changes something is never ordered twice
 * unless somebody looked and saw that it had not happened; every run ends; and "recovered" is said of nothing that
 * acceptance has not shown.
 */
import type { Because, Outcome } from '../protocol/recovery.ts';
import type { ActResult } from './act.ts';
import { afterCrash, extended, startClock } from './clock.ts';
import { unconfirmedIn } from './recovered.ts';
import {
  filesChanged,
  isBusy,
  newRow,
  type Row,
  type Run,
  type RunEvent,
  type RunOrder,
  touched,
} from './run-record.ts';
import { type ActId, isFatal, SKIPPING, termsOf, undoActs } from './steps.ts';

/** An act begins at most so often; after that nobody believes that it will be done. */
const TRIES = 2;

type Work = { run: Run; orders: RunOrder[]; now: number };

const because = (code: string, params: Record<string, string> = {}): Because => ({ code, params });

/** The run after `event` at `now` (epoch ms), and what it wants done. Total: what does not fit changes nothing. */
export function advanceRun(run: Run, event: RunEvent, now: number): { run: Run; orders: RunOrder[] } {
  const work: Work = { run, orders: [], now };
  happen(work, event);
  if (work.run !== run) settle(work);
  return { run: work.run, orders: work.orders };
}

/** When the next `tick` is due (epoch ms); null where time alone changes nothing. */
export function wakeAt(run: Run): number | null {
  if (run.state !== 'going') return null;
  const { until, hardEnd } = run.clock;
  const silent = run.patienceMs > 0 ? silentSince(run) + run.patienceMs : null;
  const times = [run.asks ? silent : until, hardEnd].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

const silentSince = (run: Run): number => Math.max(run.heardAt, run.askedAt ?? 0);

const set = (work: Work, change: Partial<Run>): void => {
  work.run = { ...work.run, ...change };
};

function setRow(work: Work, n: number, change: Partial<Row>): void {
  set(work, { rows: work.run.rows.map((row) => (row.n === n ? { ...row, ...change } : row)) });
}

function happen(work: Work, event: RunEvent) {
  const { run, now } = work;
  if (run.state === 'over') return;
  if (event.type === 'begin') {
    if (run.state === 'new')
      set(work, { state: 'going', begunAt: now, heardAt: now, clock: startClock(now, event.withinMs) });
    return;
  }
  if (run.state === 'new') return;
  switch (event.type) {
    case 'act-began':
      if (run.rows[event.n]?.state === 'ordered') {
        const begun = (run.rows[event.n]?.begun ?? 0) + 1;
        setRow(work, event.n, { state: 'running', begun, startedAt: run.rows[event.n]?.startedAt ?? now });
      }
      break;
    case 'act-ended':
      if (run.rows[event.n]?.state === 'running') ended(work, run.rows[event.n] as Row, event.result);
      break;
    case 'looked':
      if (run.rows[event.n]?.state === 'looking') looked(work, run.rows[event.n] as Row, event.seen);
      break;
    case 'crashed-and-back':
      crashed(work);
      break;
    case 'steer':
      steer(work, event);
      break;
    case 'tick':
      tick(work);
  }
}

function ended(work: Work, row: Row, result: ActResult) {
  if (result.ok === null) return inDoubt(work, row, result.because);
  const { run } = work;
  if (result.told) set(work, { told: { ...run.told, [row.act]: result.told } });
  if (!result.ok) return failed(work, row, result.because);
  set(work, {
    changed: result.changed && row.part === 'forward' ? [...run.changed, ...result.changed] : run.changed,
    acceptance: result.acceptance ?? run.acceptance,
  });
  // An acceptance that does not say what it has proved has proved nothing.
  if (row.act === 'acceptance' && !isProved(work.run))
    return failed(work, row, result.acceptance?.because ?? because('acceptance.not-proved'));
  setRow(work, row.n, { state: 'done', endedAt: work.now, because: null });
}

const isProved = ({ acceptance }: Run): boolean =>
  acceptance !== null && acceptance.read === 'done' && acceptance.write === 'done';

/** Nobody can tell whether it was done: what changes something is looked at, anything else is a failure. */
function inDoubt(work: Work, row: Row, why: Because) {
  if (!termsOf(row.act).mutates) return failed(work, row, why);
  setRow(work, row.n, { state: 'looking', because: why });
  work.orders.push({ do: 'look', n: row.n, act: row.act });
}

function looked(work: Work, row: Row, seen: 'done' | 'not-done' | 'unknown') {
  const { now } = work;
  if (seen === 'done') return setRow(work, row.n, { state: 'done', endedAt: now, because: null });
  if (seen === 'not-done') {
    if (row.begun < TRIES) return setRow(work, row.n, { state: 'waiting', because: null });
    return failed(work, row, row.because ?? because('act.not-done', { act: row.act }));
  }
  setRow(work, row.n, {
    state: 'unknown',
    endedAt: now,
    because: row.because ?? because('act.unknown', { act: row.act }),
  });
  if (row.part === 'undo') return finish(work, 'escalated', because('undo.unknown', { act: row.act }));
  if (row.part === 'forward' && work.run.wish === null) ask(work, 'asks.unknown', { act: row.act });
}

function failed(work: Work, row: Row, why: Because) {
  const { run, now } = work;
  const acts = run.rows.filter(({ part }) => part === 'forward').map(({ act }) => act);
  setRow(work, row.n, { state: 'failed', endedAt: now, because: why });
  if (row.part === 'forward') {
    if (isFatal(row.act, acts) && run.wish === null) giveUp(work, why);
    return;
  }
  if (row.part === 'last' || row.act === 'lease.give-back') return;
  // OpenClaw refuses the files as they were before: what runs now goes on, and nothing is restarted into them.
  if (row.act === 'validate.config') return finish(work, 'rolled-back', run.because);
  finish(work, 'escalated', because('undo.failed', { act: row.act, why: why.code }));
}

/** What ran when the process died is looked at where it changes something, and done again where it does not. */
function crashed(work: Work) {
  const { run, now } = work;
  set(work, { heardAt: now, clock: afterCrash(run.clock, now) });
  if (run.asks) set(work, { askedAt: now });
  for (const row of work.run.rows) {
    if (row.state === 'ordered') setRow(work, row.n, { state: 'waiting' });
    else if (row.state === 'running' && !termsOf(row.act).mutates) setRow(work, row.n, { state: 'waiting' });
    else if (row.state === 'running' || row.state === 'looking') {
      setRow(work, row.n, { state: 'looking' });
      work.orders.push({ do: 'look', n: row.n, act: row.act });
    }
  }
}

function steer(work: Work, event: Extract<RunEvent, { type: 'steer' }>) {
  const { run, now } = work;
  set(work, { heardAt: Math.max(run.heardAt, now) });
  if (event.act === 'still-there') return;
  const note = { act: event.act, by: event.by, because: event.because ?? null, at: now };
  set(work, { steered: [...run.steered, note].slice(-64) });
  // What puts the previous files back is not held up by anybody.
  if (run.state !== 'going') return;
  switch (event.act) {
    case 'pause':
      return set(work, { paused: { by: event.by, because: event.because ?? null } });
    case 'continue':
      if (run.asks?.code === 'asks.time-is-over') set(work, { clock: extended(run.clock, now) });
      return set(work, { paused: null, asks: null, askedAt: null });
    case 'extend':
      set(work, { clock: extended(run.clock, now) });
      if (run.asks?.code === 'asks.time-is-over') set(work, { asks: null, askedAt: null });
      return;
    case 'skip':
      return skip(work, event.step);
    case 'abort':
    case 'roll-back':
      return wishEnd(
        work,
        event.act,
        because(event.act === 'abort' ? 'run.aborted' : 'run.roll-back', { by: event.by }),
      );
  }
}

function wishEnd(work: Work, wish: 'abort' | 'roll-back', why: Because) {
  set(work, { wish, because: why, asks: null, askedAt: null, paused: null });
  for (const row of work.run.rows) if (row.state === 'running') work.orders.push({ do: 'cancel', n: row.n });
}

function skip(work: Work, step: string | undefined) {
  const { run } = work;
  const next = run.rows.find(
    ({ part, state }) => part === 'forward' && !['done', 'skipped', 'failed', 'unknown'].includes(state),
  );
  const wanted = step ?? (next && termsOf(next.act).step);
  for (const row of run.rows) {
    if (row.part !== 'forward' || termsOf(row.act).step !== wanted) continue;
    if (SKIPPING[termsOf(row.act).step] === 'never') continue;
    if (row.state === 'waiting') setRow(work, row.n, { state: 'skipped', endedAt: work.now });
    else if (row.state === 'running' && !termsOf(row.act).mutates) {
      setRow(work, row.n, { state: 'skipped', endedAt: work.now });
      work.orders.push({ do: 'cancel', n: row.n });
    }
  }
}

function tick(work: Work) {
  const { run, now } = work;
  if (run.state !== 'going' || run.wish !== null) return;
  const { until, hardEnd } = run.clock;
  if (hardEnd !== null && now >= hardEnd) return wishEnd(work, 'roll-back', because('run.time-is-over'));
  const silentAt = silentSince(run) + run.patienceMs;
  if (run.asks !== null && run.patienceMs > 0 && now >= silentAt)
    return wishEnd(work, 'roll-back', because('run.nobody-answers', { asked: run.asks.code }));
  if (run.asks === null && until !== null && now >= until)
    ask(work, run.clock.given ? 'asks.given-time-is-over' : 'asks.time-is-over', {});
}

/** It stands still from here on, and says what it would do if nobody answered. */
function ask(work: Work, code: string, params: Record<string, string>): void {
  const next = filesChanged(work.run) ? 'put-back' : 'escalate';
  set(work, { asks: because(code, { ...params, next }), askedAt: work.now });
}

/** Forward steps are over without success. */
function giveUp(work: Work, why: Because | null) {
  set(work, { because: why, asks: null, askedAt: null, paused: null, wish: null });
  if (!filesChanged(work.run)) return finish(work, touched(work.run) ? 'escalated' : 'refused', why);
  const { run } = work;
  const began = (act: ActId): boolean =>
    run.rows.some((row) => row.part === 'forward' && row.act === act && row.begun > 0);
  const ranBefore = run.plan.standing.instance !== null;
  const acts = undoActs(ranBefore && began('restart'));
  const undo = acts.map((act, n) => newRow(run.rows.length + n, act, 'undo'));
  set(work, { state: 'undoing', rows: [...run.rows, ...undo] });
}

/** The outcome is known; what is due in any case is still done. */
function finish(work: Work, outcome: Outcome, why: Because | null) {
  const { run } = work;
  const last = (act: ActId) => run.rows.findLast((row) => row.act === act && row.begun > 0);
  const owed =
    last('lease.take') !== undefined && (last('lease.give-back')?.n ?? -1) < (last('lease.take')?.n ?? -1);
  const rows = run.rows.map((row) => (row.state === 'waiting' ? { ...row, state: 'skipped' as const } : row));
  const due = owed ? [newRow(rows.length, 'lease.give-back', 'last')] : [];
  set(work, { state: 'ending', outcome, because: why, asks: null, askedAt: null, rows: [...rows, ...due] });
}

/** After every event: orders what comes next, if nothing is under way. */
function settle(work: Work) {
  for (;;) {
    const { run } = work;
    if (run.state === 'over' || run.state === 'new' || run.rows.some(isBusy)) return;
    if (run.state === 'going' && run.wish !== null) {
      giveUp(work, run.because);
      continue;
    }
    const part = { going: 'forward', undoing: 'undo', ending: 'last' }[run.state];
    const next = run.rows.find((row) => row.part === part && row.state === 'waiting');
    if (run.state === 'going' && next !== undefined && (run.asks || run.paused)) {
      // Where nobody can answer, nobody is waited for.
      if (run.asks === null || run.patienceMs > 0) return;
      giveUp(work, run.asks);
    } else if (next !== undefined) {
      setRow(work, next.n, { state: 'ordered' });
      work.orders.push({ do: 'act', n: next.n, act: next.act });
      return;
    } else if (run.state === 'going') goalReached(work);
    else if (run.state === 'undoing') finish(work, 'rolled-back', run.because);
    else {
      set(work, { state: 'over' });
      work.orders.push({ do: 'over' });
      return;
    }
  }
}

/** Every forward act is behind it; only what acceptance has shown counts. */
function goalReached(work: Work): void {
  const { run } = work;
  const unproven = run.rows.find((row) => termsOf(row.act).step === 'acceptance' && row.state !== 'done');
  const unconfirmed = unconfirmedIn(run.told['look-again']);
  if (unproven !== undefined || !isProved(run)) finish(work, 'escalated', because('acceptance.skipped'));
  else if (unconfirmed !== null) finish(work, 'escalated', unconfirmed);
  else finish(work, 'recovered', null);
}
