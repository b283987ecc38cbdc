/**
 * The same crowd at the built Worker in workerd: hosts are enrolled by signed slash commands, as on Workers there is no
 * terminal. One machine is no edge: what is measured is what a host costs the objects, not what Cloudflare adds.
 * `npm run bench -- hub-load-workerd 300` for another size than 5,000.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { type Slack, startSlack } from '../stories/slack-behind-gate.ts';
import { type Bot, freePort, ready, speakingIn, startOn } from './bots.ts';
import { startCrowds } from './load-crowds.ts';
import { cpuSeconds, inWords, median, memoryMb, percentile } from './measure.ts';
import { typeInSlack } from './type-in-slack.ts';
import { buildWorker } from './workerd.ts';

export type WorkerdLoadFigures = {
  hosts: number;
  load: string;
  enrolMsEach: number;
  stormMs: number;
  stormP99Ms: number;
  tries: number;
  /** Hosts that never got in. */
  failed: number;
  memoryMb: number;
  memoryKbEach: number;
  idleCpuPercent: number;
  dispatches: number;
  dispatchP50Ms: number;
  dispatchP99Ms: number;
  listMs: number;
  /** `triage all`, from the typed line to the message that knows of every host, and how many are healthy in it. */
  triageAllMs: number;
  triageAllCpuS: number;
  healthy: number;
};

const AT_ONCE = 8;
const IDLE_S = 30;
const DISPATCHES = 100;
const ORDER_LIMIT_MS = 10_000;
const STORM_LIMIT_MS = 240_000;
const ALL_LIMIT_MS = 900_000;

export async function measureWorkerdLoad(
  hosts: number,
  say: (line: string) => void,
): Promise<WorkerdLoadFigures> {
  buildWorker();
  const slack = await startSlack();
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-workerd-load-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bot = startOn.workerd({ ...(await speakingIn(slack)), PUBLIC_URL: url }, dir, port);
  const crowds = startCrowds(4);
  try {
    await ready(bot);
    const emptyMb = memoryMb(bot.pid, 'VmRSS');
    const began = performance.now();
    for (let from = 0; from < hosts; from += 500) {
      const names = Array.from({ length: Math.min(500, hosts - from) }, (_, n) => `load-${from + n + 1}`);
      const some: { name: string; token: string }[] = [];
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, lane) => {
          for (let at = lane; at < names.length; at += AT_ONCE) {
            const name = names[at] as string;
            some.push({ name, token: tokenIn((await typeInSlack(url, `enroll ${name}`)).text) });
          }
        }),
      );
      await crowds.join(url, some);
      say(`  ${from + some.length} have joined`);
    }
    const enrolMsEach = (performance.now() - began) / hosts;
    say('  all dial at once …');
    const dialled = performance.now();
    const { connectMs, tries, failed } = await crowds.connect(STORM_LIMIT_MS);
    const stormMs = performance.now() - dialled;
    say(`  ${connectMs.length} live after ${inWords(stormMs)}; ${IDLE_S} s of nothing …`);
    await wait(15_000);
    const cpu = cpuSeconds(bot.pid);
    await wait(IDLE_S * 1_000);
    const idleCpuPercent = ((cpuSeconds(bot.pid) - cpu) / IDLE_S) * 100;
    const memory = memoryMb(bot.pid, 'VmRSS') - emptyMb;
    say(`  ${DISPATCHES} single jobs …`);
    const dispatchMs: number[] = [];
    for (let n = 0; n < DISPATCHES; n += 1) {
      const known = crowds.delivered.size;
      const typed = performance.timeOrigin + performance.now();
      await typeInSlack(url, `triage load-${1 + Math.floor((n * hosts) / DISPATCHES)}`);
      for (const until = Date.now() + ORDER_LIMIT_MS; crowds.delivered.size === known; await wait(2))
        if (Date.now() > until) throw new Error('an order did not reach its host within 10 s');
      dispatchMs.push(([...crowds.delivered.values()].at(-1) ?? Number.NaN) - typed);
    }
    const { tookMs: listMs } = await typeInSlack(url, 'hosts');
    // Looks that are under way would be joined by the next command.
    await wait(5_000);
    say('  triage all …');
    const all = await triageAll(slack, url, bot);
    return {
      ...{ hosts, load: readFileSync('/proc/loadavg', 'utf8').trim(), enrolMsEach, stormMs, tries, failed },
      ...{ stormP99Ms: percentile(connectMs, 0.99), memoryMb: memory, memoryKbEach: (memory * 1024) / hosts },
      ...{ idleCpuPercent, dispatches: DISPATCHES, dispatchP50Ms: median(dispatchMs) },
      ...{ dispatchP99Ms: percentile(dispatchMs, 0.99), listMs, ...all },
    };
  } finally {
    crowds.end();
    await bot.stop();
    await slack.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Rows of the printed table. */
export function workerdLoadRows(one: WorkerdLoadFigures): [string, string, string][] {
  const at = `workerd, ${one.hosts.toLocaleString('en')} hosts`;
  return [
    [`${at}: memory`, `${one.memoryMb.toFixed(0)} MB`, `${one.memoryKbEach.toFixed(1)} kB a host`],
    [
      `${at}: idle`,
      `${one.idleCpuPercent.toFixed(1)} % CPU`,
      'heartbeats every 20 s, answered without the objects',
    ],
    [
      `${at}: all dial at once`,
      inWords(one.stormMs),
      `p99 ${inWords(one.stormP99Ms)}, ${one.tries} dials, ${one.failed} failed`,
    ],
    [
      `${at}: typed → order at its host`,
      `${inWords(one.dispatchP50Ms)} / ${inWords(one.dispatchP99Ms)}`,
      `p50 / p99 of ${one.dispatches}`,
    ],
    [
      `${at}: triage all`,
      inWords(one.triageAllMs),
      `${one.healthy.toLocaleString('en')} answered; ${one.triageAllCpuS.toFixed(1)} CPU-s`,
    ],
    [`${at}: hosts`, inWords(one.listMs), `enrol and join ${inWords(one.enrolMsEach)} each`],
  ];
}

/** Until the message in the channel knows of every host. */
async function triageAll(slack: Slack, url: string, bot: Bot) {
  const cpu = cpuSeconds(bot.pid);
  const began = performance.now();
  await typeInSlack(url, 'triage all');
  const said = (): string => slack.messages().at(-1)?.text ?? '';
  const isOver = (): boolean => / hosts: .*healthy/.test(said()) && !/running|waiting/.test(said());
  for (const until = Date.now() + ALL_LIMIT_MS; !isOver(); )
    if (Date.now() > until) throw new Error(`triage all was not over: ${said()}`);
    else await wait(50);
  return {
    triageAllMs: performance.now() - began,
    triageAllCpuS: cpuSeconds(bot.pid) - cpu,
    healthy: Number((/([\d,]+) healthy/.exec(said())?.[1] ?? '0').replaceAll(',', '')),
  };
}

if (import.meta.main) {
  const figures = await measureWorkerdLoad(Number(process.argv[2] ?? '5000'), (text) =>
    process.stderr.write(`${text}\n`),
  );
  for (const row of workerdLoadRows(figures)) console.log(row.join('  '));
  console.log(JSON.stringify(figures));
}
