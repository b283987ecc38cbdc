/**
 * @module runbooks/act
 * What a runbook asks the host to do, one small thing at a time. An act is written down before it begins and after it
 * has ended; one that may have begun is looked at (`seen`) before it is ever done again.
 */
import type { AcceptanceLevel, Because, Change, Plan, Progress } from '../protocol/recovery.ts';

/** What a run knows that its acts need: the plan, and what earlier acts have told. Plain JSON, kept in the journal. */
export type RunMemory = {
  /** Id of the run: the order's id, or `local-…`. */
  run: string;
  plan: Plan;
  /** By act; the last word of each. */
  told: Readonly<Record<string, Told>>;
};

/** What an act tells besides that it is done. Kept on the host: a path may be in it, a secret never. */
export type Told = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type ActResult =
  /** `changed`: what a person should know of it, key by key. */
  | { ok: true; told?: Told; changed?: readonly Change[]; acceptance?: Progress['acceptance'] }
  /** Nothing was changed, or what was changed has been put back. */
  | { ok: false; because: Because; told?: Told }
  /** Nobody can tell whether it was done. */
  | { ok: null; because: Because };

export type ActTools = {
  memory: RunMemory;
  /** Aborted when the time of the act is over, or somebody aborts the run. */
  signal: AbortSignal;
  /** Says what is being done now, for people who wait longer than two seconds. */
  say(now: Because): void;
};

/** One kind of act, as the host can do it. */
export type Act = {
  /** E.g. `lease.take`, `snapshot.make`, `restart`. */
  id: string;
  mutates: boolean;
  /** In milliseconds. */
  limitMs: number;
  do(tools: ActTools): Promise<ActResult>;
  /** After a crash: was it carried out? Looks, and changes nothing. What does not mutate may always be repeated. */
  seen?(tools: ActTools): Promise<'done' | 'not-done' | 'unknown'>;
  /** What it takes runs out: it is renewed every so often, in ms, from its end until the act `until` begins. */
  keeps?: { until: string; everyMs: number; renew(tools: Omit<ActTools, 'say'>): Promise<unknown> };
};

export type { AcceptanceLevel };
