/**
 * @module metrics/node-figures
 * What only a process of its own has to tell: its memory, its processor time, how late its event loop comes, and the room
 * that is left on its disk.
 */
import { statfsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { VERSION } from '../settings.ts';
import { BUILD_INFO, ON_NODE } from './names.ts';
import type { Figure } from './text.ts';

export type LoopWatch = {
  /** Seconds, since it was last asked. */
  delay(): { p50: number; p99: number };
  stop(): void;
};

/** How often it looks, in milliseconds; what is shorter is not seen. */
const LOOK_MS = 20;
const NANOS = 1e9;

export function watchEventLoop(): LoopWatch {
  const histogram = monitorEventLoopDelay({ resolution: LOOK_MS });
  histogram.enable();
  // The time between two looks is measured; what is over the time asked for is the delay.
  const late = (nanos: number): number => Math.max(0, nanos / NANOS - LOOK_MS / 1_000);
  return {
    delay() {
      const now = { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)) };
      histogram.reset();
      return now;
    },
    stop: () => void histogram.disable(),
  };
}

export function processFigures(parts: {
  objects: { open: number; sockets: number; wakes: number };
  /** Messages between objects, by `kind type`. */
  counts: ReadonlyMap<string, number>;
  loop: LoopWatch;
  dataDir: string;
}): Figure[] {
  const { objects, counts, loop, dataDir } = parts;
  const { user, system } = process.cpuUsage();
  const delay = loop.delay();
  const figure = (name: keyof typeof ON_NODE, value: number, labels: Record<string, string> = {}): Figure => {
    const { help, type } = ON_NODE[name];
    return { name, help, type, value, labels };
  };
  return [
    { name: 'build_info', ...BUILD_INFO, value: 1, labels: { version: VERSION } },
    figure('objects_open', objects.open),
    figure('sockets_open', objects.sockets),
    figure('wakes_pending', objects.wakes),
    figure('resident_bytes', process.memoryUsage.rss()),
    figure('cpu_seconds_total', (user + system) / 1e6),
    figure('event_loop_delay_seconds', delay.p50, { quantile: '0.5' }),
    figure('event_loop_delay_seconds', delay.p99, { quantile: '0.99' }),
    ...room(dataDir).map((bytes) => figure('data_free_bytes', bytes)),
    figure('uptime_seconds', Math.round(process.uptime())),
    ...[...counts].map(([name, value]) => {
      const [kind = '', type = ''] = name.split(' ');
      return figure('messages_total', value, { kind, type });
    }),
  ];
}

/** Nothing where the disk does not say: a missing figure alarms, a made-up one would not. */
export function room(dataDir: string): number[] {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return [bavail * bsize];
  } catch {
    return [];
  }
}
