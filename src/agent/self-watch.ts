/**
 * @module agent/self-watch
 * The host agent watches what it takes of the machine itself, since it is there to help what runs beside it. Past a
 * first limit it does one look at a time and no costly one; past a second it takes no look at all until it is below
 * again. It never refuses what lets a gateway go or steers a change that people have agreed to.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** What a process takes: share of one processor since the last measure, bytes of memory, open file handles. */
export type Taken = { cpu: number; memory: number; handles: number; mayOpen: number };

/** `one`: one look at a time, none that asks OpenClaw's own commands. `none`: no new look. */
export type Yielding = { level: 'none' | 'one'; why: string } | null;

export type SelfWatch = {
  /** What it does without now, and why; null while it works as always. */
  yielding(): Yielding;
  stop(): void;
};

export const WATCH_LIMITS = {
  /** Of one processor, on the average of a minute. */
  cpu: { one: 0.5, none: 0.9 },
  /** Of this process alone: looks are processes of their own, with limits of their own. */
  memory: { one: 192 * 1024 * 1024, none: 384 * 1024 * 1024 },
  /** Of what the system lets it open. */
  handles: { one: 0.5, none: 0.8 },
} as const;

const EVERY_MS = 15_000;
/** Measures that are averaged for the processor, and that must all be below before it works as always again. */
const MEASURES = 4;

const mib = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the measures mean, the newest last. Pure. */
export function judge(measures: readonly Taken[]): Yielding {
  const recent = measures.slice(-MEASURES);
  const newest = recent.at(-1);
  if (!newest) return null;
  // A moment of work is no reason; a whole minute of it is.
  const cpu = recent.length < MEASURES ? 0 : recent.reduce((sum, one) => sum + one.cpu, 0) / recent.length;
  const share = newest.handles / Math.max(1, newest.mayOpen);
  for (const level of ['none', 'one'] as const) {
    if (cpu > WATCH_LIMITS.cpu[level])
      return { level, why: `it took ${percent(cpu)} of a processor for a minute` };
    if (newest.memory > WATCH_LIMITS.memory[level])
      return { level, why: `it takes ${mib(newest.memory)} of memory` };
    if (share > WATCH_LIMITS.handles[level])
      return { level, why: `it has ${newest.handles} of ${newest.mayOpen} file handles open` };
  }
  return null;
}

/** In words for `status`; null while it works as always. */
export const yieldWords = (yielding: Yielding): string | null =>
  yielding &&
  `${yielding.level === 'none' ? 'no new looks' : 'one look at a time, no deep ones'}: ${yielding.why}`;

/** Measures every 15 seconds. `told` hears of each change. */
export function watchSelf(
  told: (yielding: Yielding) => void,
  { measure = measurer(), everyMs = EVERY_MS }: { measure?: () => Taken; everyMs?: number } = {},
): SelfWatch {
  let measures: Taken[] = [];
  let now: Yielding = null;
  const timer = setInterval(() => {
    measures = [...measures.slice(1 - MEASURES), measure()];
    const next = judge(measures);
    // It comes back only when a whole minute was calm, lest it goes to and fro.
    if (next === null && now !== null && measures.some((one) => judge([one]) !== null)) return;
    const changed = yieldWords(next) !== yieldWords(now);
    now = next;
    if (changed) told(now);
  }, everyMs);
  timer.unref();
  return { yielding: () => now, stop: () => clearInterval(timer) };
}

/** Of this very process; what cannot be measured counts as nothing. */
function measurer(): () => Taken {
  let last = { at: performance.now(), cpu: process.cpuUsage() };
  const mayOpen = openLimit();
  return () => {
    const at = performance.now();
    const cpu = process.cpuUsage();
    const spent = cpu.user + cpu.system - last.cpu.user - last.cpu.system;
    const share = spent / 1_000 / Math.max(1, at - last.at);
    last = { at, cpu };
    return { cpu: share, memory: process.memoryUsage.rss(), handles: handlesOpen(), mayOpen };
  };
}

function handlesOpen(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

/** The soft limit of proc_pid_limits(5); a large number where there is none. */
function openLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.MAX_SAFE_INTEGER : Number(soft);
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
