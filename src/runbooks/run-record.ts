/**
 * @module runbooks/run-record
 * What a run is at one moment: its acts one below the other, its clock, what people want of it, and how it ended. Plain
 * JSON; the journal keeps the events that lead there, and from them it is built again after a crash.
 */
import type { Because, Change, Outcome, Plan, Progress, StepId } from '../protocol/recovery.ts';
import type { ActResult, Told } from './act.ts';
import type { Clock } from './clock.ts';
import { type ActId, termsOf } from './steps.ts';

export type RowState =
  | 'waiting'
  /** It may begin; no record says that it did. */
  | 'ordered'
  | 'running'
  /** It may have been carried out; the state is being looked at. */
  | 'looking'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'unknown';

/** One act of a run. `part`: towards the goal, back, or what is due at the end in any case. */
export type Row = {
  n: number;
  act: ActId;
  part: 'forward' | 'undo' | 'last';
  state: RowState;
  /** How often it has begun. */
  begun: number;
  startedAt: number | null;
  endedAt: number | null;
  because: Because | null;
};

export type Run = {
  id: string;
  plan: Plan;
  digest: string;
  /** How long a run that asks people waits without a sign of life, in ms; 0: nobody is there to answer. */
  patienceMs: number;
  state: 'new' | 'going' | 'undoing' | 'ending' | 'over';
  rows: readonly Row[];
  clock: Clock;
  begunAt: number | null;
  paused: { by: string; because: string | null } | null;
  /** It stands still and waits for people. */
  asks: Because | null;
  askedAt: number | null;
  /** Last sign of life of the bot, epoch ms. */
  heardAt: number;
  /** People want it to end, as soon as the running act lets it. */
  wish: 'abort' | 'roll-back' | null;
  told: Readonly<Record<string, Told>>;
  changed: readonly Change[];
  acceptance: Progress['acceptance'];
  outcome: Outcome | null;
  because: Because | null;
  /** Who steered it, when and why, for the record. */
  steered: readonly { act: string; by: string; because: string | null; at: number }[];
};

export type SteerAct = 'pause' | 'continue' | 'skip' | 'abort' | 'extend' | 'roll-back' | 'still-there';

export type RunEvent =
  /** `withinMs`: for its forward steps, where it is not the usual time. */
  | { type: 'begin'; withinMs?: number | undefined }
  | { type: 'act-began'; n: number }
  | { type: 'act-ended'; n: number; result: ActResult }
  /** The process died; whatever ran then may have been carried out. */
  | { type: 'crashed-and-back' }
  | { type: 'looked'; n: number; seen: 'done' | 'not-done' | 'unknown' }
  | {
      type: 'steer';
      /** Of the order that brought it. */
      id?: string | undefined;
      act: SteerAct;
      step?: StepId | undefined;
      by: string;
      because?: string | undefined;
    }
  | { type: 'tick' };

/** What the machine wants done; `n` is the row. */
export type RunOrder =
  | { do: 'act'; n: number; act: ActId }
  | { do: 'look'; n: number; act: ActId }
  /** The running act is to end soon. */
  | { do: 'cancel'; n: number }
  | { do: 'over' };

export function newRun(of: {
  id: string;
  plan: Plan;
  digest: string;
  memory: Told;
  /** By whose word and under which freeze. */
  order: Told;
  acts: readonly ActId[];
  patienceMs: number;
}): Run {
  return {
    id: of.id,
    plan: of.plan,
    digest: of.digest,
    patienceMs: of.patienceMs,
    state: 'new',
    rows: of.acts.map((act, n) => newRow(n, act, 'forward')),
    clock: { until: null, hardEnd: null },
    begunAt: null,
    paused: null,
    asks: null,
    askedAt: null,
    heardAt: 0,
    wish: null,
    told: { plan: of.memory, order: of.order },
    changed: [],
    acceptance: null,
    outcome: null,
    because: null,
    steered: [],
  };
}

export const newRow = (n: number, act: ActId, part: Row['part']): Row => ({
  n,
  act,
  part,
  state: 'waiting',
  begun: 0,
  startedAt: null,
  endedAt: null,
  because: null,
});

/** It has begun and no end is known yet. */
export const isBusy = (row: Row): boolean =>
  row.state === 'ordered' || row.state === 'running' || row.state === 'looking';

/** It was, or may have been, carried out. */
const mayBeDone = (row: Row): boolean =>
  row.state === 'done' || row.state === 'unknown' || row.state === 'running' || row.state === 'looking';

/** Whether files of the gateway's are, or may be, other than before. */
export const filesChanged = (run: Run): boolean =>
  run.rows.some((row) => row.part === 'forward' && termsOf(row.act).files === true && mayBeDone(row));

/** Whether the gateway was touched at all, also by an act that did not succeed. */
export const touched = (run: Run): boolean =>
  run.rows.some((row) => row.part === 'forward' && termsOf(row.act).mutates && row.begun > 0);
