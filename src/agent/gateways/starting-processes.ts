/**
 * @module agent/gateways/starting-processes
 * Processes that just began: which place each leads to, and whether it may yet turn out to be a gateway. A look that
 * comes in the seconds of a start would otherwise call it down.
 */
import { setTimeout } from 'node:timers/promises';
import type { HostPort, Outcome } from '../host/host-port.ts';
import { type Place, placeOf } from './places.ts';
import { type OpenClawProcess, openclawProcesses } from './processes.ts';

/** What the process wrote into its lock counts before what it was started with: flags are in no environment. */
export const placeOfProcess = ({ lock, env }: OpenClawProcess): Place | null =>
  lock ? { configPath: lock.configPath, stateDir: lock.stateDir } : env ? placeOf(env) : null;

/** The state that a process works on, as this host sees the path. */
export const stateDirOf = (process: OpenClawProcess): string | undefined => {
  const place = placeOfProcess(process);
  return place ? process.root + place.stateDir : undefined;
};

/** The same directory, by name or, through links and container mounts, by device and inode. */
export async function samePlace(host: HostPort, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [a, b] = await Promise.all([host.stat(one), host.stat(other)]);
  return a.ok && b.ok && a.value !== null && b.value !== null && a.value.id === b.value.id;
}

/** A start takes its lock within seconds, on a busy machine within some more. Milliseconds. */
const YOUNG_MS = 60_000;
const SETTLE_MS = 3_000;
const SETTLE_STEP_MS = 300;

/** Young processes that may become the gateway of a place that has none. */
export async function maybeStarting(
  host: HostPort,
  all: readonly OpenClawProcess[],
  stateDir?: string,
): Promise<OpenClawProcess[]> {
  const now = Date.now();
  const found: OpenClawProcess[] = [];
  for (const process of all) {
    const place = process.unclear && now - process.startedAt < YOUNG_MS ? placeOfProcess(process) : null;
    if (place === null) continue;
    const path = process.root + place.stateDir;
    if (stateDir !== undefined && !(await samePlace(host, path, stateDir))) continue;
    const taken = all.some((one) => one.is === 'gateway' && stateDirOf(one) === path);
    if (!taken) found.push(process);
  }
  return found;
}

/** Processes once those that just began have shown what they are, as far as that can be waited for. */
export async function settledProcesses(host: HostPort): Promise<Outcome<OpenClawProcess[]>> {
  const until = performance.now() + SETTLE_MS;
  let all = await openclawProcesses(host);
  while (all.ok && performance.now() < until && (await maybeStarting(host, all.value)).length > 0) {
    await setTimeout(SETTLE_STEP_MS);
    all = await openclawProcesses(host);
  }
  return all;
}
