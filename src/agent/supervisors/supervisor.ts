/**
 * @module agent/supervisors/supervisor
 * What every supervisor of a gateway can be asked: whether this one is its, and to restart or start it. A restart is one
 * order to whoever owns the gateway; a stop and a start of our own leaves it down when we die in between.
 */
import type { Because } from '../../protocol/recovery.ts';
import type { Env, Target } from '../gateways/discover.ts';
import type { HostPort } from '../host/host-port.ts';

export const SUPERVISORS = [
  'systemd-user',
  'systemd-system',
  'docker',
  'compose',
  'launchd',
  'process',
] as const;
export type SupervisorId = (typeof SUPERVISORS)[number];

/** What a supervisor looks through and acts with. */
export type Sight = {
  host: HostPort;
  target: Target;
  /** The environment of an operator's shell on this host. */
  shell: Env;
  /** The OpenClaw command, as it was named to the host agent. */
  openclaw: string;
  /** What this machine runs under; its own where it is left out. */
  platform?: NodeJS.Platform;
};

/** How an order to a supervisor went. `null`: nobody can tell whether it was taken. */
export type Taken = { ok: true } | { ok: false; because: Because } | { ok: null; because: Because };

/** What an order may be given besides. */
export type Tools = {
  signal: AbortSignal;
  /** Where what must outlive us between a stop and a start is kept; a path in the host agent's own folder. */
  keep: string;
  /** Variables that a gateway which is ended and started is started without. */
  without?: readonly string[];
  /** It is started at the port that its configuration names, and not at the one that it has. */
  atConfiguredPort?: boolean;
};

export type Owned = {
  id: SupervisorId;
  /** The unit, the container, or the process, as people call it. */
  name: string;
  /** It holds the running gateway; else it is what would start it. */
  holds: boolean;
  /** A gateway that ends or restarts by itself comes back without us. */
  revives: boolean;
  /** What a person would type; never run from here. */
  commands: { restart: readonly string[]; start: readonly string[] };
  /** What a reader must know before the button. */
  cautions: readonly Because[];
  restart(tools: Tools): Promise<Taken>;
  start(tools: Tools): Promise<Taken>;
  /** Ends it and starts it without a credential given by flag; only where no supervisor could do that. */
  anew?(tools: Tools): Promise<Taken>;
  /** Its first process as the host counts, where that is not told by the gateway's own lock. */
  firstProcess?(): Promise<number>;
  /** It has given up for good: a start was refused, or tried too often. Null while it may still come. */
  givenUp?(keep: string): Promise<Because | null>;
};

export type Supervisor = {
  id: SupervisorId | 'systemd';
  /** This gateway as this supervisor has it; null when it is none of its. Changes nothing. */
  owns(sight: Sight): Promise<Owned | null>;
};

export const because = (code: string, params: Record<string, string | number> = {}): Because => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value).slice(0, 500)]),
  ),
});
