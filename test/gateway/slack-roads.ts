/**
 * The bot as it is shipped, in a Slack that nobody here wrote: on Node over Socket Mode, on Node over signed HTTP, and as
 * a Worker on workerd over signed HTTP. Hosts join it with a token that mira is given in the channel.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  type ShownMessage,
  SIGNING_SECRET,
  startLocalSlack,
} from '../fakes/local-slack.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { mustBeWell, tokenIn, until } from './bot-and-host.ts';
import type { Planted } from './fault.ts';
import { runProgram, type Service, startProgram } from './programs.ts';

/** A bot and the Slack that it is in. `url` is where hosts join, and where Slack posts when it posts. */
export type Road = {
  slack: LocalSlack;
  url: string;
  /** Where the bot keeps its files, and what it has printed; on Node alone. */
  dir?: string;
  printed?: () => string;
  /** Ends the bot as a power cut would, and starts it over the same files; on Node alone. */
  killBot?: () => Promise<void>;
  startBot?: () => Promise<void>;
};
export type Ends = (() => unknown)[];

export type RoadKind = {
  road: string;
  start(ends: Ends, port: number, settings?: Record<string, string>): Promise<Road>;
};

/** A Slack that posts signed requests to a bot which may be started later. */
async function slackThatPosts(ends: Ends, url: () => string): Promise<LocalSlack> {
  const slack = await startLocalSlack(async (request) => {
    const headers = [...request.headers].filter(([name]) => /^(?:content-type|x-slack-.*)$/.test(name));
    return fetch(`${url()}/slack/events`, { method: 'POST', headers, body: await request.text() });
  });
  ends.push(slack.stop);
  return slack;
}

const settingsIn = (slack: LocalSlack): Record<string, string> => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_API_URL: slack.gate.apiUrl,
  ADMIN_USERS: MIRA,
});

/** `dist/bot.mjs` as an operator starts it. */
async function startOnNode(
  ends: Ends,
  slack: LocalSlack,
  port: number,
  settings: Record<string, string>,
): Promise<Road> {
  const dir = mkdtempSync(join(tmpdir(), 'slack-road-'));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: join(dir, 'data'),
    PORT: String(port),
    BIND: '127.0.0.1',
    PUBLIC_URL: url,
    ...settingsIn(slack),
    ...settings,
  };
  let bot: Service;
  async function startBot(): Promise<void> {
    bot = startProgram('bot', ['serve'], { env, cwd: dir });
    await until('The bot did not get ready', bot, async () => {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    });
  }
  ends.push(() => bot.stop());
  await startBot();
  return { slack, url, dir, printed: () => bot.printed(), startBot, killBot: () => bot.kill() };
}

export const ROADS: readonly RoadKind[] = [
  {
    road: 'Socket Mode, Node',
    async start(ends, port, settings = {}) {
      const slack = await startLocalSlack();
      ends.push(slack.stop);
      const road = await startOnNode(ends, slack, port, { SLACK_APP_TOKEN: APP_TOKEN, ...settings });
      await slack.hasBot();
      return road;
    },
  },
  {
    road: 'signed HTTP, Node',
    async start(ends, port, settings = {}) {
      const slack = await slackThatPosts(ends, () => `http://127.0.0.1:${port}`);
      return startOnNode(ends, slack, port, { SLACK_SIGNING_SECRET: SIGNING_SECRET, ...settings });
    },
  },
  {
    road: 'signed HTTP, Workers',
    async start(ends, _port, settings = {}) {
      let origin = '';
      const slack = await slackThatPosts(ends, () => origin);
      const configPath = new URL('../../wrangler.toml', import.meta.url);
      const own = { SLACK_SIGNING_SECRET: SIGNING_SECRET, JOB_SIGNING_KEY: await generateSigningKey() };
      const harness = createTestHarness({
        workers: [{ configPath, secrets: { ...settingsIn(slack), ...own, ...settings } }],
      });
      ends.push(() => harness.close());
      origin = (await harness.listen()).url.origin;
      return { slack, url: origin };
    },
  },
];

export type Joined = {
  agent: Service;
  /** Where the host agent keeps its files. */
  state: string;
  /** Starts the host agent again after it was ended. */
  again(): Promise<Service>;
};

/** mira enrols the planted host under this name, and its agent runs until it is stopped. */
export async function joinHost(
  name: string,
  { slack, url }: Pick<Road, 'slack' | 'url'>,
  { lab, env }: Pick<Planted, 'lab' | 'env'>,
  options: readonly string[] = [],
): Promise<Joined> {
  const before = (await slack.messages()).length;
  await slack.types(MIRA, `/openclaw enroll ${name}`);
  const withToken = (one: ShownMessage) => wordsOf(one).includes('--token');
  const told = (await slack.shows((all) => all.slice(before).some(withToken))).slice(before).find(withToken);
  const state = mkdtempSync(join(lab.dir, 'agent-'));
  const setting = { env, cwd: lab.dir };
  const joining = ['join', '--url', url, '--token', '-', '--name', name, '--state', state];
  const input = `${tokenIn(wordsOf(told))}\n`;
  mustBeWell('host join', await runProgram('host', joining, { ...setting, input }));
  async function run(): Promise<Service> {
    const agent = startProgram('host', ['run', '--state', state, ...options], setting);
    await until(`${name} did not call in`, agent, async () =>
      agent.printed().includes('The bot is connected'),
    );
    return agent;
  }
  return { agent: await run(), state, again: run };
}

export const wordsOf = (message: ShownMessage | undefined): string => textsIn(message?.blocks ?? []).join('');
