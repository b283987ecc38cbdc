/**
 * @module agent/host/programs
 * Runs programs for a look: fixed argument lists, no shell, a limit on time and output, and an end of everything that
 * was started with it.
 */
import { spawn } from 'node:child_process';
import { ownUid } from '../private-files.ts';
import { bounded, codeOf, denied, type Outcome, seen, unseen } from './outcome.ts';
import { strangerIn } from './own-programs.ts';

export type Ran = { code: number; stdout: string; stderr: string };

export type RunOptions = {
  timeoutMs: number;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Files that decide what runs and were named by somebody else: unless they are root's or the runner's own, nothing runs. */
  foreign?: readonly string[];
  /** What it reads on standard input; nothing when absent. */
  input?: string;
  /** Open files that it gets as its third and on. */
  files?: readonly (number | 'ignore')[];
};

const OUTPUT = 4 * 1024 * 1024;

/** Runs it in a process group of its own, so that what it started ends with it. */
export function runProgram(
  argv: readonly [string, ...string[]],
  { timeoutMs, env, signal, input, files = [] }: RunOptions,
): Promise<Outcome<Ran>> {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', ...files],
      ...(env ? { env } : {}),
      // Programs read settings (`.env`) in the folder they start in: wherever ours was started, they start in none.
      cwd: '/',
    });
    // It may end before it has read what it is told; that shows in how it ends.
    child.stdin?.on('error', () => undefined).end(input);
    const pieces: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    let size = 0;
    const end = (outcome: Outcome<Ran>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
      killGroup(child.pid);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(outcome);
    };
    const late = `${program} did not end within ${timeoutMs / 1000} s`;
    const timer = setTimeout(() => end(unseen('timed-out', late)), timeoutMs);
    const stopped = (): void => end(unseen('unavailable', `${program} was stopped with the look`));
    signal?.addEventListener('abort', stopped, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.on('data', (piece: Buffer) => {
        size += piece.length;
        pieces[name].push(piece);
        if (size > OUTPUT) end(unseen('unavailable', `${program} printed more than 4 MiB`));
      });
    }
    child.on('error', (error) => {
      const why = codeOf(error) === 'ENOENT' ? `${program} is not installed` : `${program}: ${codeOf(error)}`;
      end(unseen('unavailable', why));
    });
    child.on('close', (code, killed) => {
      const [stdout, stderr] = [pieces.stdout, pieces.stderr].map((all) => Buffer.concat(all).toString());
      if (code === null) end(unseen('unavailable', `${program} was ended by ${killed}`));
      else end(seen({ code, stdout: stdout ?? '', stderr: stderr ?? '' }));
    });
  });
}

/** As `runProgram`, once it is sure that nobody but root and the runner had a hand in what would run. */
export async function runForeign(
  argv: readonly [string, ...string[]],
  options: RunOptions,
): Promise<Outcome<Ran>> {
  const runner = ownUid();
  for (const path of runner < 0 ? [] : (options.foreign ?? [])) {
    const look = await bounded(
      `look at ${path}`,
      strangerIn(path, runner).then(seen, (error) => denied(`look at ${path}`, error)),
    );
    if (!look.ok) return look;
    if (look.value !== null) {
      return unseen('refused', `it was not run, ${look.value}`);
    }
  }
  return runProgram(argv, options);
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The usual case: it has ended and left nobody behind, or what is left belongs to somebody else.
    if (!['ESRCH', 'EPERM'].includes(codeOf(error))) throw error;
  }
}
