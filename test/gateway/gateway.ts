/**
 * Starts and stops one real OpenClaw gateway. Its process calls itself "openclaw-gateway" (neither port nor
 * configuration in its command line), so everything here goes by the process id that we started.
 */
import { spawn } from 'node:child_process';
import type { OpenClaw } from './install.ts';
import { killRest, type SeenProcess, treeOf } from './process-tree.ts';

/** How a gateway's process ended. OpenClaw 2026.9.6: 0 stopped, 78 refused its configuration, 1 anything else. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Gateway {
  pid: number;
  port: number;
  /** Everything printed so far, standard output and standard error together. */
  printed(): string;
  ended: Promise<Ending>;
  /** Resolves when `/readyz` says ready and the rush of starting is over; throws with the gateway's last lines when it ends or takes too long. */
  ready(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Asks it to stop, then makes sure that it and everything it started is gone. */
  stop(): Promise<Ending>;
  /** Ends it and everything it started at once, as a crash does: nothing is tidied up. */
  kill(): Promise<Ending>;
}

/** First start on a busy small machine was seen at 22 s; four times that is a gateway that will not come. */
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 15_000;
const KEPT_CHARACTERS = 1_000_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A gateway that has just started is busy for some seconds, and says so; a fault is planted after that. */
const SETTLE_LIMIT_MS = 10_000;

/** What `/readyz` of the port says. Only JSON counts: the gateway answers any unknown path with a web page. */
export async function readiness(port: number): Promise<{ ready: boolean; settled: boolean }> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) });
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) throw new Error('not ready');
    const body = (await response.json()) as { ready?: boolean; eventLoop?: { degraded?: boolean } };
    return { ready: body.ready === true, settled: body.eventLoop?.degraded !== true };
  } catch {
    return { ready: false, settled: false }; // Not listening yet, or too busy to answer: asked again.
  }
}

/** Starts `openclaw gateway run` with exactly the given environment. Does not wait for it. */
export function startGateway(options: {
  openclaw: OpenClaw;
  port: number;
  env: Record<string, string>;
  cwd: string;
  args?: readonly string[];
  say?: (line: string) => void;
}): Gateway {
  const { openclaw, port, env, cwd, args = [], say } = options;
  // Its own process group: Ctrl-C in our terminal must not end the patient before we decide to.
  const child = spawn(openclaw.command, ['gateway', 'run', ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
    });
  }
  let over: Ending | undefined;
  // When this process ends early (an error, an exit), the gateway must not outlive it.
  const killAll = () => killRest(treeOf(pid));
  process.prependOnceListener('exit', killAll);
  const ended = new Promise<Ending>((resolve) => {
    const end = (ending: Ending) => {
      over = ending;
      process.off('exit', killAll);
      resolve(ending);
    };
    child.on('error', (error) => {
      text += `${error.message}\n`;
      end({ code: 127, signal: null });
    });
    child.on('exit', (code, signal) => end({ code, signal }));
  });

  async function ready(): Promise<void> {
    const started = Date.now();
    let told = started;
    while (!(await readiness(port)).ready) {
      const tail = () => text.trimEnd().split('\n').slice(-6).join('\n');
      if (over)
        throw new Error(
          `The gateway ended (exit ${over.code ?? over.signal}) before it was ready:\n${tail()}`,
        );
      const waited = Date.now() - started;
      if (waited > START_LIMIT_MS)
        throw new Error(`The gateway was not ready after ${waited / 1000} s:\n${tail()}`);
      if (say && Date.now() - told >= 2000) {
        told = Date.now();
        say(`Waiting for the gateway on port ${port}, ${Math.round(waited / 1000)} s`);
      }
      await pause(100);
    }
    const since = Date.now();
    while (!over && Date.now() - since < SETTLE_LIMIT_MS && !(await readiness(port)).settled)
      await pause(200);
  }

  function signal(name: NodeJS.Signals): void {
    if (!over && pid) process.kill(pid, name);
  }

  async function stop(): Promise<Ending> {
    const tree: SeenProcess[] = over ? [] : treeOf(pid);
    if (!over) {
      signal('SIGCONT'); // A frozen process would keep the request to stop until it is thawed.
      signal('SIGTERM');
      const late = setTimeout(() => signal('SIGKILL'), STOP_LIMIT_MS);
      await ended.finally(() => clearTimeout(late));
    }
    killRest(tree);
    return ended;
  }

  async function kill(): Promise<Ending> {
    if (!over) killAll();
    return ended;
  }

  return { pid, port, printed: () => text, ended, ready, signal, stop, kill };
}
