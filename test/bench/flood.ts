/**
 * One host in other hands beside a good one, at the bot as shipped: how long its event loop is held by each attack,
 * and whether a triage of the good host is answered meanwhile. `npm run bench -- --attacks` runs this alone,
 * `-- --attacks WORD` those that have the word in their name.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { runAgent } from '../../src/agent/channel/channel.ts';
import { join } from '../../src/agent/channel/join.ts';
import { JOIN_TOKEN } from '../../src/protocol/joining.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { HEALTHY } from '../fakes/seen.ts';
import { mustBeWell } from '../gateway/bot-and-host.ts';
import { fileOf, runProgram } from '../gateway/programs.ts';
import { freePort } from './bots.ts';
import type { Held } from './event-loop-monitor.ts';
import * as hostile from './hostile-host.ts';
import { inWords, memoryMb } from './measure.ts';

export type FloodFigures = {
  attack: string;
  /** The longest that the bot's event loop was held, in milliseconds. */
  heldMs: number;
  /** The longest piece of its own work in that time: what the hold is where nobody else uses the machine. */
  cpuMs: number;
  /** `/healthz` at its slowest. */
  healthMs: number;
  /** From a typed line at a terminal to the good host's whole report. */
  otherMs: number;
  /** Whether that report was whole. */
  otherDone: boolean;
  /** Resident memory of the bot at its highest so far, MB. */
  peakMb: number;
}[];

type Attack = [name: string, run: (evil: string, ask: () => void) => Promise<void>];

/** A look is ordered, and what comes back is this. */
const asked = (frames: (id: string) => Iterable<string>): Attack[1] => {
  return async (evil, ask) => {
    const host = await hostile.hostileHost(evil);
    ask();
    await host.say(frames(await host.order()));
    // The bot works on it, and judges it once more a second later.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    host.end();
  };
};
const unasked = (frames: () => Iterable<string>): Attack[1] => {
  return async (evil) => {
    for (let n = 0; n < 3; n++) {
      const host = await hostile.hostileHost(evil);
      await host.say(frames());
      host.end();
      await host.closed;
    }
  };
};

const ATTACKS: readonly Attack[] = [
  ['nothing', () => new Promise((resolve) => setTimeout(resolve, 3_000))],
  ['8,000 made-up gateways', asked(hostile.poisonedLook)],
  ['the dearest look that is judged', asked(hostile.dearLook)],
  ['one gateway with 800 refused clients', asked(hostile.crowdedLook)],
  ['16 MiB of hostile text', asked(hostile.hostileText)],
  ['1,000 large frames nobody asked for, three times', unasked(hostile.unasked)],
  ['20,000 refusals of nothing, three times', unasked(hostile.refusals)],
  [
    'a counter at its end',
    async (evil, ask) => {
      const host = await hostile.hostileHost(evil, Number.MAX_SAFE_INTEGER);
      ask();
      await host.closed;
    },
  ],
];

/** Starts bot, good host and hostile host, runs every attack whose name holds `only` in turn, and ends everything. */
export async function measureFlood(say: (line: string) => void, only = ''): Promise<FloodFigures> {
  const dir = mkdtempSync(pathOf(tmpdir(), 'openclaw-flood-'));
  for (const name of ['data', 'good', 'evil']) mkdirSync(pathOf(dir, name), { mode: 0o700 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: pathOf(dir, 'data'),
    PORT: String(port),
    BIND: '127.0.0.1',
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
  };
  const setting = { env, cwd: dir };
  const monitor = pathOf(import.meta.dirname, 'event-loop-monitor.ts');
  const bot = spawn(process.execPath, ['--no-warnings', '--import', monitor, fileOf('bot'), 'serve'], {
    ...setting,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = new Promise((resolve) => bot.once('exit', resolve));
  const held = (): Promise<Held> =>
    new Promise((resolve) => {
      bot.once('message', (told) => resolve(told as Held));
      bot.send('read');
    });
  const health = async (): Promise<number> => {
    const began = performance.now();
    await (await fetch(`${url}/healthz`)).text();
    return performance.now() - began;
  };
  const chat = (line: string) => runProgram('bot', ['chat', '--once', '--json', line], setting);

  async function enter(name: string): Promise<string> {
    const stateDir = pathOf(dir, name);
    const { stdout } = mustBeWell(
      'enroll',
      await runProgram('bot', ['chat', '--once', `enroll ${name}`], setting),
    );
    const [token] = new RegExp(JOIN_TOKEN.source.replace(/^\^|\$$/g, '')).exec(stdout) ?? [];
    await join({ url, token: token ?? '', name, stateDir, version: '0.1.0' });
    return stateDir;
  }

  try {
    while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const good = await enter('good');
    const evil = await enter('evil');
    const agent = await runAgent({
      stateDir: good,
      version: '0.1.0',
      log: silentLog,
      operations: {
        triage: async (_args, { emit }) => {
          for (const one of HEALTHY) emit([{ ...one, at: new Date().toISOString() }]);
        },
      },
    });
    await agent.ready;

    const figures: FloodFigures = [];
    for (const [attack, run] of ATTACKS.filter(([name]) => name.includes(only))) {
      say(`Under attack: ${attack} …`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      bot.send('reset');
      let over = false;
      const looks: Promise<unknown>[] = [];
      const running = run(evil, () => looks.push(chat('triage evil'))).finally(() => {
        over = true;
      });
      // The first frames are on their way before anybody else asks.
      await new Promise((resolve) => setTimeout(resolve, 200));
      const began = performance.now();
      let otherMs = 0;
      const other = chat('triage good').then((ran) => {
        otherMs = performance.now() - began;
        return ran;
      });
      let healthMs = 0;
      while (!over) {
        healthMs = Math.max(healthMs, await health());
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await running;
      const { stdout } = await other;
      const otherDone = (JSON.parse(stdout) as { state?: string }).state === 'done';
      await Promise.all(looks);
      const peakMb = memoryMb(bot.pid ?? 0, 'VmHWM');
      const { wallMs: heldMs, cpuMs } = await held();
      figures.push({ attack, heldMs, cpuMs, healthMs, otherMs, otherDone, peakMb });
    }
    await agent.stop();
    return figures;
  } finally {
    bot.kill('SIGTERM');
    await ended;
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Rows of the printed table. */
export const floodRows = (figures: FloodFigures): [string, string, string][] =>
  figures.map(({ attack, heldMs, cpuMs, healthMs, otherMs, otherDone, peakMb }) => [
    `event loop under attack: ${attack}`,
    `held ${inWords(heldMs)}`,
    `${inWords(cpuMs)} of it work; /healthz ${inWords(healthMs)}; another host’s triage ${otherDone ? inWords(otherMs) : 'NOT whole'}; peak ${peakMb.toFixed(0)} MB`,
  ]);
