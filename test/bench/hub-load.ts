/**
 * How many host agents one hub carries: the bot as shipped on Node, thousands of authenticated agents on loopback in
 * processes of their own. `npm run bench -- --hub 1000,3000,10000`; `npm run bench -- hub-load 300` for one size.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SOCKET_FILE } from '../../src/storage/node-data-dir.ts';
import { type Service, startProgram } from '../gateway/programs.ts';
import { freePort } from './bots.ts';
import { type Crowds, startCrowds } from './load-crowds.ts';
import { cpuSeconds, inWords, median, memoryMb, percentile } from './measure.ts';
import { openLine, type TerminalLine } from './terminal-line.ts';

export type SizeFigures = {
  hosts: number;
  /** One-time token, key and signed join, each. */
  enrolMsEach: number;
  storm: StormFigures;
  /** The bot's memory beyond that of an empty one, and its CPU while nobody asks anything. */
  memoryMb: number;
  memoryKbEach: number;
  idleS: number;
  idleCpuPercent: number;
  idleCpuMsEachMinute: number;
  dispatches: number;
  /** From the typed line to the order at its host. */
  dispatchP50Ms: number;
  dispatchP99Ms: number;
  /** `triage all`, from the typed line to the last host's answer; `asked`: of whom it is known how they stand. */
  asked: number;
  triageAllMs: number;
  triageAllCpuS: number;
  listMs: number;
  /** Memory after each of the rounds of `triage all`. */
  growthMb: number[];
};

type StormFigures = {
  hosts: number;
  /** Those that had no session when the time was over. */
  failed: number;
  tries: number;
  /** From the first dial to the last live session. */
  allMs: number;
  p50Ms: number;
  p99Ms: number;
  cpuS: number;
};

export type HubLoadFigures = {
  cores: number;
  load: string;
  emptyMb: number;
  sizes: SizeFigures[];
  /** After the bot was restarted: all of them dial again at once. */
  restart: StormFigures & { readyMs: number };
};

const CROWD_PROCESSES = 4;
const IDLE_S = 30;
/** One round of a fleet larger than that takes minutes, and its growth was seen at the smaller ones. */
const ROUNDS = 3;
const ONE_ROUND_ABOVE = 5_000;
const DISPATCHES = 200;
const ORDER_LIMIT_MS = 10_000;
const SETTLE_MS = 5_000;
const STORM_LIMIT_MS = 240_000;

const nameOf = (n: number): string => `load-${n}`;

/** A socket each, here and at the hub, and what SQLite and Node hold besides. */
function mustHaveHandles(hosts: number): void {
  const most = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0);
  const needed = hosts + 2_500;
  if (most < needed)
    throw new Error(
      `${hosts} hosts need ${needed} open files; this shell allows ${most}. Next: ulimit -n ${needed}`,
    );
}

async function untilReady(url: string, bot: Service): Promise<number> {
  const began = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return performance.now() - began;
    if (bot.exitCode() !== undefined || performance.now() - began > 60_000)
      throw new Error(`the bot did not get ready: ${bot.printed()}`);
    await wait(20);
  }
}

