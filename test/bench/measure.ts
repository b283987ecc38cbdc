/**
 * What the bench measures with: medians and percentiles, and what a process tree cost the machine, read from
 * /proc, so that our host agent and somebody else's command line are weighed on the same scales.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { treeOf } from '../gateway/process-tree.ts';

/** Nearest-rank percentile of a non-empty list; `share` between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A time in the table: `4.0 ms`, `305 ms`, `24.9 s`. */
export const inWords = (ms: number): string =>
  ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

/** Clock ticks a second: 100 on every Linux that Node runs on (proc(5), USER_HZ). */
const TICKS = 100;

/** CPU seconds that a process and its reaped children have used so far; 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0) / TICKS;
  } catch {
    return 0; // It has ended.
  }
}

/** Resident memory in MB: `VmRSS` now, or `VmHWM`, the most it ever was. 0 when it is gone. */
export function memoryMb(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  try {
    const line = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0; // It has ended.
  }
}

/** From now on: what a process and all that it started hold together, looked at often. Gives the most, in MB, and ends. */
export function watchTree(pid: number | undefined): () => number {
  let peakMb = 0;
  const look = setInterval(() => {
    const tree = pid === undefined ? [] : treeOf(pid);
    peakMb = Math.max(
      peakMb,
      tree.reduce((sum, one) => sum + memoryMb(one.pid, 'VmRSS'), 0),
    );
  }, 100);
  return () => {
    clearInterval(look);
    return peakMb;
  };
}

export type Cost = { wallMs: number; cpuS: number; peakMb: number; code: number | null };

/** Runs a command to its end and says what it cost, its children included. Output is thrown away. */
export async function costOf(
  command: string,
  args: readonly string[],
  options: { env: Record<string, string>; cwd: string; timeoutMs: number },
): Promise<Cost> {
  const cpuBefore = childrenCpu();
  const began = performance.now();
  const child = spawn(command, [...args], { env: options.env, cwd: options.cwd, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const kill = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  const peak = watchTree(child.pid);
  const code = await ended;
  const peakMb = peak();
  clearTimeout(kill);
  const wallMs = performance.now() - began;
  return { wallMs, cpuS: childrenCpu() - cpuBefore, peakMb, code };
}

/** CPU of this process's reaped children: cutime + cstime of /proc/self/stat. */
function childrenCpu(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / TICKS;
}
