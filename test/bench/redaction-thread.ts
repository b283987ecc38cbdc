/** Carries out hostile inputs one by one and tells what each cost, in a thread that can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { createRedactor } from '../../src/redaction/redact.ts';
import { hostileInputs } from '../redaction/hostile-inputs.ts';
import { type HostileOrder, openclawsRedactor } from './redaction.ts';

const { openclaw, known, size, names } = workerData as HostileOrder;
// Without its own limit on time: what it would withhold then is measured here to the end.
const redact =
  openclaw === null ? createRedactor({ known, clock: () => 0 }).text : await openclawsRedactor(openclaw);
const inputs = hostileInputs(size);
redact((inputs.commands ?? '').slice(0, 4_096));
for (const name of names) {
  const began = process.threadCpuUsage();
  redact(inputs[name] ?? '');
  const { user, system } = process.threadCpuUsage(began);
  parentPort?.postMessage({ name, mbS: size / 1_048_576 / ((user + system) / 1e6) });
}
