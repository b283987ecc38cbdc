/**
 * Runs the programs that are shipped (`dist/bot.mjs`, `dist/host.mjs`) the way people run them: as processes of their
 * own, with an environment that holds only what is given to them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOST_FILES } from '../../infra/host-files.mjs';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const STOP_LIMIT_MS = 5000;

export type Program = 'bot' | 'host';

/** The built file of a program. Throws with the next step when it has not been built. */
export function fileOf(program: Program): string {
  const file = join(DIST, `${program}.mjs`);
  if (!existsSync(file))
    throw new Error(`dist/${program}.mjs is missing. Nothing was started. Next: npm run build`);
  return file;
}

/** The host agent's built files, by the names that they have beside each other. */
export function hostFiles(): { name: string; file: string }[] {
  return HOST_FILES.map((name) => ({
    name: `${name}.mjs`,
    file: join(dirname(fileOf('host')), `${name}.mjs`),
  }));
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

interface Setting {
  env: Record<string, string>;
  cwd: string;
}

type Run = Setting & { input?: string; limitMs?: number };

/** Runs a program to its end. `input` is its standard input; 124 is the exit code when it takes too long. */
export const runProgram = (program: Program, args: readonly string[], setting: Run): Promise<Ran> =>
  runFile(fileOf(program), args, setting);

/** The same for a copy of a program. */
export async function runFile(file: string, args: readonly string[], setting: Run): Promise<Ran> {
  const { env, cwd, input = '', limitMs = 60_000 } = setting;
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: 'pipe' });
  const ran: Ran = { code: 0, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    ran.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    ran.stderr += chunk;
  });
  // A program that ends without reading its input is no error of ours.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(input);
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limitMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  process.off('exit', kill);
  if (late) ran.stderr += `\n(ended after ${limitMs / 1000} s)`;
  return { ...ran, code: late ? 124 : (code ?? 1) };
}

export interface Service {
  pid: number;
  /** Everything printed so far. */
  printed(): string;
  /** Undefined while it runs. */
  exitCode(): number | undefined;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Starts a program that stays. */
export const startProgram = (program: Program, args: readonly string[], setting: Setting): Service =>
  startFile(fileOf(program), args, setting);

/** The same for a copy of a program, or one of another day. */
export function startFile(file: string, args: readonly string[], { env, cwd }: Setting): Service {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env,
    // Its own process group: Ctrl-C reaches us, and we end everything in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-200_000);
    });
  }
  const kill = () => void child.kill('SIGKILL');
  process.prependOnceListener('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', kill);
      resolve();
    });
  });
  const exitCode = () => (child.signalCode ? 1 : (child.exitCode ?? undefined));
  return {
    pid: child.pid ?? 0,
    printed: () => text,
    exitCode,
    async kill() {
      kill();
      await ended;
    },
    async stop() {
      if (exitCode() !== undefined) return;
      child.kill('SIGTERM');
      const late = setTimeout(kill, STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
