/**
 * @module storage/node-keep-open
 * How many objects' files stay open: as many as this process's handles and the machine's memory allow. An object that
 * has to be opened for each frame costs three times the work when a thousand hosts dial at once.
 */
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** The file, its log and the log's index. */
const HANDLES_EACH = 3;
/** Measured with 1,000 hosts: a file that stays open, and what the object keeps of it (`test/bench/hub-load.ts`). */
const BYTES_EACH = 160 * 1024;
const FEWEST = 64;
/** More than the hosts that one bot was tried with hold nothing that is asked for again soon. */
const MOST = 8_192;
/** Where the limit cannot be read: what Node itself asks the system for on macOS is far more. */
const HANDLES_UNKNOWN = 4_096;

/** A third of the handles, for each host has a socket besides; and a quarter of the memory. */
export function filesToKeepOpen(handles: number, memoryBytes: number): number {
  const byHandles = Math.floor(handles / 3 / HANDLES_EACH);
  const byMemory = Math.floor(memoryBytes / 4 / BYTES_EACH);
  return Math.max(FEWEST, Math.min(MOST, byHandles, byMemory));
}

/** What the system allows this process: proc_pid_limits(5), and a container's own limit of memory where it has one. */
export function filesThisProcessKeepsOpen(): number {
  const limited = process.constrainedMemory();
  const memory = limited > 0 && limited < totalmem() ? limited : totalmem();
  return filesToKeepOpen(openFilesAllowed() ?? HANDLES_UNKNOWN, memory);
}

function openFilesAllowed(): number | null {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
    if (soft === undefined) return null;
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
  } catch {
    return null;
  }
}
