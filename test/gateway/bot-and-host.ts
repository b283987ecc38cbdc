/**
 * The product on one machine: a bot without Slack, and a host agent named node-3 that was enrolled with a one-time
 * token and looks at a planted host. Everything goes through the shipped commands.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOIN_TOKEN } from '../../src/protocol/joining.ts';
import type { Planted } from './fault.ts';
import type { Claim } from './judge.ts';
import { type Ran, runProgram, type Service, startProgram } from './programs.ts';

export const HOST = 'node-3';

type Setting = { env: Record<string, string>; cwd: string };
const READY_LIMIT_MS = 20_000;
const TRIAGE_LIMIT_MS = 120_000;

/** What `chat --once --json LINE` prints when the incident has said its piece. */
export interface Thread {
  schema: 1;
  verdict: string;
  findings: Claim[];
  thread: string[];
  [key: string]: unknown;
}

export interface BotAndHost {
  /** What a person who wants to talk to this bot needs: environment and folder of `bot.mjs chat`. */
  setting: { env: Record<string, string>; cwd: string };
  url: string;
  /** Process ids, for who weighs them. */
  pids: { bot: number; host: number };
  /** Where the host agent keeps its files. */
  hostState: string;
  /** Types one line and waits for the whole answer. */
  say(line: string): Promise<Thread>;
  stop(): Promise<void>;
}

/** Throws what a program printed when it did not end well: 1 says "there are findings", where that is possible. */
export function mustBeWell(what: string, ran: Ran, best: readonly number[] = [0]): Ran {
  if (best.includes(ran.code)) return ran;
  throw new Error(`${what} ended with exit code ${ran.code}:\n${(ran.stderr || ran.stdout).trim()}`);
}

/** Asks again and again until `look` is true; throws when the service ends or it takes too long. */
export async function until(what: string, service: Service, look: () => Promise<boolean>): Promise<void> {
  const started = Date.now();
  while (!(await look())) {
    const tail = service.printed().trimEnd().split('\n').slice(-8).join('\n');
    if (service.exitCode() !== undefined)
      throw new Error(`${what}: it ended (${service.exitCode()}).\n${tail}`);
    if (Date.now() - started > READY_LIMIT_MS) throw new Error(`${what}: not within 20 s.\n${tail}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The token out of what `enroll` prints. */
export function tokenIn(printed: string): string {
  const [token] = new RegExp(JOIN_TOKEN.source.replace(/^\^|\$$/g, '')).exec(printed) ?? [];
  if (!token) throw new Error(`bot enroll printed no token:\n${printed}`);
  return token;
}

/** Starts the bot, enrols the planted host as node-3, and starts its agent. Ends all of it again on failure. */
export async function startBotAndHost(
  planted: Planted,
  say: (line: string) => void,
  /** Further settings of the bot. */
  extra: Record<string, string> = {},
  /** What the host allows, as its policy file says it; as shipped when left out. */
  policy?: string,
): Promise<BotAndHost> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-bot-'));
  const removeDir = () => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.once('exit', removeDir);
  const port = planted.lab.port + 5;
  const url = `http://127.0.0.1:${port}`;
  const [data, state] = [join(dir, 'data'), join(dir, 'host')] as const;
  for (const folder of [data, state]) mkdirSync(folder, { mode: 0o700 });
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    LANG: 'C.UTF-8',
    TERM: process.env.TERM ?? 'dumb',
    DATA_DIR: data,
    PORT: String(port),
    BIND: '127.0.0.1',
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
    ...extra,
  };
  const setting = { env, cwd: dir };
  const onHost = { env: planted.env, cwd: dir };
  const services: Service[] = [];
  const pids = { bot: 0, host: 0 };
  const stop = async () => {
    for (const service of services.toReversed()) await service.stop();
    process.off('exit', removeDir);
    removeDir();
  };

  try {
    say(`Starting the bot on port ${port} (no Slack, data in ${data})`);
    const bot = startProgram('bot', ['serve'], setting);
    services.push(bot);
    pids.bot = bot.pid;
    await until('The bot did not get ready', bot, async () => {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    });

    say(`Enrolling ${HOST} and starting its host agent`);
    const enrolled = mustBeWell('bot enroll', await runProgram('bot', ['enroll', HOST, '--json'], setting));
    const join_ = ['join', '--url', url, '--token', '-', '--name', HOST, '--state', state];
    const input = `${tokenIn(enrolled.stdout)}\n`;
    mustBeWell('host join', await runProgram('host', join_, { ...onHost, input }));
    const policyFile = join(dir, 'agent.toml');
    if (policy !== undefined) writeFileSync(policyFile, policy, { mode: 0o600 });
    const obey = policy === undefined ? [] : ['--policy', policyFile];
    const agent = startProgram('host', ['run', '--state', state, ...obey], onHost);
    services.push(agent);
    pids.host = agent.pid;
    await until(`${HOST} did not call in`, agent, async () => {
      const hosts = await runProgram('bot', ['hosts', '--json'], setting);
      return hosts.code === 0 && isConnected(hosts.stdout);
    });
    if (policy !== undefined) await confirmKey(setting, onHost, state);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    setting,
    url,
    pids,
    hostState: state,
    async say(line) {
      const args = ['chat', '--once', '--json', line];
      const patient = { ...setting, limitMs: TRIAGE_LIMIT_MS };
      const ran = mustBeWell('bot chat', await runProgram('bot', args, patient), [0, 1]);
      try {
        return JSON.parse(ran.stdout) as Thread;
      } catch {
        throw new Error(`bot chat printed no JSON:\n${ran.stdout.slice(0, 2000)}`);
      }
    },
    stop,
  };
}

/** Somebody reads the key on the host, and tells the bot that it is the host's own: from then on it may be changed. */
async function confirmKey(setting: Setting, onHost: Setting, state: string): Promise<void> {
  const shown = mustBeWell(
    'host policy',
    await runProgram('host', ['policy', '--json', '--state', state], onHost),
  );
  const { key } = JSON.parse(shown.stdout) as { key: string };
  const line = `/openclaw host ${HOST} confirm ${key}`;
  mustBeWell('bot chat', await runProgram('bot', ['chat', '--once', line], setting));
}

/** True when the list of hosts shows node-3 connected: `[{ name, connected, … }]`, or the same under `hosts`. */
function isConnected(json: string): boolean {
  type Row = { name?: string; connected?: boolean };
  const list = JSON.parse(json) as { hosts?: Row[] } | Row[];
  const hosts = Array.isArray(list) ? list : (list.hosts ?? []);
  return hosts.some(({ name, connected }) => name === HOST && connected === true);
}
