/**
 * @module agent/channel/state-lock
 * One host agent for one state folder. Two with the same key look like a stolen key to the bot, which would
 * quarantine the host; so the second is stopped here, with a plain sentence.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { AgentProblem } from '../problem.ts';
import { isAlive, type Mark, startTime } from '../process-mark.ts';

/** Takes the lock; gives the function that lets it go. @throws AgentProblem when a living process holds it. */
export function lockState(path: string): () => void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(path, 'wx', 0o600);
      writeSync(fd, JSON.stringify(ownMark()));
      closeSync(fd);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new AgentProblem(
          'state-lock',
          `${path} cannot be written.`,
          'Is the disk full or read-only?',
          error,
        );
      const holder = readHolder(path);
      if (holder !== null && isAlive(holder))
        throw new AgentProblem(
          'already-running',
          `A host agent with this state is running already (process ${holder.pid}).`,
          'Stop that one first, or use another --state.',
        );
      rmSync(path, { force: true });
    }
  }
  throw new AgentProblem(
    'state-lock',
    `${path} is taken again and again.`,
    'Start one host agent at a time.',
  );
}

function ownMark(): Mark {
  return { pid: process.pid, started: startTime(process.pid) };
}

function readHolder(path: string): Mark | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Mark;
  } catch {
    return null;
  }
}
