/**
 * @module agent/process-mark
 * Which process it was that wrote a lock, and whether that one still runs: a number alone would be believed of any
 * other process that has got it since. Where that cannot be told, it may still run.
 */
import { readFileSync, readlinkSync } from 'node:fs';

/** `started` is null where there is no /proc. */
export type Mark = { pid: number; started: string | null };

/** As `Mark`, for readers that may be other users, or in another container. */
export type WideMark = Mark & { uid: number; boot: string | null; ns: string | null };

export type Life = 'dead' | 'alive' | 'unknown';

/**
 * Process ids are used again after a reboot; on Linux the start time tells the two apart. For marks that only this user
 * writes: of its own processes nothing is hidden, so that one without a start time is somebody else's.
 */
export function isAlive({ pid, started }: Mark): boolean {
  const signalled = signal(pid);
  return signalled !== 'none' && (started === null || startTime(pid) === started);
}

export const wideMark = (): WideMark => ({
  pid: process.pid,
  started: startTime(process.pid),
  uid: process.geteuid?.() ?? -1,
  boot: bootId(),
  ns: namespace(),
});

/** `unknown`: it may run, and nobody can tell from here. */
export function lifeOf({ pid, started, uid, boot, ns }: WideMark): Life {
  if (boot !== null && bootId() !== null && boot !== bootId()) return 'dead';
  // Its number means another process here.
  if (ns !== null && namespace() !== null && ns !== namespace()) return 'unknown';
  const signalled = signal(pid);
  if (signalled === 'none') return 'dead';
  const start = startTime(pid);
  if (started !== null && start !== null) return start === started ? 'alive' : 'dead';
  if (started === null) return 'alive';
  // /proc hides it (hidepid). One that we may not signal is not ours; of ours nothing is hidden.
  return signalled === 'foreign' && uid === (process.geteuid?.() ?? -1) ? 'dead' : 'unknown';
}

function signal(pid: number): 'none' | 'ours' | 'foreign' {
  if (!Number.isInteger(pid) || pid <= 0) return 'none';
  try {
    process.kill(pid, 0);
    return 'ours';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'none' : 'foreign';
  }
}

const orNull = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

const bootId = (): string | null =>
  orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
const namespace = (): string | null => orNull(() => readlinkSync('/proc/self/ns/pid'));

/** Field 22 of /proc/PID/stat (proc(5)); null where there is no /proc, or it hides that process. */
export const startTime = (pid: number): string | null =>
  orNull(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  });
