/**
 * @module agent/bundle/gate/thread
 * The gate's own thread, which can be ended whatever a hostile file makes of a search.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { refused } from './refusal.ts';
import { type SearchOrder, search } from './search.ts';

/** What says that a program was started for this, and not for something else. */
export const GATE_JOB = 'leak-gate';
type GateData = { job: typeof GATE_JOB; order: SearchOrder };

/** Whether this thread was started as the gate's. */
export const isGateThread = (): boolean =>
  parentPort !== null && (workerData as Partial<GateData> | null)?.job === GATE_JOB;

export async function runGateThread(): Promise<void> {
  const { order } = workerData as GateData;
  // Names of errors alone: a message may quote what was read.
  const word = await search(order).catch((error: unknown) =>
    refused({ code: 'gate.failed', params: { why: error instanceof Error ? error.name : 'unknown' } }),
  );
  parentPort?.postMessage(word);
}

if (isGateThread()) void runGateThread();
