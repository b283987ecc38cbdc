/**
 * The product as shipped, in a Slack that nobody here wrote: `dist/bot.mjs` over Socket Mode, and `dist/host.mjs`
 * on a host where no gateway runs. Its log holds words that want to be markup, and everything that OpenClaw keeps
 * there holds secrets; the story ends with a look for them in all that came out.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectNoLeak, filesUnder, type Sinks, under } from '../fakes/canaries.ts';
import { plantCanaries } from '../fakes/canary-host.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type LocalSlack,
  type LocalSlackOptions,
  MIRA,
  startLocalSlack,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { tapWire } from '../fakes/wire-tap.ts';
import { fileOf, runProgram, startProgram } from '../gateway/programs.ts';

/** Processes of its own, so that gateways of other tests on this machine are not its gateways. */
const OWN_PROCESSES = ['-rpf', '--mount-proc', '--kill-child'];

export const HOSTILE = '<!channel> *now* <http://evil.example|click>';

export type BotInSlack = {
  slack: LocalSlack;
  /** Where hosts join; every byte that goes there is kept. */
  url: string;
  /** Plants the host, lets it join with a token and starts its agent; throws when it cannot join. */
  join(host: string, token: string): Promise<void>;
  /** Ends everything, and holds that nothing that came out, `more` included, shows a canary. */
  stop(more?: Sinks): Promise<void>;
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
  const wire = await tapWire(port);
  ends.push(wire.stop);
  const { url } = wire;
  const [home, state, data] = [join(dir, 'home'), join(dir, 'state'), join(dir, 'data')];
  const planted = plantCanaries(home, { port: await freePort(), words: HOSTILE });
  const own = [BOT_TOKEN, APP_TOKEN].map((value) => ({ name: "the bot's own token", value }));
  const canaries = [...planted.canaries, ...own];
  const printed: Record<string, () => string> = {};
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: data,
    PORT: String(port),
    PUBLIC_URL: url,
    ADMIN_USERS: MIRA,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_API_URL: slack.gate.apiUrl,
    LOG_LEVEL: 'debug',
  };
  const bot = startProgram('bot', ['serve'], { env, cwd: dir });
  printed['bot printed'] = bot.printed;
  ends.push(bot.stop);
  await slack.hasBot();

  return {
    slack,
    url,
    async join(host, token) {
      mkdirSync(state, { mode: 0o700 });
      const env = { ...planted.env, PATH: '/usr/bin:/bin', HOME: home, LOG_LEVEL: 'debug' };
      const setting = { env, cwd: dir };
      const joining = ['join', '--url', url, '--token', '-', '--name', host, '--state', state];
      const joined = await runProgram('host', joining, { ...setting, input: `${token}\n` });
      if (joined.code !== 0) throw new Error(`${host} could not join: ${joined.stderr}`);
      const agent = runAgent(state, setting);
      printed['host agent printed'] = agent.printed;
      ends.push(agent.stop);
    },
    async stop(more = {}) {
      const sinks: Sinks = {
        'slack calls': JSON.stringify(slack.gate.calls),
        'slack shows': JSON.stringify(await slack.messages()),
        ...wire.heard(),
        ...under('bot keeps', filesUnder(data)),
        ...under('host agent keeps', filesUnder(state, ['host-key.json'])),
        ...Object.fromEntries(Object.entries(printed).map(([who, text]) => [who, text()])),
        ...more,
      };
      for (const end of ends.toReversed()) await end();
      await slack.stop();
      rmSync(dir, { recursive: true, force: true });
      const { marker } = planted;
      expectNoLeak(sinks, canaries, {
        'slack calls': marker,
        'slack shows': marker,
        wire: marker,
        'bot keeps': marker,
        'bot printed': 'node-3',
        'host agent keeps': 'node-3',
        'host agent printed': 'node-3',
      });
    },
  };
}

/** Starts the host agent. */
function runAgent(state: string, setting: { env: Record<string, string>; cwd: string }) {
  const argv = [...OWN_PROCESSES, process.execPath, fileOf('host'), 'run', '--state', state];
  const agent = spawn('unshare', argv, { ...setting, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [agent.stdout, agent.stderr])
    stream.setEncoding('utf8').on('data', (said) => (text += said));
  return {
    printed: () => text,
    async stop() {
      if (agent.exitCode !== null || agent.signalCode !== null) return;
      // unshare ignores gentler signals while its child runs, and takes the child with it.
      agent.kill('SIGKILL');
      await once(agent, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
