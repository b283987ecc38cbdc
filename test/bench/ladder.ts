/**
 * What a person would otherwise do: the five commands of the written ladder, one after the other, on the same
 * gateway and in the same run. `doctor` runs in its read-only form.
 */
import type { Lab } from '../gateway/lab.ts';
import { type Cost, costOf } from './measure.ts';

const RUNGS: readonly (readonly string[])[] = [
  ['--version'],
  ['status', '--all'],
  ['config', 'get', 'agents.defaults.workspace'],
  ['models', 'list'],
  ['doctor', '--lint', '--json'],
];

export type Ladder = Cost & {
  rungs: { command: string; wallMs: number; cpuS: number; peakMb: number; code: number | null }[];
};

/** Climbs the ladder once. A rung that hangs is ended after `rungTimeoutMs`, as an impatient person would. */
export async function climb(lab: Lab, rungTimeoutMs: number): Promise<Ladder> {
  const rungs = [];
  for (const args of RUNGS) {
    const cost = await costOf(lab.openclaw.command, args, {
      env: lab.env(),
      cwd: lab.dir,
      timeoutMs: rungTimeoutMs,
    });
    rungs.push({ command: `openclaw ${args.join(' ')}`, ...cost });
  }
  return {
    rungs,
    wallMs: rungs.reduce((sum, rung) => sum + rung.wallMs, 0),
    cpuS: rungs.reduce((sum, rung) => sum + rung.cpuS, 0),
    peakMb: Math.max(...rungs.map((rung) => rung.peakMb)),
    code: rungs.at(-1)?.code ?? null,
  };
}
