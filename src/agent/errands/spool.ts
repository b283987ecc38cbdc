/**
 * @module agent/errands/spool
 * How an errand gets from the process that SSM has started to the one that takes this host's orders, and the answer back:
 * by files in the host agent's own folder. So nothing listens, and the host agent outlives whoever brought the errand.
 */
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { MAX_ERRAND, readErrand } from '../../protocol/errand.ts';
import { randomText } from '../../protocol/signer.ts';
import type { Work } from '../channel/work.ts';
import { statePaths, writePrivate } from '../private-files.ts';
import { takeErrand } from './take-errand.ts';

const [WAITS, TAKEN, ANSWERED] = ['.errand', '.taken', '.answer'];
/** What nobody has come for after this long is nobody's. Milliseconds. */
const STALE_MS = 10 * 60_000;
const LOOK_MS = 50;
/** Where the system tells of no changes in a folder, it is looked at this often. Milliseconds. */
const WITHOUT_WATCH_MS = 1_000;

export type Handed = { state: 'answered'; text: string } | { state: 'not-taken' } | { state: 'silent' };

/**
 * Hands an errand over and waits for its answer. `not-taken`: nobody took it up to `takeMs`, and nobody will any more.
 */
export async function handOver(
  stateDir: string,
  errand: string,
  { takeMs, answerMs }: { takeMs: number; answerMs: number },
): Promise<Handed> {
  const dir = statePaths(stateDir).errands;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = join(dir, randomText(16));
  writePrivate(`${name}${WAITS}`, errand);
  const began = performance.now();
  for (let taken = false; ; await pause(LOOK_MS)) {
    const answer = readIf(`${name}${ANSWERED}`);
    if (answer !== null) {
      rmSync(`${name}${ANSWERED}`, { force: true });
      return { state: 'answered', text: answer };
    }
    const tookMs = performance.now() - began;
    // To take it back is to rename it, as to take it is: only one of the two succeeds.
    if (!taken && tookMs > takeMs) {
      if (moved(`${name}${WAITS}`, `${name}${TAKEN}`)) {
        rmSync(`${name}${TAKEN}`, { force: true });
        return { state: 'not-taken' };
      }
      taken = true;
    }
    if (tookMs > answerMs) return { state: 'silent' };
  }
}

export type SpoolServer = {
  stop(): void;
  /** Whether something is being answered. */
  busy(): boolean;
};

/** Takes what is handed over, from now on and what lies there already. */
export function serveSpool(work: Work, parts: { log: Log; now?: () => number }): SpoolServer {
  const { log, now = Date.now } = parts;
  const dir = statePaths(work.stateDir).errands;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  let stopped = false;
  let open = 0;

  async function take(name: string): Promise<void> {
    const path = join(dir, name.slice(0, -WAITS.length));
    if (!moved(`${path}${WAITS}`, `${path}${TAKEN}`)) return;
    open += 1;
    try {
      const text = readFileSync(`${path}${TAKEN}`, 'utf8').slice(0, MAX_ERRAND + 1);
      const errand = readErrand(text);
      if (errand && 'order' in errand)
        writePrivate(`${path}${ANSWERED}`, await takeErrand(errand, work, { now }));
    } catch (error) {
      log.error({ error: String(error).slice(0, 500) }, 'An errand could not be answered.');
    } finally {
      rmSync(`${path}${TAKEN}`, { force: true });
      open -= 1;
    }
  }

  function sweep(): void {
    if (stopped) return;
    for (const name of readdirSync(dir)) if (name.endsWith(WAITS)) void take(name);
  }

  for (const name of readdirSync(dir))
    if ([WAITS, TAKEN, ANSWERED].some((suffix) => name.endsWith(suffix)) && isStale(join(dir, name)))
      rmSync(join(dir, name), { force: true });
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | undefined;
  try {
    watcher = watch(dir, sweep);
    watcher.on('error', () => undefined);
  } catch {
    timer = setInterval(sweep, WITHOUT_WATCH_MS);
  }
  sweep();
  return {
    stop() {
      stopped = true;
      watcher?.close();
      clearInterval(timer);
    },
    busy: () => open > 0,
  };
}

function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function readIf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function isStale(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}
