/**
 * @module agent/process-mark
 * Which process it was that wrote a lock, and whether that one still runs: a number alone would be believed of any
 * other process that has got it since.
 */
import { readFileSync } from 'node:fs';

/** `started` is null where there is no /proc. */
export type Mark = { pid: number; started: string | null };

/** Process ids are used again after a reboot; on Linux the start time tells the two apart. */
export function isAlive({ pid, started }: Mark): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === null || startTime(pid) === started;
}

/** Field 22 of /proc/PID/stat (proc(5)); null where there is no /proc. */
export function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
