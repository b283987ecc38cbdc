/**
 * The bot as shipped, ready for Slack's signed requests on either runtime: `dist/bot.mjs` as a process on Node,
 * or the built Worker in workerd. The bench starts and ends both alike.
 */
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { startProgram } from '../gateway/programs.ts';
import { BOT_TOKEN, MIRA, SIGNING_SECRET, type Slack } from '../stories/slack-behind-gate.ts';
import { onWorkerd } from './workerd.ts';

const START_LIMIT_MS = 20_000;

export type Runtime = 'Node' | 'workerd';

export type Bot = {
  /** Where Slack and hosts reach it. */
  url: string;
  pid: number;
  /** Of an empty Worker in the same workerd: what the runtime itself takes. Null on Node. */
  emptyUrl: string | null;
  /** Null while it runs; then what it printed, for an error message. */
  ended(): string | null;
  stop(): Promise<void>;
};

/**
 * `dir` is the bot's own and outlives it: a second start there finds what the first one stored. `port` and the
 * next one must be free.
 */
export type StartBot = (settings: Record<string, string>, dir: string, port: number) => Bot;

/** Settings with which the bot speaks in this Slack; mira may enrol hosts. */
export async function speakingIn(slack: Slack): Promise<Record<string, string>> {
  return {
    LOG_LEVEL: 'error',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.gate.apiUrl,
    ADMIN_USERS: MIRA,
    JOB_SIGNING_KEY: await generateSigningKey(),
  };
}

/** A free port whose next one is free as well. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port !== null && port < 65_535 && (await listenOnce(port + 1)) !== null) return port;
  }
}

/** The port that was listened on; null when it is taken. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const { port: given } = probe.address() as AddressInfo;
      probe.close(() => resolve(given));
    });
  });
}

/** Tries until the bot answers well; throws what it printed when it ends before that, or takes 20 s. */
export async function ready(bot: Bot): Promise<void> {
  const began = Date.now();
  for (;;) {
    const answer = await fetch(`${bot.url}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.ok) return;
    const why = bot.ended() ?? (Date.now() - began > START_LIMIT_MS ? 'it is not ready within 20 s' : null);
    if (why !== null) throw new Error(`The bot did not start: ${why}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const onNode: StartBot = (settings, dir, port) => {
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: join(dir, 'data'),
    PORT: String(port),
    PUBLIC_URL: url,
    ...settings,
  };
  const bot = startProgram('bot', ['serve'], { env, cwd: dir });
  const ended = () => (bot.exitCode() === undefined ? null : bot.printed());
  return { url, pid: bot.pid, emptyUrl: null, ended, stop: bot.stop };
};

export const startOn: Record<Runtime, StartBot> = { Node: onNode, workerd: onWorkerd };
