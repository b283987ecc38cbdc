/**
 * The whole way, as shipped: mira types in a Slack that nobody here wrote, `dist/bot.mjs` answers over Socket
 * Mode, `dist/host.mjs` looks at its host, and the thread tells. On that host no gateway runs; its log holds
 * words that want to be markup, and everything that OpenClaw keeps there holds secrets.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoLeak, filesUnder, type Sinks, under } from '../fakes/canaries.ts';
import { type CanaryHost, plantCanaries } from '../fakes/canary-host.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  type ShownMessage,
  startLocalSlack,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { tapWire, type WireTap } from '../fakes/wire-tap.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { fileOf, runProgram, startProgram } from '../gateway/programs.ts';

/** Processes of its own, so that gateways of other tests on this machine are not its gateways. */
const OWN_PROCESSES = ['-rpf', '--mount-proc', '--kill-child'];

const why = whyNoLocalSlack() ?? whyNoOwnProcesses();
const HOSTILE = '<!channel> ``` <http://evil.example|click>';

describe.skipIf(why !== null)(`mira in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'slack-story-'));
  const [home, state] = [join(dir, 'home'), join(dir, 'state')];
  const ends: (() => Promise<void>)[] = [];
  const printed: Record<string, () => string> = {};
  let slack: LocalSlack;
  let url: string;
  let wire: WireTap;
  let planted: CanaryHost;

  beforeAll(async () => {
    slack = await startLocalSlack();
    const port = await freePort();
    // The host agent's way to the bot leads through the tap.
    wire = await tapWire(port);
    ends.push(wire.stop);
    url = wire.url;
    planted = plantCanaries(home, { port: await freePort(), words: HOSTILE });
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
      LOG_LEVEL: 'debug',
    };
    const bot = startProgram('bot', ['serve'], { env, cwd: dir });
    printed['bot printed'] = bot.printed;
    ends.push(bot.stop);
    await slack.hasBot();
  });
  afterAll(async () => {
    const sinks: Sinks = {
      'slack calls': JSON.stringify(slack.gate.calls),
      'slack shows': JSON.stringify(await slack.messages()),
      ...wire.heard(),
      ...under('bot keeps', filesUnder(join(dir, 'data'))),
      ...under('host agent keeps', filesUnder(state, ['host-key.json'])),
      ...Object.fromEntries(Object.entries(printed).map(([who, text]) => [who, text()])),
    };
    for (const end of ends.toReversed()) await end();
    await slack?.stop();
    rmSync(dir, { recursive: true, force: true });
    const own = [BOT_TOKEN, APP_TOKEN].map((value) => ({ name: "the bot's own token", value }));
    const { marker } = planted;
    expectNoLeak(sinks, [...planted.canaries, ...own], {
      'slack calls': marker,
      'slack shows': marker,
      wire: marker,
      'bot keeps': marker,
      'bot printed': 'node-3',
      'host agent keeps': 'node-3',
      'host agent printed': 'node-3',
    });
  });

  /** Types a line; the answer that only she sees, as text. */
  async function types(line: string): Promise<string> {
    const before = (await slack.messages()).length;
    await slack.types(MIRA, line);
    const [answer] = (await slack.messages()).slice(before);
    expect(answer?.ephemeral_to).toBe(MIRA);
    return wordsOf(answer);
  }

  it('gets help with lines that she can type as they stand', async () => {
    const help = await types('/openclaw help');
    for (const verb of ['triage', 'hosts', 'explain', 'enroll']) expect(help).toContain(verb);
    expect(help).toContain('/openclaw triage node-3');
    expect(await types('/openclaw')).toBe(help);
  });

  it('is told the closest verb when she mistypes', async () => {
    expect(await types('/openclaw traige node-3')).toContain('/openclaw triage node-3');
  });

  it('enrols a host, and only she sees its token', async () => {
    const answer = await types('/openclaw enroll node-3');
    expect(answer).toContain(`--url ${url}`);
    mkdirSync(state, { mode: 0o700 });
    const env = { ...planted.env, PATH: '/usr/bin:/bin', HOME: home, LOG_LEVEL: 'debug' };
    const setting = { env, cwd: dir };
    const joining = ['join', '--url', url, '--token', '-', '--name', 'node-3', '--state', state];
    const joined = await runProgram('host', joining, { ...setting, input: `${tokenIn(answer)}\n` });
    expect(joined, joined.stderr).toMatchObject({ code: 0 });
    const agent = runAgent(state, setting);
    printed['host agent printed'] = agent.printed;
    ends.push(agent.stop);
    await expect.poll(() => types('/openclaw hosts'), { timeout: 15_000 }).toMatch(/node-3.*connected/s);
  });

  it('gets one message for a triage, and its details in the thread', async () => {
    expect(await types('/openclaw triage node-3')).toContain('Looking at node-3');
    const shown = await slack.shows(
      (all) => replies(all).length > 0 && !/looking|asking/.test(tops(all)[0]?.text ?? ''),
    );
    const [top, ...others] = tops(shown);
    expect(others).toEqual([]);
    expect(top?.text).toBe('node-3 is down · process · gateway-unreachable');
    expect(wordsOf(top)).toContain('Nothing answers');
    const [details, ...further] = replies(shown);
    expect(further).toEqual([]);
    expect(details?.thread_ts).toBe(top?.ts);
    expect(preformattedIn(details?.blocks).join('\n')).toContain(HOSTILE);
  });

  it('sees the same message brought up to date when she asks again', async () => {
    const before = tops(await slack.messages());
    expect(await types('/openclaw triage node-3')).toContain('node-3');
    const shown = await slack.shows((all) => replies(all).length > 1);
    expect(tops(shown).map(({ ts }) => ts)).toEqual(before.map(({ ts }) => ts));
  });

  it('is never shown what Slack would refuse or obey', async () => {
    const refused = slack.gate.calls.filter(({ reply }) => reply?.ok !== true);
    expect(refused).toEqual([]);
    const said = slack.gate.calls.filter(({ method }) => method.startsWith('chat.'));
    expect(said.length).toBeGreaterThan(2);
    for (const { args } of said) expect(args.text).not.toMatch(/[<>]/);
    expect(JSON.stringify(said)).not.toMatch(/"type":"mrkdwn"|xoxb-|xapp-/);
  });
});

const tops = (all: ShownMessage[]) => all.filter((one) => !one.thread_ts && !one.ephemeral_to);
const replies = (all: ShownMessage[]) => all.filter((one) => one.thread_ts);
const wordsOf = (message: ShownMessage | undefined): string => textsIn(message?.blocks ?? []).join('');

/** The texts of all quotes. */
function preformattedIn(blocks: unknown[] | undefined): string[] {
  const elements = (blocks ?? []).flatMap(
    (block) => (block as { elements?: { type: string }[] }).elements ?? [],
  );
  return elements.filter(({ type }) => type === 'rich_text_preformatted').flatMap(textsIn);
}

function whyNoOwnProcesses(): string | null {
  const tried = spawnSync('unshare', [...OWN_PROCESSES, 'true'], { encoding: 'utf8' });
  return tried.status === 0 ? null : `no process namespace can be made here: ${(tried.stderr ?? '').trim()}`;
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
