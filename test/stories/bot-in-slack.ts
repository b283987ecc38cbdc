/**
 * The product as shipped, in a Slack that nobody here wrote: `dist/bot.mjs` over Socket Mode, and `dist/host.mjs`
 * on a host where no gateway runs. Its log holds words that want to be markup, and its configuration a secret.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type LocalSlack,
  type LocalSlackOptions,
  MIRA,
  startLocalSlack,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { fileOf, runProgram, startProgram } from '../gateway/programs.ts';

/** Processes of its own, so that gateways of other tests on this machine are not its gateways. */
const OWN_PROCESSES = ['-rpf', '--mount-proc', '--kill-child'];

export const SECRET = 'canary-7f3a9c51e2d84b06';
export const HOSTILE = '<!channel> ``` <http://evil.example|click>';

export type BotInSlack = {
  slack: LocalSlack;
  /** Where hosts join. */
  url: string;
  /** Plants the host, lets it join with a token and starts its agent; throws when it cannot join. */
  join(host: string, token: string): Promise<void>;
  stop(): Promise<void>;
};

/** Why none of this can run here; null when it can. */
export function whyNoBotInSlack(): string | null {
  return whyNoLocalSlack() ?? whyNoOwnProcesses();
}

function whyNoOwnProcesses(): string | null {
  const tried = spawnSync('unshare', [...OWN_PROCESSES, 'true'], { encoding: 'utf8' });
  return tried.status === 0 ? null : `no process namespace can be made here: ${(tried.stderr ?? '').trim()}`;
}

/** mira is its administrator. */
export async function startBotInSlack(options: LocalSlackOptions = {}): Promise<BotInSlack> {
  const dir = mkdtempSync(join(tmpdir(), 'slack-story-'));
  const ends: (() => Promise<void>)[] = [];
  const slack = await startLocalSlack(undefined, options);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: join(dir, 'data'),
    PORT: String(port),
    PUBLIC_URL: url,
    ADMIN_USERS: MIRA,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_API_URL: slack.gate.apiUrl,
  };
  ends.push(startProgram('bot', ['serve'], { env, cwd: dir }).stop);
  await slack.hasBot();

  return {
    slack,
    url,
    async join(host, token) {
      const [home, state] = [join(dir, 'home'), join(dir, 'state')];
      mkdirSync(state, { mode: 0o700 });
      plantIn(home, await freePort());
      const setting = { env: { PATH: '/usr/bin:/bin', HOME: home }, cwd: dir };
      const joining = ['join', '--url', url, '--token', '-', '--name', host, '--state', state];
      const joined = await runProgram('host', joining, { ...setting, input: `${token}\n` });
      if (joined.code !== 0) throw new Error(`${host} could not join: ${joined.stderr}`);
      ends.push(runAgent(state, setting));
    },
    async stop() {
      for (const end of ends.toReversed()) await end();
      await slack.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A host whose gateway is configured and does not run. */
function plantIn(home: string, port: number): void {
  const log = join(home, 'gateway.log');
  const config = {
    gateway: { mode: 'local', port, auth: { mode: 'token', token: SECRET } },
    logging: { file: log },
  };
  mkdirSync(join(home, '.openclaw'), { recursive: true });
  writeFileSync(join(home, '.openclaw', 'openclaw.json'), JSON.stringify(config));
  const words = `gateway connect failed: unauthorized: gateway token mismatch ${HOSTILE} ${SECRET}`;
  writeFileSync(log, `${new Date().toISOString()} [gateway] ${words}\n`);
}

/** Starts the host agent; gives back what ends it. */
function runAgent(state: string, setting: { env: Record<string, string>; cwd: string }): () => Promise<void> {
  const argv = [...OWN_PROCESSES, process.execPath, fileOf('host'), 'run', '--state', state];
  const agent = spawn('unshare', argv, { ...setting, stdio: 'ignore' });
  return async () => {
    if (agent.exitCode !== null || agent.signalCode !== null) return;
    // unshare ignores gentler signals while its child runs, and takes the child with it.
    agent.kill('SIGKILL');
    await once(agent, 'exit');
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
