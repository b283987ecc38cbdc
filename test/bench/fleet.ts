/**
 * Many hosts in one command: the shipped bot on Node, three real host agents at a real gateway, and a crowd of
 * two hundred that see something made up but speak with the shipped code. Timed as somebody at a terminal would.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOIN_TOKEN } from '../../src/protocol/joining.ts';
import { mustBeWell, until } from '../gateway/bot-and-host.ts';
import type { Planted } from '../gateway/fault.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';
import { freePort } from './bots.ts';
import { inWords, median } from './measure.ts';

export type FleetFigures = {
  simulated: number;
  real: number;
  rounds: number;
  /** From the typed line to the answer that says whom it asks. */
  answerMs: number;
  /** From the typed line until every host is done. */
  allDoneMs: number;
  /** CPU seconds of the bot for one such triage. */
  botCpuS: number;
};

const NAME = (n: number) => `sim-${n}`;
/** Lines that one terminal may have under way. */
const AT_ONCE = 12;
const REAL = ['real-1', 'real-2', 'real-3'];

/** CPU seconds that a process has used, by /proc (proc(5): utime and stime in ticks of 10 ms). */
async function cpuOf(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The tokens that `enroll` prints; answers come in any order, each under the name of its host. */
export function tokensIn(printed: string, names: readonly string[]): { name: string; token: string }[] {
  const pattern = new RegExp(JOIN_TOKEN.source.replace(/^\^|\$$/g, ''));
  const answers = printed.split('Token for ').slice(1);
  return names.map((name) => {
    const answer = answers.find((one) => one.split(/\s/, 1)[0] === name);
    const [token] = pattern.exec(answer ?? '') ?? [];
    if (token === undefined) throw new Error(`no token for ${name} in:\n${printed.slice(0, 800)}`);
    return { name, token };
  });
}

/** Brings up bot, crowd and real agents on `planted`'s machine, has all of them looked at, and ends everything. */
export async function measureFleet(
  planted: Planted,
  { simulated, rounds }: { simulated: number; rounds: number },
): Promise<FleetFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-fleet-'));
  for (const name of ['data', 'crowd', ...REAL]) mkdirSync(join(dir, name), { mode: 0o700 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    LANG: 'C.UTF-8',
    DATA_DIR: join(dir, 'data'),
    PORT: String(port),
    BIND: '127.0.0.1',
    PUBLIC_URL: url,
    LOG_LEVEL: 'error',
  };
  const setting = { env, cwd: dir };
  const services: Service[] = [];
  const names = Array.from({ length: simulated }, (_, n) => NAME(n + 1));
  let crowd: ReturnType<typeof spawn> | undefined;
  try {
    const bot = startProgram('bot', ['serve'], setting);
    services.push(bot);
    await until('The bot did not get ready', bot, async () => {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    });
    const hosts: { name: string; token: string }[] = [];
    const all = [...names, ...REAL];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const input = some.map((name) => `enroll ${name} bench\n`).join('');
      const printed = mustBeWell('enroll', await runProgram('bot', ['chat'], { ...setting, input })).stdout;
      hosts.push(...tokensIn(printed, some));
    }

    crowd = spawn(process.execPath, [join(import.meta.dirname, 'crowd.ts')], {
      env: { PATH: env.PATH, HOME: dir },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    crowd.stdin?.end(JSON.stringify({ url, dir: join(dir, 'crowd'), hosts: hosts.slice(0, simulated) }));
    await Promise.race([
      once(crowd.stdout ?? crowd, 'data'),
      once(crowd, 'exit').then(() => {
        throw new Error('the crowd of host agents ended before it was ready');
      }),
    ]);
    for (const { name, token } of hosts.slice(simulated)) {
      const state = join(dir, name);
      const onHost = { env: planted.env, cwd: dir };
      const args = ['join', '--url', url, '--token', '-', '--name', name, '--state', state];
      mustBeWell('host join', await runProgram('host', args, { ...onHost, input: `${token}\n` }));
      const agent = startProgram('host', ['run', '--state', state], onHost);
      services.push(agent);
      await until('A host agent did not connect', agent, async () =>
        agent.printed().includes('The bot is connected'),
      );
    }

    const answers: number[] = [];
    const alls: number[] = [];
    const cpus: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await cpuOf(bot.pid);
      const began = performance.now();
      const asked = await runProgram('bot', ['chat', '--once', '--json', 'triage bench'], setting);
      alls.push(performance.now() - began);
      cpus.push((await cpuOf(bot.pid)) - before);
      if (asked.stdout === '') throw new Error(`no answer (${asked.code}): ${asked.stderr.slice(0, 1500)}`);
      const report = JSON.parse(asked.stdout) as { hosts?: { host: string; state: string; why?: string }[] };
      const late = report.hosts?.filter(({ state }) => state !== 'done') ?? [];
      if (report.hosts?.length !== simulated + REAL.length || late.length > 0)
        throw new Error(`not every host is done: ${JSON.stringify(late).slice(0, 1500)}`);
      const list = performance.now();
      mustBeWell('hosts', await runProgram('bot', ['chat', '--once', '--json', 'hosts bench'], setting));
      answers.push(performance.now() - list);
    }
    return {
      simulated,
      real: REAL.length,
      rounds,
      answerMs: median(answers),
      allDoneMs: median(alls),
      botCpuS: median(cpus),
    };
  } finally {
    crowd?.kill('SIGKILL');
    for (const service of services.toReversed()) await service.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Rows of the printed table. `ladderMs`: what the commands of the old way take on one of these hosts. */
export function fleetRows(fleet: FleetFigures, ladderMs: number | null): [string, string, string][] {
  const hosts = fleet.simulated + fleet.real;
  const beside = ladderMs === null ? '' : `; ladder ${inWords(ladderMs)} on each`;
  return [
    [
      `triage of ${hosts} hosts → every host done`,
      inWords(fleet.allDoneMs),
      `median of ${fleet.rounds}; ${fleet.real} real, ${fleet.simulated} simulated; ${fleet.botCpuS.toFixed(1)} CPU-s of the bot${beside}`,
    ],
    [
      `list of ${hosts} hosts`,
      inWords(fleet.answerMs),
      `median of ${fleet.rounds}, the client's start included`,
    ],
  ];
}
