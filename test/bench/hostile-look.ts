/** One look at a host whose files want to hold it, in a process of its own: prints what it cost as JSON. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collect } from '../../src/agent/collect.ts';

const [stateDir = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const began = performance.now();
let pieces = 0;
await collect({
  stateDir,
  env: process.env,
  signal: new AbortController().signal,
  emit: (evidence) => {
    pieces += evidence.length;
  },
});
const [ms, heldMs] = [performance.now() - began, delay.max / 1e6];
console.log(JSON.stringify({ ms, heldMs, pieces, peakMb: process.resourceUsage().maxRSS / 1024 }));
process.exit(0);
