/**
 * Another way to bring a planted gateway back, for comparison. It may do what it likes on the host, and says whether it
 * believes to have succeeded; what it reached is judged by the look that judges our own recoveries.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Planted } from '../fault.ts';
import { readiness } from '../gateway.ts';
import type { Lab } from '../lab.ts';
import { treeOf } from '../process-tree.ts';

export interface PeerSays {
  /** Null: it makes no claim, as a command that ends with 0 whatever it reached. */
  recovered: boolean | null;
  /** Its steps and why it ended, in one line. */
  words: string;
}

export interface Peer {
  name: string;
  title: string;
  recover(planted: Planted): Promise<PeerSays>;
}

/** A start on a busy machine. Milliseconds. */
const START_LIMIT_MS = 120_000;

export async function untilReady(port: number, limitMs = START_LIMIT_MS): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < limitMs; ) {
    if ((await readiness(port)).ready) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

/** The process that serves this state now, by OpenClaw's own lock. */
export function serving({ stateDir }: Lab): number | null {
  const lock = join(stateDir, 'tmp', `openclaw-${process.getuid?.() ?? 0}`, 'gateway.state.lock');
  if (!existsSync(lock)) return null;
  const { pid, startTime } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; startTime?: number };
  return treeOf(pid)[0]?.started === String(startTime) ? pid : null;
}

/** `openclaw gateway run`, left behind as nohup leaves it; false where it ends or does not come up. */
export async function startBehind({ env, command, lab }: Planted, port = lab.port): Promise<boolean> {
  const child = spawn(command, ['gateway', 'run'], { cwd: lab.dir, env, detached: true, stdio: 'ignore' });
  const ended = new Promise<false>((resolve) => child.once('exit', () => resolve(false)));
  child.unref();
  return Promise.race([ended, untilReady(port)]);
}
