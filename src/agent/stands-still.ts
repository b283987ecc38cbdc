/**
 * @module agent/stands-still
 * Ends this process when its main thread stands still, so that a service manager starts it again. A thread of its own
 * watches, not systemd's WatchdogSec=: Node speaks to no datagram socket, and a `systemd-notify` for each sign of life
 * would end a healthy host agent just when the host can start no more programs. This way it works on every system.
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
