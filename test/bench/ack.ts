/**
 * How long Slack waits for its 200: signed slash commands over HTTP to a running bot, one after the other, as
 * a busy channel would send them. Slack's own limit is 3,000 ms.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../gateway/programs.ts';
import { median, percentile } from './measure.ts';

export type AckFigures = { commands: number; coldMs: number; p50Ms: number; p99Ms: number };

const SECRET = 'bench-signing-secret';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function type(url: string, at: number): Promise<number> {
  const body = new URLSearchParams({
    command: '/openclaw',
    text: 'hosts',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    trigger_id: `bench.${at}`,
    response_url: 'https://hooks.slack.com/commands/bench',
  }).toString();
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex')}`;
  const began = performance.now();
  const answer = await fetch(`${url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': time,
      'x-slack-signature': signature,
    },
  });
  await answer.text();
  if (answer.status !== 200) throw new Error(`the bot answered ${answer.status}`);
  return performance.now() - began;
}

export async function measureAck(commands: number): Promise<AckFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-ack-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: join(dir, 'data'),
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'error',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SECRET,
    // A closed port: the answer to a command needs no call to Slack.
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  };
  const bot = startProgram('bot', ['serve'], { env, cwd: dir });
  try {
    for (let wait = 0; ; wait += 1) {
      const ready = await fetch(`${url}/healthz`).catch(() => undefined);
      if (ready?.ok) break;
      if (bot.exitCode() !== undefined || wait > 400)
        throw new Error(`the bot did not start: ${bot.printed()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const coldMs = await type(url, 0);
    const times: number[] = [];
    for (let at = 1; at <= commands; at += 1) times.push(await type(url, at));
    return { commands, coldMs, p50Ms: median(times), p99Ms: percentile(times, 0.99) };
  } finally {
    await bot.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
