/**
 * What people in Slack wait for: from the signed command to the moment Slack has taken the message that says
 * what is wrong, with a real host agent on a real gateway; and how many calls to Slack one triage costs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenIn } from '../gateway/bot-and-host.ts';
import type { Planted } from '../gateway/fault.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';
import { type Slack, startSlack } from '../stories/slack-behind-gate.ts';
import { type Bot, freePort, type Runtime, ready, speakingIn, startOn } from './bots.ts';
import { median } from './measure.ts';
import { type Call, countMethods } from './slack-calls.ts';
import { typeInSlack } from './type-in-slack.ts';

export type SlackFigures = {
  gateway: string;
  runtime: Runtime;
  rounds: number;
  ackMs: number;
  headlineMs: number;
  /** The text of the message, as a notification shows it. */
  headline: string;
  /** Until the message says so for good: the look is over. */
  finalMs: number;
  /** Calls to Slack by method, mean of one triage. */
  calls: Record<string, number>;
};

const LIMIT_MS = 30_000;
/** Edits of one message are 1.5 s apart; nothing comes after that. */
const QUIET_MS = 2_000;

/** A message about the host that says how it is; while it is being looked at, no such word is there. */
const saysVerdict = (host: string) => (call: Call) => {
  const { text } = call.args;
  if (call.reply?.ok !== true || !/^chat\.(postMessage|update)$/.test(call.method)) return false;
  return typeof text === 'string' && text.includes(host) && /\b(is \w+|state unknown)\b/.test(text);
};
const saysItAll = (host: string) => (call: Call) =>
  saysVerdict(host)(call) && !String(call.args.text).includes('still running');

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const heard = (calls: Call[]): string =>
  calls.map(({ method, args, reply }) => `${method} "${args.text}" ${reply?.error ?? ''}`).join('; ');

/** Milliseconds since `began` at which Slack had taken such a call, and the call. */
async function taken(slack: Slack, from: number, began: number, what: (call: Call) => boolean) {
  for (;;) {
    const call = slack.gate.calls.slice(from).find(what);
    const tookMs = performance.now() - began;
    if (call) return { call, tookMs };
    if (tookMs > LIMIT_MS)
      throw new Error(`Slack was never told. It heard: ${heard(slack.gate.calls.slice(from))}`);
    await pause(1);
  }
}

async function runAgent(
  state: string,
  setting: { env: Record<string, string>; cwd: string },
): Promise<Service> {
  const agent = startProgram('host', ['run', '--state', state], setting);
  while (!agent.printed().includes('The bot is connected')) {
    if (agent.exitCode() !== undefined) throw new Error(`The host agent ended: ${agent.printed()}`);
    await pause(5);
  }
  return agent;
}

/** A name of its own for every round: each triage opens an incident, on a host agent that never looked before. */
async function enrol(
  bot: Bot,
  rounds: number,
  dir: string,
  setting: { env: Record<string, string>; cwd: string },
) {
  const hosts: { name: string; state: string }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const name = `node-${3 + round}`;
    const state = join(dir, name);
    mkdirSync(state, { mode: 0o700 });
    const token = tokenIn((await typeInSlack(bot.url, `enroll ${name}`)).text);
    const args = ['join', '--url', bot.url, '--token', '-', '--name', name, '--state', state];
    const joined = await runProgram('host', args, { ...setting, input: `${token}\n` });
    if (joined.code !== 0) throw new Error(`${name} could not join: ${joined.stderr}`);
    hosts.push({ name, state });
  }
  return hosts;
}

/** `planted`: the host that is looked at; it stays as it is. */
export async function measureSlack(
  planted: Planted,
  gateway: string,
  runtime: Runtime,
  options: { rounds: number },
): Promise<SlackFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-slack-'));
  const onHost = { env: planted.env, cwd: dir };
  const slack = await startSlack();
  const settings = await speakingIn(slack);
  const bot = startOn[runtime](settings, dir, await freePort());
  try {
    await ready(bot);
    const hosts = await enrol(bot, options.rounds, dir, onHost);
    const before = slack.gate.calls.length;
    const runs = [];
    for (const { name, state } of hosts) {
      const agent = await runAgent(state, onHost);
      try {
        const from = slack.gate.calls.length;
        const began = performance.now();
        const ack = typeInSlack(bot.url, `triage ${name}`);
        const headline = await taken(slack, from, began, saysVerdict(name));
        const final = await taken(slack, from, began, saysItAll(name));
        const { tookMs: ackMs } = await ack;
        const text = String(headline.call.args.text);
        runs.push({ ackMs, headlineMs: headline.tookMs, finalMs: final.tookMs, text });
      } finally {
        await agent.stop();
      }
    }
    await pause(QUIET_MS);
    const calls = countMethods(slack.gate.calls.slice(before));
    return {
      gateway,
      runtime,
      rounds: options.rounds,
      ackMs: median(runs.map((run) => run.ackMs)),
      headlineMs: median(runs.map((run) => run.headlineMs)),
      headline: runs[0]?.text ?? '',
      finalMs: median(runs.map((run) => run.finalMs)),
      calls: Object.fromEntries(calls.map(([method, count]) => [method, count / options.rounds])),
    };
  } finally {
    await bot.stop();
    await slack.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
