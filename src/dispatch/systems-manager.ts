/**
 * @module dispatch/systems-manager
 * What this product asks of AWS Systems Manager, and every way in which it can say no, by a code of ours. What it says of
 * a host is a hint for people; what a host says is believed by the host's own signature only.
 */

/** Why SSM did not do it. `sent`: whether a command may have been sent all the same. */
export type Trouble = {
  trouble:
    | 'throttled'
    | 'credentials'
    | 'denied'
    | 'document'
    | 'instance'
    | 'parameters'
    | 'unreachable'
    | 'broken';
  sent: 'no' | 'perhaps';
  /** In AWS's words, short. */
  why: string;
};

export type Looked =
  /** It is not known (yet): what was sent a moment ago may be unknown for some seconds. */
  | { state: 'unknown' }
  | { state: 'under-way'; delivered: boolean }
  | { state: 'ended'; how: Ended; code: number; printed: string; complained: string; document: string };

/** `not-delivered`: the program was never started. */
export type Ended = 'success' | 'failed' | 'cancelled' | 'timed-out' | 'not-delivered';

/** What SSM knows of a machine. `unmanaged`: nothing, by that id, in this account and region. */
export type Standing = { state: 'online' | 'offline' | 'unmanaged'; lastPing: number | null };

export type SystemsManager = {
  /** The pinned document, as `NAME` or `NAME:VERSION`. */
  document: string;
  send(ask: { instance: string; order: string; marker: string }): Promise<{ command: string } | Trouble>;
  /** A command with this marker that was sent since then (epoch ms); null where there is none. */
  find(ask: {
    instance: string;
    marker: string;
    since: number;
  }): Promise<{ command: string | null } | Trouble>;
  look(ask: { instance: string; command: string }): Promise<Looked | Trouble>;
  /** Stops waiting for it; what it has begun on the host goes on. */
  cancel(ask: { instance: string; command: string }): Promise<void>;
  standing(instance: string): Promise<Standing | Trouble>;
};

export const isTrouble = (said: object): said is Trouble => 'trouble' in said;
