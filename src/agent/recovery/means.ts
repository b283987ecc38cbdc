/**
 * @module agent/recovery/means
 * What the acts of a run are made with. Each act looks at the host anew with these: what was seen a minute ago is no
 * ground to change anything on.
 */
import type { AcceptanceLevel, Because, Plan, Way } from '../../protocol/recovery.ts';
import type { Told } from '../../runbooks/act.ts';
import type { Env } from '../gateways/discover.ts';
import type { Takes } from './slow-things.ts';

export type Means = {
  /** The host agent's own folder. */
  stateDir: string;
  env: Env;
  /** The OpenClaw command, if one was named. */
  openclaw?: string | undefined;
  /** Keys of the configuration that this host's policy denies, beside the built-in ones. */
  denied: readonly string[];
  /** Ways that this host's policy lets a bot take; all of them for a person at the terminal. */
  ways: readonly Way[];
  /** Looks at the gateway with every plain probe and gives the findings that are claimed, the first one first. */
  triage: Triage;
};

export type Triage = (
  gateway: string | undefined,
  signal: AbortSignal,
  /** Epoch ms of a turn that the agent was seen to end well: what was said of its model before is void. */
  turnWorkedAt?: number,
) => Promise<{
  findings: readonly string[];
  /** Which gateway the first one is about. */
  gateway: string | null;
  verdict: string;
  looked: boolean;
  /** Those of them that explain what somebody complains of; absent where nobody does. */
  explains?: readonly string[];
}>;

/** Makes a plan: looks at the host, and gives what would be done there, or why nothing. */
export type MakePlan = (
  wanted: {
    gateway?: string | undefined;
    finding: string | null;
    way?: Way | undefined;
    acceptance?: AcceptanceLevel | undefined;
    choice?: number | undefined;
  },
  tools: {
    stateDir: string;
    env: Env;
    openclaw?: string | undefined;
    denied: readonly string[];
    signal: AbortSignal;
    say(now: Because): void;
    takes?: Takes | undefined;
    triage: Triage;
  },
) => Promise<
  { ok: true; plan: Plan; memory: Told } | { ok: false; because: Because; plan?: Plan | undefined }
>;
