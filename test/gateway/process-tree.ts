/**
 * Finds and ends the processes that a gateway started. A gateway leaves helpers in sessions of their own, so the
 * tree is read from the system before its root goes away, and every process is ended by its id.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that is surely the one meant: ids are used again, start times are not. */
export interface SeenProcess {
  pid: number;
  started: string;
}

/** Parent and start time from `/proc/PID/stat`, or undefined when it has ended. See proc(5), fields 4 and 22. */
function statOf(pid: number): { parent: number; started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), started: fields[19] ?? '' };
  } catch {
    return undefined; // It ended between the listing and the look.
  }
}

function everyone(): Array<SeenProcess & { parent: number }> {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name));
        return stat ? [{ pid: Number(name), ...stat }] : [];
      });
  }
  const table = execFileSync('ps', ['-axo', 'pid=,ppid=,lstart='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), started: match[3] ?? '' }] : [];
  });
}

/** The process and everything below it, root first; empty when it has ended. */
export function treeOf(root: number): SeenProcess[] {
  const all = everyone();
  const tree = all.filter((one) => one.pid === root);
  for (const parent of tree)
    tree.push(...all.filter((one) => one.parent === parent.pid && !tree.includes(one)));
  return tree.map(({ pid, started }) => ({ pid, started }));
}

/** Those of the list that still run. */
export function stillRunning(seen: readonly SeenProcess[]): SeenProcess[] {
  const now = everyone();
  return seen.filter((one) => now.some((other) => other.pid === one.pid && other.started === one.started));
}

/** Kills those of the list that still run. */
export function killRest(seen: readonly SeenProcess[]): void {
  for (const { pid } of stillRunning(seen)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
