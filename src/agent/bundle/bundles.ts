/**
 * @module agent/bundle/bundles
 * The resident side of bundles: has each one made by a process of its own, hands the file over piece by piece when
 * somebody shares it, and forgets it in time. Nothing of a gateway is read here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Log } from '../../log.ts';
import { BUNDLE_PIECE_BYTES } from '../../protocol/bundle.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { Because } from '../../protocol/recovery.ts';
import type { Report } from '../../protocol/report.ts';
import { endWithPrograms } from '../collector/end-with-programs.ts';
import { lineReader, readLine } from '../collector/lines.ts';
import { turns } from '../host/turns.ts';
import { NotBegun, type Operation, type OperationTools } from '../operation.ts';
import { type BundleOrder, bundleLine, type FromPublisher } from './bundle-lines.ts';
import { dropKept, forgetOld, readKept } from './kept-bundles.ts';

export type BundlesParts = {
  /** The program that makes bundles. */
  file: string;
  /** The build that it must be of. */
  build: string;
  stateDir: string;
  openclaw?: string | undefined;
  /** The admins' own redactions stand beside it. */
  policyFile?: string | undefined;
  log: Log;
  /** After so many milliseconds the process is ended from outside; only tests change it. */
  limitMs?: number;
};

export type Bundles = { make: Operation; part: Operation; drop: Operation };

/** It ends itself after two minutes; one that has not by then stands still. Milliseconds. */
const LIMIT_MS = 150_000;
/** From the word to stop to the end of the process. Milliseconds. */
const STOP_MS = 1_000;
/** What is kept of its standard error. Characters. */
const STDERR = 2_000;
/** A process that needs more memory is ended by V8. */
const HEAP_MB = 192;
const FORGET_EVERY_MS = 60 * 60_000;

const notKept: Because = { code: 'bundle.not-kept', params: {} };

export function bundles(parts: BundlesParts): Bundles {
  const { file, build, stateDir, openclaw, policyFile, log, limitMs = LIMIT_MS } = parts;
  // A second one at the same time would take the sick host's memory and processor twice.
  const inTurn = turns(1);
  forgetOld(stateDir, Date.now());
  setInterval(() => forgetOld(stateDir, Date.now()), FORGET_EVERY_MS).unref();

  function ask(order: BundleOrder, { emit, signal }: OperationTools): Promise<void> {
    if (signal.aborted) throw new NotBegun({ code: 'bundle.stopped', params: {} });
    if (!existsSync(file))
      throw new NotBegun({ code: 'agent.file-missing', params: { file: basename(file) } });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = (because: Because): void => reject(new NotBegun(because));
    const argv = [`--max-old-space-size=${HEAP_MB}`, file];
    const child: ChildProcess = spawn(process.execPath, argv, { env: process.env, stdio: 'pipe' });
    const timers: NodeJS.Timeout[] = [];
    const after = (ms: number, act: () => void): void => void timers.push(setTimeout(act, ms));
    let stderr = '';

    function hear(line: string): void {
      const said = readLine(line) as FromPublisher | null;
      if (said === null) return;
      if ('made' in said) {
        emit([evidenceOf({ kind: 'bundle', bundle: said.made }, said.gateway)]);
        resolve();
      } else if ('otherBuild' in said) refuse({ code: 'agent.other-build', params: {} });
      else if ('because' in said) refuse(said.because);
    }
    const stop = (): void => {
      child.stdin?.end();
      after(STOP_MS, () => endWithPrograms(child));
    };
    child.stdin?.on('error', () => undefined);
    child.stdout?.setEncoding('utf8').on(
      'data',
      lineReader(hear, () => endWithPrograms(child)),
    );
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      stderr = (stderr + piece).slice(-STDERR);
    });
    child.on('error', reject);
    child.on('close', (code, killed) => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (stderr.trim() !== '')
        log.warn({ said: stderr }, 'Making a bundle said something on its standard error.');
      // Whatever was told before is the outcome.
      const how = String(killed ?? code);
      refuse(
        signal.aborted ? { code: 'bundle.stopped', params: {} } : { code: 'bundle.died', params: { how } },
      );
    });
    after(limitMs, () => endWithPrograms(child));
    child.stdin?.write(bundleLine({ order }));
    signal.addEventListener('abort', stop, { once: true });
    return promise;
  }

  return {
    make: ({ gateway, sinceMin, story, recipients }, tools) => {
      const { incident } = tools;
      const wanted = { gateway, sinceMin, story, recipients } as Pick<
        BundleOrder,
        'gateway' | 'sinceMin' | 'story' | 'recipients'
      >;
      return inTurn(async () => ask({ build, stateDir, openclaw, policyFile, incident, ...wanted }, tools));
    },
    async part({ digest, offset, pieces }, { emit }) {
      forgetOld(stateDir, Date.now());
      for (let n = 0; n < Number(pieces); n++) {
        const from = Number(offset) + n * BUNDLE_PIECE_BYTES;
        const read = readKept(stateDir, String(digest), { offset: from, length: BUNDLE_PIECE_BYTES });
        if (read === null) throw new NotBegun(notKept);
        if (read.bytes.length === 0) return;
        const piece = {
          digest: String(digest),
          offset: from,
          total: read.total,
          base64: Buffer.from(read.bytes).toString('base64'),
        };
        emit([evidenceOf({ kind: 'bundle-piece', piece }, 'default')]);
      }
    },
    async drop({ digest }) {
      // Gone is what was asked for, whoever took it away.
      dropKept(stateDir, String(digest));
    },
  };
}

const evidenceOf = (report: Report, gateway: string): Evidence => ({
  probe: 'bundle',
  subject: `gateway:${gateway.replace(/[\s/]/g, '_')}`,
  source: 'the host agent',
  at: new Date().toISOString(),
  how: 'live',
  look: 'seen',
  facts: [],
  report,
});
