/**
 * @module agent/holds/lease-process
 * Has each order for a lease done by a short process of its own. Whatever becomes of it, there is an answer: a lease
 * that nobody can speak of is none, and the hold is then announced only.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { endWithPrograms } from '../collector/end-with-programs.ts';
import { type HoldKeeper, holdKeeper, type KeeperParts } from './keeper.ts';
import { LeaseAnswer, type LeaseHands } from './lease-order.ts';

export type LeaseProcessParts = {
  /** The program that serves such orders. */
  program: string;
  /** The build that it must be of. */
  build: string;
  stateDir: string;
  /** Path of the OpenClaw command. */
  openclaw?: string | undefined;
};

/** What tells that program to. */
const SERVES = 'lease';
/** Milliseconds. */
const LIMIT_MS = 30_000;
const MOST_SAID = 64 * 1024;

const none = (code: string): LeaseAnswer => ({ leases: [], why: { code, params: {} } });

export function leaseProcess({ program, build, stateDir, openclaw }: LeaseProcessParts): LeaseHands {
  return (order) =>
    new Promise((resolve) => {
      if (!existsSync(program)) return resolve(none('lease.program-missing'));
      const child = spawn(process.execPath, [program, SERVES], { stdio: ['pipe', 'pipe', 'ignore'] });
      let said = '';
      const late = setTimeout(() => endWithPrograms(child), LIMIT_MS);
      child.on('error', () => resolve(none('lease.program-failed')));
      child.stdin.on('error', () => undefined);
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        said = (said + piece).slice(0, MOST_SAID);
      });
      child.on('close', () => {
        clearTimeout(late);
        resolve(answerIn(said));
      });
      child.stdin.end(JSON.stringify({ ...order, build, stateDir, openclaw }));
    });
}

function answerIn(said: string): LeaseAnswer {
  try {
    const value: unknown = JSON.parse(said);
    if (typeof value === 'object' && value !== null && 'otherBuild' in value)
      return none('lease.other-build');
    return LeaseAnswer.parse(value);
  } catch {
    return none('lease.program-failed');
  }
}

/** The keeper of this host's holds, whose leases are asked for by such processes. */
export const keeperOfHost = (parts: LeaseProcessParts & Omit<KeeperParts, 'hands'>): HoldKeeper =>
  holdKeeper({ ...parts, hands: leaseProcess(parts) });
