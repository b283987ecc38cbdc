/**
 * @module agent/recovery/run-folder
 * Where runs are kept in the state folder, and which of them have not ended. Small enough for what stays in memory: it
 * must tell whether an interrupted order can go on, and hand people's word to whoever carries the run out.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncDir } from '../private-files.ts';

/** What people want of a run, as a line of its inbox. */
export type Steering = {
  /** The order that brought it; the same one counts once. */
  id: string;
  act: string;
  step?: string;
  by: string;
  because?: string;
};

/** An order's id may hold any printable character; a file's name may not. */
const nameOf = (run: string): string => createHash('sha256').update(run).digest('hex').slice(0, 40);

/** Begun at the terminal: no order tells the bot of it. */
const LOCAL = 'local-';
export const isLocal = (run: string): boolean => run.startsWith(LOCAL);
export const newLocalRun = (): string => `${LOCAL}${randomUUID()}`;

const folderOf = (stateDir: string): string => join(stateDir, 'recovery', 'runs');

export function runPaths(stateDir: string, run: string) {
  const base = join(folderOf(stateDir), nameOf(run));
  return {
    journal: `${base}.jsonl`,
    reserve: `${base}.reserve`,
    /** There from before the first record until after the last. */
    open: `${base}.open`,
    inbox: `${base}.inbox`,
    /** There once a run without an order has ended, until the host agent's journal tells of it. */
    ended: `${base}.ended`,
  };
}

/** Says that a run is about to begin. Throws where the disk does not take it. */
export function markOpen(stateDir: string, run: string): void {
  mkdirSync(folderOf(stateDir), { recursive: true, mode: 0o700 });
  writeFileSync(runPaths(stateDir, run).open, run, { mode: 0o600, flush: true });
  syncDir(folderOf(stateDir));
}

export function markOver(stateDir: string, run: string): void {
  const { open, inbox, reserve } = runPaths(stateDir, run);
  for (const path of [reserve, inbox, open]) rmSync(path, { force: true });
}

export const isOpen = (stateDir: string, run: string): boolean => existsSync(runPaths(stateDir, run).open);

/** Ids of the runs that have begun and not ended. */
export function openRuns(stateDir: string): string[] {
  const folder = folderOf(stateDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.open'))
    .map((name) => readOr(join(folder, name), ''))
    .filter((run) => run !== '');
}

/** A run may end while the folder is read. */
function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return otherwise;
  }
}

/** Hands a word to the run; whoever carries it out reads it within a second. False: no such run is under way. */
export function steerRun(stateDir: string, run: string, word: Steering): boolean {
  if (!isOpen(stateDir, run)) return false;
  appendFileSync(runPaths(stateDir, run).inbox, `${JSON.stringify(word)}\n`, { mode: 0o600 });
  return true;
}

/** Reads new words of an inbox, each once; a line that is still being written waits for its end. */
export function inboxReader(stateDir: string, run: string): () => Steering[] {
  const { inbox } = runPaths(stateDir, run);
  let read = 0;
  return () => {
    if (!existsSync(inbox)) return [];
    const bytes = readFileSync(inbox);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const fresh = bytes.subarray(read, end).toString('utf8');
    read = Math.max(read, end);
    return fresh.split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Steering];
      } catch {
        return [];
      }
    });
  };
}

/** What the host agent's own journal keeps of a run that a person at the terminal had made. */
export type EndedHere = { run: string; by: string; outcome: string; head: string };

export function markEndedHere(stateDir: string, ended: EndedHere): void {
  writeFileSync(runPaths(stateDir, ended.run).ended, JSON.stringify(ended), { mode: 0o600, flush: true });
}

/** Runs that ended here without an order; `noted` takes one off the list. */
export function endedHere(stateDir: string): (EndedHere & { noted(): void })[] {
  const folder = folderOf(stateDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ended'))
    .flatMap((name) => {
      const path = join(folder, name);
      try {
        const { run, by, outcome, head } = JSON.parse(readFileSync(path, 'utf8')) as EndedHere;
        return [{ run, by, outcome, head, noted: () => rmSync(path, { force: true }) }];
      } catch {
        return [];
      }
    });
}
