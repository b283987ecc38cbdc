/**
 * @module agent/recovery/recoveries
 * Has plans made and runs carried out by a process of their own, which stays in memory only as long as that takes. When
 * this process dies, a run goes on without it; when both die, the next start goes on from the run's journal.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Log } from '../../log.ts';
import type { Because } from '../../protocol/recovery.ts';
import { lineReader, readLine } from '../collector/lines.ts';
import { NotBegun, type Operation, type OperationTools } from '../operation.ts';
import { runningNow } from './one-at-a-time.ts';
import { type FromRecovery, type RecoveryOrder, recoveryLine } from './recovery-lines.ts';
import { endedHere, isLocal, isOpen, openRuns, type Steering, steerRun } from './run-folder.ts';

export type RecoveriesParts = {
  /** The recovering program. */
  file: string;
  /** The build that it must be of. */
  build: string;
  stateDir: string;
  openclaw?: string | undefined;
  policyFile?: string | undefined;
  log: Log;
};

export type Recoveries = {
  plan: Operation;
  run: Operation;
  steer: Operation;
  /** Goes on with a run that was interrupted; null where the order had begun none. */
  resume(order: string): ((tools: OperationTools) => Promise<void>) | null;
  /** Goes on with every run that no order of `mine` is about: begun at the terminal, or of a bot before. */
  resumeOthers(mine: ReadonlySet<string>): void;
  /** Looks again and again for runs at the terminal whose process has died, and goes on with them; gives what ends that. */
  tend(everyMs?: number): () => void;
  /** Runs that ended here without an order, for the host agent's journal. */
  endedHere(): ReturnType<typeof endedHere>;
};

/** A run that is refused for these has touched nothing. */
const BEFORE_A_RUN: ReadonlySet<string> = new Set([
  'plan.not-known',
  'plan.other-gateway',
  'plan.not-carried-out',
  'run.another',
  'run.unfinished',
  'gateway-lock.held',
  'gateway-lock.unknown-holder',
  'gateway-lock.not-taken',
  'journal.disk-full',
  'policy.unreadable',
  'agent.file-missing',
  'agent.other-build',
]);

/** How long the end of a run's process is waited for when this one stops, in milliseconds. */
const STOP_MS = 5_000;

/** So often it is looked whether a run at the terminal was left alone, and so long at most between two tries. Milliseconds. */
const TEND_MS = 20_000;
const MOST_REST_MS = 3_600_000;

/** What could not be done, told as far as a kind of error goes (agent/channel/jobs.ts). */
class Refused extends Error {
  readonly code: string;
  readonly because: Because;
  constructor(because: Because) {
    super(because.code);
    this.name = 'Refused';
    this.because = because;
    this.code = because.code
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '_')
      .slice(0, 40);
  }
}

