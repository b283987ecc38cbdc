/**
 * @module agent/collector/attend
 * One collector from its start to its end: hands it the order, passes on what it saw in the order it comes, gives turns,
 * and ends it when it is late, when it is told to stop, or when it says more than it may.
 */
import type { ChildProcess } from 'node:child_process';
import type { Evidence } from '../../protocol/evidence.ts';
import { codeOf } from '../host/outcome.ts';
import type { turns } from '../host/turns.ts';
import { endWithPrograms } from './end-with-programs.ts';
import { type LookOrder, lineOf, lineReader, readLine, type ToCollector } from './lines.ts';

export type Attending = {
  order: LookOrder;
  signal: AbortSignal;
  emit(evidence: Evidence[]): void;
  /** Which programs may run beside those of other looks. */
  inTurn: ReturnType<typeof turns>;
  /** Milliseconds. */
  limitMs: number;
};

export type Attended = {
  /** Null when the look came to its end, else what happened, in words. */
  outcome: Promise<string | null>;
  /** Resolved when its process is gone, with the end of what it said on standard error. */
  gone: Promise<string>;
};

/** From the word to stop to the end of the process: it has its own programs to end. Milliseconds. */
const STOP_MS = 1_000;
/** What is kept of its standard error. Characters. */
const STDERR = 2_000;

const UNTIL_THEN = 'what was seen until then is here';
const OTHER_BUILD =
  'the files of the host agent are of different builds, so nothing was looked at: it was updated on disk while it ran, or some files were left behind; copy all host*.mjs of one build, then restart it';

const brokeOff = (code: number | null, killed: string | null): string =>
  `the look broke off, its process was ended by ${killed ?? `code ${code}`}; ${UNTIL_THEN}, and the log of the host agent may say more`;

const notStarted = (error: unknown): string =>
  codeOf(error) === 'ENOENT'
    ? 'the Node that the host agent runs on is no longer where it was, so nothing was looked at; restart the host agent'
    : `the look could not be started (${codeOf(error)}), so nothing was looked at`;

export function attend(start: () => ChildProcess, parts: Attending): Attended {
  const { order, signal, emit, inTurn, limitMs } = parts;
  const outcome = Promise.withResolvers<string | null>();
  const gone = Promise.withResolvers<string>();
  const granted: (() => void)[] = [];
  const timers: NodeJS.Timeout[] = [];
  let isGone = false;
  let stderr = '';
  let child: ChildProcess;
  try {
    child = start();
  } catch (error) {
    return { outcome: Promise.resolve(notStarted(error)), gone: Promise.resolve('') };
  }

  const send = (said: ToCollector): void => void child.stdin?.write(lineOf(said));
  const after = (ms: number, act: () => void): void => void timers.push(setTimeout(act, ms));
  const end = (why: string): void => {
    outcome.resolve(why);
    endWithPrograms(child);
  };
  /** The end of its input is the word to stop, so that it also stops when this process is gone. */
  const stop = (): void => {
    child.stdin?.end();
    after(STOP_MS, () => end(`the look did not end when it was stopped; ${UNTIL_THEN}`));
  };

  function giveTurn(): void {
    void inTurn(
      () =>
        new Promise<void>((release) => {
          if (isGone) return release();
          granted.push(release);
          send({ turn: 'granted' });
        }),
    );
  }

  function hear(line: string): void {
    const said = readLine(line);
    if (Array.isArray(said?.evidence)) emit(said.evidence.filter((one) => typeof one === 'object' && one));
    else if (said?.turn === 'wanted') giveTurn();
    else if (said?.turn === 'over') granted.shift()?.();
    else if (said?.otherBuild !== undefined) outcome.resolve(OTHER_BUILD);
    else if (said?.done === true) {
      outcome.resolve(null);
      stop();
    }
  }

  function over(why: string): void {
    isGone = true;
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    for (const release of granted.splice(0)) release();
    outcome.resolve(why);
    gone.resolve(stderr);
  }

  child.stdin?.on('error', () => undefined);
  child.stdout?.setEncoding('utf8').on(
    'data',
    lineReader(hear, () => end(`the look said more than it may and was ended; ${UNTIL_THEN}`)),
  );
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    stderr = (stderr + piece).slice(-STDERR);
  });
  child.on('error', (error) => over(notStarted(error)));
  child.on('close', (code, killed) => over(brokeOff(code, killed)));
  after(limitMs, () => end(`the look stood still and was ended after ${limitMs / 1000} s; ${UNTIL_THEN}`));
  send({ order });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return { outcome: outcome.promise, gone: gone.promise };
}