export async function measureHubLoad(
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<HubLoadFigures> {
  mustHaveHandles(Math.max(...sizes));
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-load-'));
  mkdirSync(join(dir, 'data'), { mode: 0o700 });
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...{ PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'error' },
    ...{ DATA_DIR: join(dir, 'data'), PORT: new URL(url).port, BIND: '127.0.0.1', PUBLIC_URL: url },
  };
  const start = (): Service => startProgram('bot', ['serve'], { env, cwd: dir });
  let bot = start();
  const crowds = startCrowds(CROWD_PROCESSES);
  let line: TerminalLine | undefined;
  try {
    await untilReady(url, bot);
    const emptyMb = memoryMb(bot.pid, 'VmRSS');
    line = openLine(join(dir, 'data', SOCKET_FILE));
    const figures: SizeFigures[] = [];
    let known = 0;
    for (const hosts of sizes) {
      say(`${hosts} hosts: enrolling ${hosts - known} …`);
      figures.push(await measureSize({ hosts, known, url, bot, crowds, line, emptyMb, say }));
      say(JSON.stringify(figures.at(-1)));
      known = hosts;
    }
    say(`Restarting the bot; ${known} dial again …`);
    line.close();
    await bot.stop();
    // Nobody may dial before all may: it is one storm that is measured.
    await crowds.closeAll();
    bot = start();
    const readyMs = await untilReady(url, bot);
    const restart = { readyMs, ...(await storm(crowds, bot)) };
    return {
      ...{ cores: cpus().length, load: readFileSync('/proc/loadavg', 'utf8').trim() },
      ...{ emptyMb, sizes: figures, restart },
    };
  } finally {
    line?.close();
    crowds.end();
    await bot.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function storm(crowds: Crowds, bot: Service): Promise<StormFigures> {
  const cpu = cpuSeconds(bot.pid);
  const began = performance.now();
  const { connectMs, tries, failed } = await crowds.connect(STORM_LIMIT_MS);
  return {
    ...{ hosts: connectMs.length, failed, tries, allMs: performance.now() - began },
    ...{ p50Ms: median(connectMs), p99Ms: percentile(connectMs, 0.99) },
    cpuS: cpuSeconds(bot.pid) - cpu,
  };
}

async function measureSize(parts: {
  hosts: number;
  known: number;
  url: string;
  bot: Service;
  crowds: Crowds;
  line: TerminalLine;
  emptyMb: number;
  say: (line: string) => void;
}): Promise<SizeFigures> {
  const { hosts, known, url, bot, crowds, line, emptyMb, say } = parts;
  const fresh = Array.from({ length: hosts - known }, (_, n) => nameOf(known + n + 1));
  const enrolling = performance.now();
  // Tokens are good for a quarter of an hour: a thousand at a time.
  for (let from = 0; from < fresh.length; from += 1_000) {
    const some: { name: string; token: string }[] = [];
    await line.all(
      fresh.slice(from, from + 1_000),
      (name) => `enroll ${name}`,
      (name, { data }) => some.push({ name, token: String(data.token) }),
    );
    await crowds.join(url, some);
    say(`  ${known + from + some.length} have joined`);
  }
  const enrolMsEach = (performance.now() - enrolling) / Math.max(1, fresh.length);

  await crowds.closeAll();
  await wait(2_000);
  say('  all dial at once …');
  const connected = await storm(crowds, bot);
  say(`  ${connected.hosts} live after ${inWords(connected.allMs)}; ${IDLE_S} s of nothing …`);
  await wait(5_000);
  const cpu = cpuSeconds(bot.pid);
  await wait(IDLE_S * 1_000);
  const idleCpu = cpuSeconds(bot.pid) - cpu;
  const idleMb = memoryMb(bot.pid, 'VmRSS');

  const jobs = Math.min(DISPATCHES, hosts);
  say(`  ${jobs} single jobs …`);
  const dispatchMs: number[] = [];
  for (let n = 0; n < jobs; n += 1) {
    const known = crowds.delivered.size;
    const typed = performance.timeOrigin + performance.now();
    await line.ask(`triage ${nameOf(1 + Math.floor((n * hosts) / jobs))}`);
    for (const until = Date.now() + ORDER_LIMIT_MS; crowds.delivered.size === known; await wait(2))
      if (Date.now() > until) throw new Error('an order did not reach its host within 10 s');
    dispatchMs.push(([...crowds.delivered.values()].at(-1) ?? Number.NaN) - typed);
  }
  // Looks that are under way would be joined by the next command.
  await wait(SETTLE_MS);

  const rounds = hosts > ONE_ROUND_ABOVE ? 1 : ROUNDS;
  const growthMb: number[] = [];
  const alls: number[] = [];
  const cpuAll: number[] = [];
  let asked = 0;
  for (let round = 0; round < rounds; round += 1) {
    say(`  triage all, ${round + 1} of ${rounds} …`);
    const before = cpuSeconds(bot.pid);
    const began = performance.now();
    const report = await line.whole('triage all');
    alls.push(performance.now() - began);
    cpuAll.push(cpuSeconds(bot.pid) - before);
    asked = (report.hosts as unknown[] | undefined)?.length ?? 0;
    growthMb.push(Math.round(memoryMb(bot.pid, 'VmRSS')));
  }
  const listing = performance.now();
  await line.ask('hosts');
  const listMs = performance.now() - listing;
  const memory = idleMb - emptyMb;
  return {
    ...{ hosts, enrolMsEach, storm: connected, memoryMb: memory, memoryKbEach: (memory * 1024) / hosts },
    ...{ idleS: IDLE_S, idleCpuPercent: (idleCpu / IDLE_S) * 100 },
    idleCpuMsEachMinute: ((idleCpu / IDLE_S) * 60_000) / hosts,
    ...{ dispatches: dispatchMs.length, dispatchP50Ms: median(dispatchMs) },
    dispatchP99Ms: percentile(dispatchMs, 0.99),
    ...{ asked, triageAllMs: median(alls), triageAllCpuS: median(cpuAll), listMs, growthMb },
  };
}

/** Rows of the printed table. */
export function hubRows({ sizes, restart, emptyMb }: HubLoadFigures): [string, string, string][] {
  const rows: [string, string, string][] = [['hub: an empty bot', `${emptyMb.toFixed(0)} MB`, 'resident']];
  for (const one of sizes) {
    const at = `hub, ${one.hosts.toLocaleString('en')} hosts`;
    rows.push(
      [`${at}: memory`, `${one.memoryMb.toFixed(0)} MB`, `${one.memoryKbEach.toFixed(1)} kB a host`],
      [
        `${at}: idle`,
        `${one.idleCpuPercent.toFixed(1)} % CPU`,
        `${one.idleCpuMsEachMinute.toFixed(2)} ms a host and minute, heartbeats every 20 s`,
      ],
      [
        `${at}: all dial at once`,
        inWords(one.storm.allMs),
        `p50 ${inWords(one.storm.p50Ms)}, p99 ${inWords(one.storm.p99Ms)}, ${one.storm.cpuS.toFixed(1)} CPU-s, ${one.storm.tries} dials, ${one.storm.failed} failed`,
      ],
      [
        `${at}: typed → order at its host`,
        `${inWords(one.dispatchP50Ms)} / ${inWords(one.dispatchP99Ms)}`,
        `p50 / p99 of ${one.dispatches}`,
      ],
      [
        `${at}: triage all`,
        inWords(one.triageAllMs),
        `${one.asked.toLocaleString('en')} hosts; ${one.triageAllCpuS.toFixed(1)} CPU-s`,
      ],
      [`${at}: hosts`, inWords(one.listMs), `memory after each triage all: ${one.growthMb.join(', ')} MB`],
      [`${at}: enrol and join`, inWords(one.enrolMsEach), 'each, 14 lines at once'],
    );
  }
  rows.push([
    `hub restarted, ${restart.hosts.toLocaleString('en')} dial again`,
    inWords(restart.allMs),
    `p99 ${inWords(restart.p99Ms)}, ${restart.tries} dials; the bot was ready after ${inWords(restart.readyMs)}`,
  ]);
  return rows;
}

if (import.meta.main) {
  const sizes = (process.argv[2] ?? '1000').split(',').map(Number);
  const figures = await measureHubLoad(sizes, (text) => void process.stderr.write(`${text}\n`));
  for (const [what, ours, beside] of hubRows(figures))
    console.log(`${what.padEnd(48)} ${ours.padEnd(20)} ${beside}`);
  console.log(JSON.stringify(figures));
}
