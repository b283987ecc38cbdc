/**
 * @module agent/probe
 * What a probe is: something that looks at one gateway or at the host, changes nothing, and says what it
 * gives, what rights it needs and how long it may take.
 */
import type { FactName } from '../evidence/dictionary.ts';
import type { Fact, FactValue, How, Look } from '../protocol/evidence.ts';
import type { Report } from '../protocol/report.ts';
import type { Fingerprint } from './credentials/fingerprint.ts';
import type { Refusals } from './credentials/refusals.ts';
import type { Env, Target } from './gateways/discover.ts';
import type { HostPort } from './host/host-port.ts';
import type { turns } from './host/turns.ts';

/** What a probe looks through. */
export type ProbeContext = {
  host: HostPort;
  target: Target;
  /** The host agent's own environment: what a local operator's shell has. */
  shell: Env;
  fingerprint: Fingerprint;
  refusals: Refusals;
  /** The host agent's own folder; absent where a look has none. */
  ownState?: string;
  /** The OpenClaw command, if one was named or found. */
  openclaw: string;
  /** Holds programs of which a host bears few at once back until it is their turn. */
  inTurn?: ReturnType<typeof turns>;
  /** Epoch ms. */
  now(): number;
  signal: AbortSignal;
};

/** What it saw. `look` other than `seen` needs a `why`; facts that were seen before count all the same. */
export type ProbeResult = {
  source: string;
  look?: Look;
  why?: string;
  how?: How;
  text?: string;
  facts: Fact[];
  /** What the host agent itself is about, in a closed form; nothing is diagnosed from it. */
  report?: Report;
};

export type Probe = {
  id: string;
  title: string;
  gives: readonly FactName[];
  /** In an operator's words. */
  needs: string;
  timeoutMs: number;
  /** What it is for: places where a gateway is meant to run (as it is unless said), those that are only clients, or both. */
  of?: 'clients' | 'both';
  /** Costs seconds of CPU: only when somebody asks for the deep look. */
  deep?: true;
  look(context: ProbeContext): Promise<ProbeResult>;
};

export const defineProbe = (probe: Probe): Probe => probe;

/** Does this probe say anything of this place? One that looks at a gateway would find fault with a client that has none. */
export const suits = ({ of }: Pick<Probe, 'of'>, { clientOf }: Pick<Target, 'clientOf'>): boolean =>
  clientOf === null ? of !== 'clients' : of !== undefined;

/** Collects facts about one subject; `undefined` values were not seen and are left out. */
export function factsOn(subject: string, values: Partial<Record<FactName, FactValue | undefined>>): Fact[] {
  return Object.entries(values).flatMap(([fact, value]) => {
    if (value === undefined) return [];
    const kept = typeof value === 'string' ? value.slice(0, 2_000) : value;
    return [{ fact, subject, value: kept }];
  });
}
