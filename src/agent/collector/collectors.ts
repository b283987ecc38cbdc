/**
 * @module agent/collector/collectors
 * Has each look done by a process of its own, which ends with it: the memory that a look takes is given back, and a
 * file that stops or kills it costs this one look and not the line to the bot.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Log } from '../../log.ts';
import { couldNotLook } from '../could-not-look.ts';
import { turns } from '../host/turns.ts';
import type { OperationTools } from '../operation.ts';
import { attend } from './attend.ts';
import { COMPILED, type LookOrder } from './lines.ts';

export type CollectorsParts = {
  /** The collector's program. */
  file: string;
  /** The build that it must be of. */
  build: string;
  stateDir: string;
  /** Path of the OpenClaw command. */
  openclaw?: string | undefined;
  /** Where what V8 compiles of the collector is kept. */
  compiled?: string | null;
  log: Log;
  /** Whether this host may be recovered: only then copies of its configuration, with what is secret in it, are of use. */
  keepsConfigs?: () => boolean;
  /** After so many milliseconds a look is ended from outside; only tests change it. */
  limitMs?: number;
};

/** What a look is given of its order. */
export type LookTools = Pick<OperationTools, 'emit' | 'signal' | 'incident'>;

export type Wanted = Pick<LookOrder, 'gateway' | 'probes' | 'deep'>;

export type Collectors = {
  /** Looks once. Whatever becomes of the collector, this resolves, and the evidence says how far the look came. */
  look(wanted: Wanted, tools: LookTools): Promise<void>;
  /** Resolved when no collector is left. */
  ended(): Promise<void>;
};

/** A look ends itself after 18 s; one that has not by then stands still. Milliseconds. */
const LIMIT_MS = 22_000;
/** OpenClaw's commands take half a gigabyte each, and looks may run side by side. */
const PROGRAMS_AT_ONCE = 2;
/** A look that needs more memory is ended by V8. */
const HEAP_MB = 512;

export function collectors(parts: CollectorsParts): Collectors {
  const { file, build, stateDir, openclaw, log, limitMs = LIMIT_MS } = parts;
  const inTurn = turns(PROGRAMS_AT_ONCE);
  const working = new Set<Promise<void>>();
  const env = parts.compiled ? { [COMPILED]: parts.compiled, ...process.env } : process.env;
  const argv = [`--max-old-space-size=${HEAP_MB}`, file];
  const start = () => spawn(process.execPath, argv, { env, stdio: 'pipe' });

  async function look(wanted: Wanted, { emit, signal, incident }: LookTools): Promise<void> {
    const blind = (why: string): void => {
      log.warn({ incident, why }, 'A look did not come to its end.');
      emit([couldNotLook(wanted.gateway, Date.now(), why)]);
    };
    if (!existsSync(file))
      return blind(
        `${basename(file)} is not beside the host agent's program, so nothing was looked at; copy all host*.mjs of one build there`,
      );
    const order: LookOrder = {
      build,
      compiled: parts.compiled ?? null,
      stateDir,
      openclaw,
      incident,
      keepsConfigs: parts.keepsConfigs?.() ?? false,
      ...wanted,
    };
    const { outcome, gone } = attend(start, { order, signal, emit, inTurn, limitMs });
    const logged = gone.then((said) => {
      working.delete(logged);
      if (said.trim() !== '') log.warn({ incident, said }, 'A look said something on its standard error.');
    });
    working.add(logged);
    const fault = await outcome;
    if (fault !== null && !signal.aborted) blind(fault);
  }

  return {
    look,
    async ended() {
      await Promise.all(working);
    },
  };
}
