/**
 * @module agent/bundle/gate/gate
 * The leak gate: the finished file is opened again and searched before anybody may have it. It runs in a thread that
 * can be ended, and whatever goes wrong with it is a refusal.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { GateWord } from '../../../protocol/bundle.ts';
import type { KnownValues } from './known.ts';
import { refused } from './refusal.ts';
import type { RulesText, SearchOrder } from './search.ts';
import { GATE_JOB } from './thread.ts';

export type { KnownValues } from './known.ts';

export type GateOptions = {
  /** The admins' own rules as they stand in their file: what they name must not be in the bundle either. */
  rules?: RulesText | null;
  /** Milliseconds after which the gate has not passed. */
  limitMs?: number;
  /** Megabytes of V8's heap after which it has not. */
  heapMb?: number;
  /** The program of the thread; only tests change it. */
  program?: string | URL;
  archive?: SearchOrder['archive'];
};

/** A bundle of usual size takes two seconds; on a host that is busy, many times that. Milliseconds. */
const LIMIT_MS = 45_000;
const HEAP_MB = 96;

/** Built, everything is in one file; from source, the thread has its own. */
const PROGRAM =
  extname(fileURLToPath(import.meta.url)) === '.ts'
    ? new URL('thread.ts', import.meta.url)
    : new URL(import.meta.url);

/** Searches a packed bundle (tar.gz, not encrypted yet). Never throws: what cannot be searched is refused. */
export function searchForLeaks(
  file: Uint8Array,
  known: KnownValues,
  { rules = null, limitMs = LIMIT_MS, heapMb = HEAP_MB, program = PROGRAM, archive = {} }: GateOptions = {},
): Promise<GateWord> {
  const order: SearchOrder = { file, known, rules, archive };
  const { promise, resolve } = Promise.withResolvers<GateWord>();
  const failed = (why: string): void => resolve(refused({ code: 'gate.failed', params: { why } }));
  try {
    const thread = new Worker(program, {
      workerData: { job: GATE_JOB, order },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
      // Nothing that a package prints about what it reads gets out.
      stdout: true,
      stderr: true,
    });
    const late = setTimeout(() => {
      resolve(refused({ code: 'gate.late', params: { seconds: String(Math.round(limitMs / 1_000)) } }));
      void thread.terminate();
    }, limitMs);
    thread.once('message', (word: unknown) => {
      const said = GateWord.safeParse(word);
      if (said.success) resolve(said.data);
      else failed('it said something else');
      void thread.terminate();
    });
    thread.once('messageerror', () => failed('its word could not be read'));
    thread.once('error', (error: NodeJS.ErrnoException) => failed(error.code ?? error.name));
    thread.once('exit', () => {
      clearTimeout(late);
      failed('it ended without a word');
    });
  } catch (error) {
    failed((error as NodeJS.ErrnoException).code ?? (error as Error).name);
  }
  return promise;
}
