/**
 * What a fault is: something really done to a real gateway, the findings that name it rightly, and a near-miss
 * twin that looks like it and is healthy. One file a fault in `faults/`.
 */
import { spawnSync } from 'node:child_process';
import type { OpenClaw } from './install.ts';
import { type Lab, openLab } from './lab.ts';

/** What a plant may add to the environment that the host agent and the operator run with. */
export type Plant = (lab: Lab) => Promise<undefined | { env: Record<string, string> }>;

export interface Fault {
  name: string;
  /** What was done, in one line for people. */
  title: string;
  /** Finding ids of which one must come first. */
  accepted: readonly string[];
  /** What somebody says of it in chat, for `triage --complaint`; its twin is asked about with the same words. */
  complaint?: string;
  plant: Plant;
  /** Looks alike, and nothing is wrong: any finding claimed at 0.5 or more is an error. */
  twin: { title: string; plant: Plant };
  /** Must be able to mount a small file system: root, or root of a user namespace. */
  mounts?: boolean;
  /** Must be able to run a gateway as another user: root itself. */
  otherUser?: boolean;
}

/** Names a fault so that its fields are checked where it is written. */
export function defineFault(fault: Fault): Fault {
  return fault;
}

let mayMount: boolean | undefined;

/** Why this user cannot plant it here, or undefined. */
export function cannot({ mounts, otherUser }: Pick<Fault, 'mounts' | 'otherUser'>): string | undefined {
  const root = process.getuid?.() === 0;
  if (otherUser && !root) return 'this user may not run a program as another user (run as root)';
  if (!mounts) return undefined;
  mayMount ??= root && spawnSync('unshare', ['-m', 'true']).status === 0;
  return mayMount ? undefined : 'this user may not mount a small disk (run as root)';
}

/** A planted host: what a host agent needs to look at it, and how to end it. */
export interface Planted {
  lab: Lab;
  /** The operator's environment: which configuration, which state, where `openclaw` is on PATH. */
  env: Record<string, string>;
  /** The OpenClaw command, for `--openclaw PATH`. */
  command: string;
  dispose(): Promise<void>;
}

/**
 * Opens a lab and does `plant` to it; when that fails, nothing is left running. `opened` gets the lab at once, for a
 * caller that may have to dispose of it while it is still being prepared.
 */
export async function plantOn(
  openclaw: OpenClaw,
  plant: Plant,
  opened: (lab: Lab) => void = () => {},
): Promise<Planted> {
  const lab = await openLab(openclaw);
  opened(lab);
  try {
    const added = await plant(lab);
    return { lab, env: lab.env(added?.env), command: openclaw.command, dispose: lab.dispose };
  } catch (error) {
    await lab.dispose();
    throw error;
  }
}

/** The host where nothing is wrong and nothing looks wrong. */
export const plantHealthy: Plant = async (lab) => {
  await lab.start();
  return undefined;
};

/** A gateway that ran well until it was stopped: the state and the log that a real host has before a fault. */
export async function ranWellBefore(lab: Lab): Promise<void> {
  const gateway = await lab.start();
  await gateway.stop();
}