export function recoveries(parts: RecoveriesParts): Recoveries {
  const { file, build, stateDir, openclaw, policyFile, log } = parts;

  /** Resolves with how it ended, or null where its process was left to itself. */
  function ask(
    task: RecoveryOrder['task'],
    tools: Pick<OperationTools, 'emit' | 'signal'>,
  ): Promise<Because | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Because | null>();
    if (!existsSync(file)) return Promise.reject(new Refused(missing(file)));
    const child: ChildProcess = spawn(process.execPath, [file], { env: process.env, stdio: 'pipe' });
    const send = (text: string): void => void child.stdin?.write(text);
    let stderr = '';
    let over = false;

    function hear(line: string): void {
      const said = readLine(line) as FromRecovery | null;
      if (said === null) return;
      if ('report' in said) tools.emit([evidenceOf(said)]);
      else if ('otherBuild' in said) reject(new Refused({ code: 'agent.other-build', params: {} }));
      else if (said.over) {
        over = true;
        resolve(said.because);
      }
    }

    const stop = (): void => {
      send(recoveryLine({ stop: true }));
      // What it is doing is ended in order and written down; nobody has to wait for that here.
      setTimeout(() => resolve(null), STOP_MS).unref();
    };
    child.stdin?.on('error', () => undefined);
    child.stdout?.setEncoding('utf8').on(
      'data',
      lineReader(hear, () => child.kill('SIGTERM')),
    );
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      stderr = (stderr + piece).slice(-2_000);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      tools.signal.removeEventListener('abort', stop);
      if (stderr.trim() !== '')
        log.warn({ said: stderr }, 'A recovery said something on its standard error.');
      if (!over)
        reject(new Refused({ code: 'agent.recovery-died', params: { how: String(signal ?? code) } }));
    });
    const order: RecoveryOrder = { build, stateDir, openclaw, policyFile, task };
    send(recoveryLine({ order }));
    if (tools.signal.aborted) stop();
    else tools.signal.addEventListener('abort', stop, { once: true });
    return promise;
  }

  async function orRefuse(asked: Promise<Because | null>): Promise<void> {
    const because = await asked;
    if (because === null) return;
    log.warn({ code: because.code }, 'A recovery came to nothing.');
    throw new Refused(because);
  }

  /** What is refused before anything is done is told with its reason: a plan in any case, a run for some of them. */
  function unlessBegun(error: unknown, run: string | null): never {
    const because = error instanceof Refused ? error.because : null;
    const before = run === null || (BEFORE_A_RUN.has(because?.code ?? '') && !isOpen(stateDir, run));
    throw because !== null && before ? new NotBegun(withoutFolders(because)) : error;
  }

  /** A process that died under a run is followed by another, as often as a run can bear. */
  async function carried(
    task: RecoveryOrder['task'] & { run: string },
    tools: OperationTools,
  ): Promise<void> {
    for (let n = 0; ; n++) {
      try {
        await orRefuse(ask(n === 0 ? task : { do: 'resume', run: task.run }, tools));
        return;
      } catch (error) {
        if (tools.signal.aborted || n >= 3 || !isOpen(stateDir, task.run)) throw error;
        log.error(
          { run: task.run, error: String(error) },
          'A recovery died; another process goes on with it.',
        );
      }
    }
  }

  /** Runs that no order is about and that this process has had gone on with: under way, or when the next try is due. */
  const alone = new Map<string, { busy: boolean; tries: number; dueAt: number }>();

  function goOnAlone(run: string, everyMs = TEND_MS): void {
    const tries = (alone.get(run)?.tries ?? 0) + 1;
    alone.set(run, { busy: true, tries, dueAt: 0 });
    log.warn({ run }, 'A recovery was interrupted; it goes on.');
    const unheard = { emit: () => undefined, signal: new AbortController().signal };
    orRefuse(ask({ do: 'resume', run }, unheard))
      .catch((error: unknown) =>
        log.error({ run, error: String(error) }, 'An interrupted recovery could not go on.'),
      )
      .finally(() => {
        const restMs = Math.min(everyMs * 2 ** tries, MOST_REST_MS);
        if (isOpen(stateDir, run)) alone.set(run, { busy: false, tries, dueAt: performance.now() + restMs });
        else alone.delete(run);
      });
  }

  /** Whoever carries a run out has the lock before the run is open: without it, nobody does. */
  function leftAlone(): string[] {
    const open = openRuns(stateDir).filter((run) => {
      const { busy, dueAt } = alone.get(run) ?? { busy: false, dueAt: 0 };
      return isLocal(run) && !busy && performance.now() >= dueAt;
    });
    if (open.length === 0 || runningNow(stateDir) !== null) return [];
    // One that ended between the two looks is no more.
    return open.filter((run) => isOpen(stateDir, run));
  }

  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

  return {
    plan: (args, tools) =>
      orRefuse(ask({ do: 'plan', gateway: text(args.gateway), wanted: args }, tools)).catch((error) =>
        unlessBegun(error, null),
      ),
    run: (args, tools) =>
      carried(
        {
          do: 'run',
          run: tools.order,
          digest: String(args.plan),
          gateway: text(args.gateway),
          freeze: text(args.freeze) ?? null,
          by: tools.requester,
        },
        tools,
      ).catch((error) => unlessBegun(error, tools.order)),
    async steer(args, tools) {
      const word: Steering = {
        id: tools.order,
        act: String(args.act),
        by: String(args.by),
        ...(text(args.step) === undefined ? {} : { step: String(args.step) }),
        ...(text(args.because) === undefined ? {} : { because: String(args.because) }),
      };
      if (!steerRun(stateDir, String(args.run), word))
        throw new Refused({ code: 'run.not-under-way', params: {} });
    },
    resume(order) {
      if (!isOpen(stateDir, order)) return null;
      return (tools) => carried({ do: 'resume', run: order }, tools);
    },
    endedHere: () => endedHere(stateDir),
    resumeOthers(mine) {
      for (const run of openRuns(stateDir)) if (!mine.has(run)) goOnAlone(run);
    },
    tend(everyMs = TEND_MS) {
      let trouble = '';
      const timer = setInterval(() => {
        try {
          for (const run of leftAlone()) goOnAlone(run, everyMs);
        } catch (error) {
          if (String(error) === trouble) return;
          trouble = String(error);
          log.error({ error: trouble }, 'It could not be seen whether a recovery was left alone.');
        }
      }, everyMs);
      return () => clearInterval(timer);
    },
  };
}

/** A folder's name may tell a user's, which stays here; who looks on the host knows the gateway's state by the file's own. */
function withoutFolders({ code, params }: Because): Because {
  const { path } = params;
  return { code, params: typeof path === 'string' ? { ...params, path: basename(path) } : params };
}

const missing = (file: string): Because => ({ code: 'agent.file-missing', params: { file: basename(file) } });

function evidenceOf({ report, gateway }: Extract<FromRecovery, { report: unknown }>) {
  return {
    probe: 'recovery',
    subject: `gateway:${gateway}`,
    source: 'the host agent',
    at: new Date().toISOString(),
    how: 'live' as const,
    look: 'seen' as const,
    facts: [],
    report,
  };
}
