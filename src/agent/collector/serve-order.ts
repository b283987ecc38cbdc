/**
 * @module agent/collector/serve-order
 * The collector's own program: takes one order from standard input, looks, prints redacted evidence as each probe ends,
 * and is over. Standard output belongs to these lines alone.
 */
import type { Build } from '../../build.ts';
import { collect } from '../collect.ts';
import { takeAwayOldCopies } from '../host/old-copies.ts';
import { COMPILED, type FromCollector, type LookOrder, lineOf, lineReader, readLine } from './lines.ts';

/** Programs that were started are ended within this, and then so is this process, whatever still hangs. Milliseconds. */
const LAST_MS = 800;

const say = (said: FromCollector): void => void process.stdout.write(lineOf(said));

/** Ends even while a call into a dead file system is still out; what was said gets through first. */
const end = (code: number): void => void process.stdout.write('', () => process.exit(code));

/** Serves the order that is on standard input, or says why not; ends this process. */
export function serveOrder(build: Build): void {
  const stop = new AbortController();
  const waiting: (() => void)[] = [];
  let order: LookOrder | null = null;

  const stopped = (): void => {
    stop.abort();
    if (order === null) process.exit(0);
    setTimeout(() => process.exit(0), LAST_MS).unref();
  };

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    say({ turn: 'wanted' });
    await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      say({ turn: 'over' });
    }
  }

  async function look(order: LookOrder): Promise<void> {
    const { compiled, stateDir, openclaw, gateway, probes, deep, incident } = order;
    void takeAwayOldCopies();
    if (process.env[COMPILED] === compiled) delete process.env[COMPILED];
    await collect({
      stateDir,
      env: process.env,
      openclaw,
      gateway,
      probes,
      deep,
      incident,
      signal: stop.signal,
      emit: (evidence) => say({ evidence }),
      inTurn,
      keepsConfigs: order.keepsConfigs === true,
    });
    say({ done: true });
    end(0);
  }

  function hear(line: string): void {
    const said = readLine(line);
    if (said?.turn === 'granted') waiting.shift()?.();
    else if (order === null) {
      order = (said?.order ?? {}) as LookOrder;
      if (order.build === build.id) return void look(order);
      say({ otherBuild: build.version });
      end(2);
    }
  }

  // Only its own words: what Node prints by itself quotes the program's one long line.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${String(error?.stack ?? error).slice(0, 1_500)}\n`, () => process.exit(70));
  });
  // A service manager stops all processes of a service at once; programs are to be ended in order then too.
  process.once('SIGTERM', stopped);
  process.once('SIGINT', stopped);
  // Nobody hears it any more.
  process.stdout.on('error', () => process.exit(0));
  process.stdin.setEncoding('utf8').on('data', lineReader(hear, stopped)).on('end', stopped);
}
