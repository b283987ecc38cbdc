/**
 * Loaded before the shipped bot (`node --import`): measures how long its event loop was held, and answers over the
 * parent's channel. `reset` begins anew, `read` gives the longest hold since then in milliseconds: by the wall clock,
 * and of the thread's own work, which a busy machine does not lengthen.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export type Held = { wallMs: number; cpuMs: number };

const RESOLUTION_MS = 5;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
let before = process.threadCpuUsage();
let most = 0;
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before);
  before = process.threadCpuUsage();
  most = Math.max(most, (user + system) / 1_000);
}, RESOLUTION_MS).unref();
process.on('message', (what) => {
  const held: Held = { wallMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS), cpuMs: most };
  if (what !== 'reset') return process.send?.(held);
  delay.reset();
  most = 0;
});
// The bot ends when it is told to, not when its parent is deaf.
process.channel?.unref();
