/**
 * One triage against the ladder of commands, on the same real gateway in the same run: how long a person
 * waits, and what it costs the host.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { startBotAndHost } from '../gateway/bot-and-host.ts';
import type { Planted } from '../gateway/fault.ts';
import { clockLine } from './chat-clock.ts';
import { climb, type Ladder } from './ladder.ts';
import { cpuSeconds, median, memoryMb, watchTree } from './measure.ts';

export type TriageFigures = {
  gateway: string;
  rounds: number;
  first: string | null;
  headlineMs: number;
  fullMs: number;
  hostAgentCpuS: number;
  gatewayCpuS: number;
  hostAgentExtraMb: number;
  idleMb: number;
  ladder: Ladder | null;
};

/** Pids of the gateway under test: the processes that were started with its state directory. */
function gatewayPids(stateDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const title = readFileSync(`/proc/${pid}/comm`, 'utf8');
        return (
          title.startsWith('openclaw') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(stateDir)
        );
      } catch {
        return false; // Ended, or not ours to read.
      }
    });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** `planted`: the host that is looked at; it stays as it is. */
export async function measureTriage(
  planted: Planted,
  name: string,
  options: { rounds: number; ladder: boolean; idleS: number; say: (line: string) => void },
): Promise<TriageFigures> {
  const world = await startBotAndHost(planted, options.say);
  try {
    await new Promise((resolve) => setTimeout(resolve, options.idleS * 1000));
    const idleMb = memoryMb(world.pids.host, 'VmRSS');
    const gateways = gatewayPids(planted.lab.stateDir);
    const peak = watchTree(world.pids.host);
    const runs = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const before = { host: cpuSeconds(world.pids.host), gateway: sum(gateways.map(cpuSeconds)) };
      const clocked = await clockLine(String(world.setting.env.DATA_DIR), 'triage node-3');
      runs.push({
        ...clocked,
        hostCpu: cpuSeconds(world.pids.host) - before.host,
        gatewayCpu: sum(gateways.map(cpuSeconds)) - before.gateway,
      });
    }
    // A look is a process of its own, which counts as the host agent's.
    const peakMb = peak();
    const ladder = options.ladder ? await climb(planted.lab, 90_000) : null;
    return {
      gateway: name,
      rounds: options.rounds,
      first: runs.at(-1)?.first ?? null,
      headlineMs: median(runs.map((run) => run.headlineMs)),
      fullMs: median(runs.map((run) => run.fullMs)),
      hostAgentCpuS: median(runs.map((run) => run.hostCpu)),
      gatewayCpuS: median(runs.map((run) => run.gatewayCpu)),
      hostAgentExtraMb: peakMb - idleMb,
      idleMb,
      ladder,
    };
  } finally {
    await world.stop();
  }
}
