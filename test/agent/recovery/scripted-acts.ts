/**
 * A gateway made of files and one tiny process, and the acts on it: a repair that writes a line into its configuration, a
 * restart that ends the process and starts another, counted by the process itself. What happened twice can be counted.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult } from '../../../src/runbooks/act.ts';
import { ACT_IDS, termsOf } from '../../../src/runbooks/steps.ts';

export const PROVED = { level: 'control', read: 'done', write: 'done', because: null } as const;

export type World = ReturnType<typeof worldIn>;

/** The files of the stand-in gateway. */
export function worldIn(dir: string) {
  mkdirSync(dir, { recursive: true });
  const file = (name: string): string => join(dir, name);
  const lines = (name: string): string[] =>
    existsSync(file(name)) ? readFileSync(file(name), 'utf8').split('\n').slice(0, -1) : [];
  return {
    file,
    lines,
    config: (): string => readFileSync(file('config'), 'utf8'),
    /** Process ids of every start so far, oldest first. */
    starts: (): number[] => lines('starts').map(Number),
    done: (act: string): number => lines('did').filter((did) => did === act).length,
  };
}

export const BROKEN = 'workspace = /gone\n';

/** A gateway as it is before: its file, and its process. */
export async function plant(world: World): Promise<void> {
  writeFileSync(world.file('config'), BROKEN);
  await startOne(world);
}

/** The process itself says that it started, so that no start goes uncounted. */
async function startOne(world: World): Promise<void> {
  const before = world.starts().length;
  const line = 'echo $$ >> "$0"; exec sleep 300';
  const child = spawn('/bin/sh', ['-c', line, world.file('starts')], { detached: true, stdio: 'ignore' });
  child.unref();
  while (world.starts().length === before) await setTimeout(5);
}

export function stopAll(world: World): void {
  for (const pid of world.starts())
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const OK: ActResult = { ok: true };
const no = (code: string): ActResult => ({ ok: false, because: { code, params: {} } });

/** All acts of the list on this gateway. `answers` stand in for single ones. */
export function scriptedActs(
  world: World,
  answers: Readonly<Record<string, ActResult>> = {},
): ReadonlyMap<string, Act> {
  const write = (to: string): void => {
    writeFileSync(world.file('config.new'), to);
    renameSync(world.file('config.new'), world.file('config'));
  };
  const restartsIn = (run: { rows: string }): number => world.starts().length - Number(run.rows);
  /** How many starts there were when the run began. */
  const before = (told: unknown): string => String((told as { starts?: number } | undefined)?.starts ?? 1);
  const own: Readonly<Record<string, Pick<Act, 'do'> & Partial<Pick<Act, 'seen'>>>> = {
    standing: { do: async () => ({ ok: true, told: { starts: world.starts().length } }) },
    'snapshot.make': {
      async do() {
        copyFileSync(world.file('config'), world.file('snapshot'));
        return { ok: true, told: { digest: 'ab'.repeat(32) } };
      },
    },
    'repair.apply': {
      async do() {
        write(`${world.config()}repaired\n`);
        return { ok: true, changed: [{ what: 'workspace', before: '/gone', after: '/here' }] };
      },
      seen: async () => (world.config().includes('repaired') ? 'done' : 'not-done'),
    },
    'snapshot.put-back': {
      async do() {
        appendFileSync(world.file('did'), 'snapshot.put-back\n');
        write(readFileSync(world.file('snapshot'), 'utf8'));
        return OK;
      },
      seen: async () => (world.config().includes('repaired') ? 'not-done' : 'done'),
    },
    restart: {
      async do() {
        const old = world.starts().filter(isAlive);
        for (const pid of old) process.kill(pid, 'SIGKILL');
        while (old.some(isAlive)) await setTimeout(5);
        await startOne(world);
        return OK;
      },
      // A start that was only just ordered still says so; the way back restarts once more than the way there.
      async seen({ memory }) {
        await setTimeout(200);
        const wanted = existsSync(world.file('did')) ? 2 : 1;
        return restartsIn({ rows: before(memory.told.standing) }) >= wanted ? 'done' : 'not-done';
      },
    },
    'restart.proof': {
      do: async () => (world.starts().filter(isAlive).length === 1 ? OK : no('restart.never-back')),
    },
    acceptance: {
      do: async () =>
        world.config().includes('repaired')
          ? { ok: true, acceptance: PROVED }
          : no('acceptance.no-workspace'),
    },
  };
  return new Map(
    ACT_IDS.map((id): [string, Act] => {
      const act = own[id] ?? { do: async () => OK };
      const given = answers[id];
      return [
        id,
        {
          id,
          mutates: termsOf(id).mutates,
          limitMs: 20_000,
          ...act,
          ...(given ? { do: async () => given } : {}),
        },
      ];
    }),
  );
}
