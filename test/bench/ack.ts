/**
 * How long Slack waits for its 200 on either runtime: signed slash commands over HTTP, sent at a steady pace
 * whether or not the one before is answered, to a bot with an enrolled host. Slack's own limit is 3,000 ms.
 * An empty route is asked in between, so that the table says how much of it is the machine's.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { createLog } from '../../src/log.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { startSlack } from '../stories/slack-behind-gate.ts';
import { type Bot, freePort, type Runtime, ready, speakingIn, startOn } from './bots.ts';
import { median, percentile } from './measure.ts';
import { countMethods } from './slack-calls.ts';
import { typeInSlack } from './type-in-slack.ts';

type Spread = { p50Ms: number; p99Ms: number };

export type AckFigures = Spread & {
  runtime: Runtime;
  commands: number;
  perSecond: number;
  byCommand: Record<string, Spread>;
  /** The bot's own `GET /healthz` in the same run; on workerd also a Worker that does nothing. */
  healthz: Spread;
  emptyWorker: Spread | null;
  /**
   * What the bot asked Slack meanwhile (who somebody is), by method. Each is a round trip before the 200: next
   * to nothing here, a tenth of a second to the real Slack.
   */
  questions: Record<string, number>;
  /** Median over fresh processes on the same data. */
  cold: {
    rounds: number;
    /** The first command by itself, sent when the bot takes connections. */
    firstMs: number;
    /** From the start of the process until the 200 of a command that is tried from the first moment. */
    fromStartMs: number;
  };
};

const PER_SECOND = 20;
const MIX = ['triage node-3', 'hosts', 'help'] as const;
const VERSION = '0.1.0';

const spread = (times: readonly number[]): Spread => ({
  p50Ms: median(times),
  p99Ms: percentile(times, 0.99),
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function get(url: string): Promise<number> {
  const began = performance.now();
  await (await fetch(url)).text();
  return performance.now() - began;
}

/** Starts `work` for 0, 1, … at a steady pace, late ones included, and gives what came of each. */
async function atPace<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const began = performance.now();
  const out: Promise<T>[] = [];
  for (let at = 0; at < count; at += 1) {
    const wait = began + (at * 1000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    out.push(work(at));
  }
  return Promise.all(out);
}

/**
 * A host that is enrolled and connected and answers at once with nothing seen: this machine's cores are left
 * to the bot, and each triage opens an incident of its own.
 */
async function connectHost(bot: Bot, state: string) {
  mkdirSync(state, { mode: 0o700 });
  const token = tokenIn((await typeInSlack(bot.url, 'enroll node-3')).text);
  await joinBot({ url: bot.url, token, name: 'node-3', stateDir: state, version: VERSION });
  const log = createLog({ level: 'error', redact: (text) => text });
  const operations = { triage: async () => undefined };
  const agent = await runAgent({ stateDir: state, version: VERSION, log, operations });
  await agent.ready;
  return agent;
}

async function warm(bot: Bot, commands: number) {
  const emptyUrls = [`${bot.url}/healthz`, ...(bot.emptyUrl === null ? [] : [bot.emptyUrl])];
  const empties = new Map(emptyUrls.map((url): [string, number[]] => [url, []]));
  // What only the first requests pay (connections, compiled code) is told by the cold figures.
  for (let round = 0; round < 3; round += 1) for (const line of MIX) await typeInSlack(bot.url, line);
  const typed = await atPace(commands, async (at) => {
    const line = MIX[at % MIX.length] as string;
    const { tookMs } = await typeInSlack(bot.url, line);
    const url = emptyUrls[at % emptyUrls.length] as string;
    empties.get(url)?.push(await get(url));
    return { line, tookMs };
  });
  const of = (line: string) => typed.filter((one) => one.line === line).map((one) => one.tookMs);
  const empty = bot.emptyUrl === null ? undefined : empties.get(bot.emptyUrl);
  return {
    ...spread(typed.map((one) => one.tookMs)),
    byCommand: Object.fromEntries(MIX.map((line) => [line, spread(of(line))])),
    healthz: spread(empties.get(`${bot.url}/healthz`) ?? []),
    emptyWorker: empty === undefined ? null : spread(empty),
  };
}

/** Tries the first command of a fresh process until somebody takes it. */
async function firstAck(bot: Bot, began: number): Promise<{ firstMs: number; fromStartMs: number }> {
  for (;;) {
    try {
      const { tookMs } = await typeInSlack(bot.url, 'triage node-3');
      return { firstMs: tookMs, fromStartMs: performance.now() - began };
    } catch (cause) {
      const why = bot.ended() ?? (performance.now() - began > 20_000 ? String(cause) : null);
      if (why !== null) throw new Error(`The bot gave no answer: ${why}`);
      await pause(2);
    }
  }
}

export async function measureAck(
  runtime: Runtime,
  options: { commands: number; coldRounds: number },
): Promise<AckFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-ack-'));
  const slack = await startSlack();
  const settings = await speakingIn(slack);
  const port = await freePort();
  const start = () => startOn[runtime](settings, dir, port);
  let bot = start();
  try {
    await ready(bot);
    const agent = await connectHost(bot, join(dir, 'host'));
    const before = slack.gate.calls.length;
    const warmed = await warm(bot, options.commands).finally(() => agent.stop());
    const questions = countMethods(slack.gate.calls.slice(before)).filter(
      ([method]) => !method.startsWith('chat.'),
    );
    await bot.stop();
    const colds: { firstMs: number; fromStartMs: number }[] = [];
    for (let round = 0; round < options.coldRounds; round += 1) {
      const began = performance.now();
      bot = start();
      colds.push(await firstAck(bot, began));
      await bot.stop();
    }
    const cold = {
      rounds: options.coldRounds,
      firstMs: median(colds.map((one) => one.firstMs)),
      fromStartMs: median(colds.map((one) => one.fromStartMs)),
    };
    return {
      runtime,
      commands: options.commands,
      perSecond: PER_SECOND,
      ...warmed,
      questions: Object.fromEntries(questions),
      cold,
    };
  } finally {
    await bot.stop();
    await slack.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
