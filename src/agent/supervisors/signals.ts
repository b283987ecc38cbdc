/**
 * @module agent/supervisors/signals
 * Signals to exactly one process. Its start time is looked at right before, because an hour may lie between a plan and
 * its act, and a process id is used again. SIGUSR1 is never sent: it opens Node's inspector on 127.0.0.1:9229
 * (OpenClaw 2026.9.6, observed).
 */
import { setTimeout } from 'node:timers/promises';
import type { HostPort } from '../host/host-port.ts';
import { codeOf } from '../host/outcome.ts';
import { isAlive, type Named } from './instance.ts';

/** Their numbers on every Linux that Node runs on: signal(7). */
const NUMBERS = { SIGUSR2: 12, SIGTERM: 15 } as const;
export type Sent = 'sent' | 'gone' | 'no-right';
const STEP_MS = 100;

/** Sends it, or says why not. */
export async function sendTo(
  host: HostPort,
  process_: Named,
  signal: 'SIGUSR2' | 'SIGTERM' | 'SIGKILL' | 'SIGCONT',
): Promise<Sent> {
  if (!(await isAlive(host, process_))) return 'gone';
  try {
    process.kill(process_.pid, signal);
    return 'sent';
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return 'gone';
    if (codeOf(error) === 'EPERM') return 'no-right';
    throw error;
  }
}

/** Does the process have something to do for this signal? One that has not is ended by it. Unknown is no. */
export async function catches(host: HostPort, pid: number, signal: keyof typeof NUMBERS): Promise<boolean> {
  const status = await host.read(`/proc/${pid}/status`, { maxBytes: 16 * 1024 });
  const mask = /^SigCgt:\s*([0-9a-f]{1,16})$/m.exec(status.ok ? (status.value ?? '') : '')?.[1];
  return mask !== undefined && (BigInt(`0x${mask}`) & (1n << BigInt(NUMBERS[signal] - 1))) !== 0n;
}

/** Waits until exactly this process is gone; false when the time is over or the wait was stopped. */
export async function waitGone(
  host: HostPort,
  process_: Named,
  limitMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (await isAlive(host, process_)) {
    if (signal.aborted || performance.now() > until) return false;
    await setTimeout(STEP_MS);
  }
  return true;
}
