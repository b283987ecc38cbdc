/**
 * @module agent/bundle/serve-bundle
 * The program that makes a bundle: takes one order from standard input, prints what came of it, and is over. The end of
 * its input means stop; what it had written until then is taken away again.
 */
import type { Build } from '../../build.ts';
import { lineReader, readLine } from '../collector/lines.ts';
import { codeOf } from '../host/outcome.ts';
import { NotBegun } from '../operation.ts';
import { type BundleOrder, bundleLine, type FromPublisher } from './bundle-lines.ts';
import { keepBundle } from './kept-bundles.ts';
import type { MakeBundle } from './make-bundle.ts';

/** Programs that were started are ended within this, and then so is this process. Milliseconds. */
const LAST_MS = 800;
/** Whatever happens, it is over by then. Milliseconds. */
const LIMIT_MS = 120_000;

const say = (said: FromPublisher): void => void process.stdout.write(bundleLine(said));
const end = (code: number): void => void process.stdout.write('', () => process.exit(code));

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

function keep(stateDir: string, file: Uint8Array, now: number): void {
  try {
    keepBundle(stateDir, file, now);
  } catch (error) {
    const code = codeOf(error);
    throw new NotBegun(
      NO_SPACE.has(code)
        ? { code: 'bundle.no-space', params: {} }
        : { code: 'bundle.not-written', params: { why: code } },
    );
  }
}

export function serveBundle(build: Build, make: MakeBundle): void {
  const stop = new AbortController();
  let order: BundleOrder | null = null;

  const stopped = (): void => {
    stop.abort();
    if (order === null) process.exit(0);
    setTimeout(() => process.exit(0), LAST_MS).unref();
  };

  async function serve(order: BundleOrder): Promise<void> {
    const { stateDir, openclaw, policyFile, incident, gateway, sinceMin, story, recipients } = order;
    const rules = { policy: policyFile };
    const clock = setTimeout(() => stop.abort(), LIMIT_MS);
    try {
      const {
        made,
        gateway: its,
        file,
      } = await make(
        { gateway, sinceMin, story, recipients },
        {
          stateDir,
          openclaw,
          rules,
          incident,
          env: process.env,
          signal: stop.signal,
          doing: () => undefined,
        },
      );
      // What the gate refuses is told of, and never lies on the disk.
      if (made.gate.passed) keep(stateDir, file, made.madeAt);
      say({ made, gateway: its });
      end(0);
    } catch (error) {
      if (error instanceof NotBegun) {
        say({ because: error.because });
        end(0);
      } else
        process.stderr.write(`${String((error as Error)?.stack ?? error).slice(0, 1_500)}\n`, () =>
          process.exit(70),
        );
    } finally {
      clearTimeout(clock);
    }
  }

  function hear(line: string): void {
    if (order !== null) return;
    order = (readLine(line)?.order ?? {}) as BundleOrder;
    if (order.build === build.id) return void serve(order);
    say({ otherBuild: build.version });
    end(2);
  }

  // Only its own words: what Node prints by itself quotes the program's one long line.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${String(error?.stack ?? error).slice(0, 1_500)}\n`, () => process.exit(70));
  });
  process.once('SIGTERM', stopped);
  process.once('SIGINT', stopped);
  process.stdout.on('error', () => process.exit(0));
  process.stdin.setEncoding('utf8').on('data', lineReader(hear, stopped)).on('end', stopped);
}
