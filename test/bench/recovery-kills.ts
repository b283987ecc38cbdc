/**
 * A run that is killed at every write of its journal, and gone on with by the next process: how often something happened
 * twice, and how many runs came to their end. A scripted supervisor with a real tiny process, whose starts are counted.
 * `npm run bench -- recovery-kills 200` kills 200 times at each write.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { KilledRun } from '../agent/recovery/killed-run.ts';
import { BROKEN, plant, stopAll, worldIn } from '../agent/recovery/scripted-acts.ts';

const PROGRAM = fileURLToPath(new URL('../agent/recovery/killed-run.ts', import.meta.url));

/** One file that starts in a moment: it is started hundreds of times. */
async function programIn(dir: string): Promise<string> {
  const outfile = join(dir, 'killed-run.mjs');
  const banner = {
    js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
  };
  await build({
    entryPoints: [PROGRAM],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
    logLevel: 'error',
  });
  return outfile;
}

export type Kills = {
  boundaries: number;
  kills: number;
  /** Runs of which something was done twice, each in words. */
  doubled: string[];
  /** Runs that did not end as they should have, each in words. */
  strayed: string[];
};

type Ended = { outcome?: string; refused?: string; writes: number };

/** Null when it died. */
function carry(program: string, order: KilledRun): Promise<Ended | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, wrong] = ['', ''];
    child.stdout.on('data', (piece) => {
      said += piece;
    });
    child.stderr.on('data', (piece) => {
      wrong += piece;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null);
      else if (code === 0) resolve(JSON.parse(said));
      else reject(new Error(wrong));
    });
  });
}

/** One life of a run: killed once at `dieAt`, then gone on with; with 0 it is left alone. */
async function live(
  program: string,
  order: Omit<KilledRun, 'dir'>,
): Promise<{ ended: Ended; doubled: string[]; whole: boolean }> {
  const dir = mkdtempSync(join(tmpdir(), 'recovery-kill-'));
  const world = worldIn(join(dir, 'gateway'));
  try {
    await plant(world);
    const first = await carry(program, { dir, ...order });
    const ended = first ?? ((await carry(program, { dir, ...order, dieAt: 0 })) as Ended);
    const restarts = world.starts().length - 1;
    const doubled = [
      ...(world.config().split('repaired').length > 2 ? ['repaired twice'] : []),
      ...(restarts > (order.failing ? 2 : 1) ? [`restarted ${restarts} times`] : []),
      ...(world.done('snapshot.put-back') > 1 ? ['put back twice'] : []),
    ];
    const wanted = order.failing ? BROKEN : `${BROKEN}repaired\n`;
    const done = restarts === (order.failing ? 2 : 1) && world.config() === wanted;
    return { ended, doubled, whole: done && (order.dieAt === 0 || first === null) };
  } finally {
    stopAll(world);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Kills `count` times at each boundary, a run that is recovered or one that fails acceptance and is put back. */
export async function recoveryKills(count: number, failing: boolean, atOnce = 1): Promise<Kills> {
  const dir = mkdtempSync(join(tmpdir(), 'recovery-kills-'));
  try {
    return await killed(await programIn(dir), count, failing, atOnce);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function killed(program: string, count: number, failing: boolean, atOnce: number): Promise<Kills> {
  const undisturbed = await live(program, { dieAt: 0, when: 'after', failing });
  const outcome = failing ? 'rolled-back' : 'recovered';
  if (undisturbed.ended.outcome !== outcome) throw new Error(`Undisturbed: ${JSON.stringify(undisturbed)}`);
  const boundaries = undisturbed.ended.writes;
  const whens = ['before', 'torn', 'after'] as const;
  const todo = Array.from({ length: boundaries * count }, (_, n) => ({
    dieAt: (n % boundaries) + 1,
    when: whens[Math.floor(n / boundaries) % whens.length] ?? 'after',
    failing,
  }));
  const kills: Kills = { boundaries, kills: todo.length, doubled: [], strayed: [] };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let order = todo.pop(); order; order = todo.pop()) {
        const { ended, doubled, whole } = await live(program, order);
        const where = `${order.when} write ${order.dieAt}`;
        kills.doubled.push(...doubled.map((what) => `${where}: ${what}`));
        if (ended.outcome !== outcome || !whole) kills.strayed.push(`${where}: ${JSON.stringify(ended)}`);
      }
    }),
  );
  return kills;
}

/** How many of them ended as the undisturbed run does, in percent. */
const endedShare = ({ kills, strayed }: Kills): string =>
  ((100 * (kills - strayed.length)) / kills).toFixed(2);

/** Rows of a run that is recovered and, where that was measured, of one that is put back. */
export const killRows = (measured: {
  recovered: Kills;
  putBack?: Kills | undefined;
}): [string, string, string][] =>
  Object.entries({ recovered: measured.recovered, 'put back': measured.putBack }).flatMap(([how, kills]) =>
    kills === undefined
      ? []
      : [
          [
            `kill -9 in a recovery that is ${how}`,
            `${kills.doubled.length} done twice, ${endedShare(kills)} % end`,
            `${kills.kills} kills at ${kills.boundaries} writes of the journal; a script starts from its top`,
          ],
        ],
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2] ?? 200);
  for (const failing of [false, true]) {
    const measured = await recoveryKills(count, failing, 2);
    const { boundaries, kills, doubled, strayed } = measured;
    console.log(
      `${failing ? 'put back' : 'recovered'}: ${kills} kills at ${boundaries} boundaries; done twice ${doubled.length}; ended ${endedShare(measured)} %`,
    );
    for (const line of [...doubled, ...strayed]) console.log(`  ${line}`);
  }
}
