/**
 * @module agent/collector/end-with-programs
 * Ends a collector that does not end by itself, and what it has started: its programs have process groups of their own
 * and limits that only it watches over, so they would outlive it, a database reader for ever.
 */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The programs it is running, as far as the system tells: Linux does, with CONFIG_PROC_CHILDREN. */
function programsOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

/** SIGKILL for it, by its own process id, and for the groups of its programs. */
export function endWithPrograms(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const programs = programsOf(child.pid);
  child.kill('SIGKILL');
  for (const pid of programs) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile, leads no group, or belongs to somebody else.
    }
  }
}
