/**
 * @module agent/stands-still
 * Ends this process when its main thread stands still on something that it read: a look by hand has nobody else to end
 * it. A thread of its own watches, which takes 20 MB; the resident host agent has none, since it reads nothing of a
 * gateway's, and ends a collector that stands still from outside.
 */
import { Worker } from 'node:worker_threads';

/** Longer than any look may take of the main thread by far. Milliseconds. */
const STILL_MS = 20_000;
const CHECKS = 20;

/** Runs in the watching thread, so it must hold everything that it uses. */
function watcher(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { writeSync } = process.getBuiltinModule('node:fs');
  const { beat, checks, checkMs, words } = workerData as {
    beat: Int32Array;
    checks: number;
    checkMs: number;
    words: string;
  };
  let last = -1;
  let still = 0;
  // Checks are counted and no clock is asked: a machine that slept has not stood still.
  setInterval(() => {
    const now = Atomics.load(beat, 0);
    still = now === last ? still + 1 : 0;
    last = now;
    if (still < checks) return;
    // The main thread cannot speak, nor hear a gentler signal.
    try {
      writeSync(2, words);
    } finally {
      process.kill(process.pid, 'SIGKILL');
    }
  }, checkMs);
}

/** From now on: `words` on standard error and SIGKILL when the main thread does nothing for `stillMs`. Keeps nothing alive. */
export function endWhenStandingStill(words: string, stillMs = STILL_MS): void {
  const beat = new Int32Array(new SharedArrayBuffer(4));
  const checkMs = stillMs / CHECKS;
  const workerData = { beat, checks: CHECKS, checkMs, words: `${words}\n` };
  const thread = new Worker(`(${watcher})()`, { eval: true, workerData, env: {} });
  thread.unref();
  // Without the watch the work goes on.
  thread.on('error', () => undefined);
  setInterval(() => Atomics.add(beat, 0, 1), checkMs / 2).unref();
}
