/**
 * @module agent/recovery/here-options
 * What `recover --local` is done with: by whom and how far, what looks, plans and acts, and who is asked and told. The
 * sentences are handed in, since they stand in a room above this one.
 */
import type { AcceptanceLevel, Because, Plan, Progress } from '../../protocol/recovery.ts';
import type { Act } from '../../runbooks/act.ts';
import type { Policy } from '../channel/policy.ts';
import type { MakePlan, Means, Triage } from './means.ts';

/** How long something may speak against the last word (a chat bot comes up after its gateway), and the time between two looks. */
export type Waits = { usual: number; ofCrashes: number; between: number };

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
  ask(plan: Plan, signal: AbortSignal): Promise<boolean>;
  progress(progress: Progress): void;
  /** Something still speaks against the last word, and is looked for again. */
  waiting?(because: Because): void;
  /** This takes longer than a moment. */
  slow?(what: Because): void;
  words(because: Because): string;
  /** How long it may take in all, a person's own time left out; the usual clock of a run where it is not said. */
  minutes?: number | undefined;
  /** Rejected when something broke that no act of this could catch. */
  broken?: Promise<never>;
  /** The person wants it to end: what was changed is put back. */
  abort: AbortSignal;
  /** This process must end at once; the next one goes on. */
  stop: AbortSignal;
  waits?: Waits;
};
