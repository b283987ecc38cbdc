/** An upgrade: a second bot takes over from the first, and nobody who waits for something is forgotten. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { freePort } from '../bench/bots.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';
import { BOT_TOKEN, MIRA, SIGNING_SECRET, slashCommand, startSlack } from '../stories/slack-behind-gate.ts';

const SEEN: Evidence = {
  probe: 'process',
  subject: 'gateway:default',
  source: '/proc',
  at: '2026-11-23T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [{ fact: 'gateway.process.count', subject: 'gateway:default', value: 0 }],
};

async function begin() {
  const dir = mkdtempSync(join(tmpdir(), 'handover-'));
  const slack = await startSlack();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ PATH: '/usr/bin:/bin', HOME: dir, DATA_DIR: join(dir, 'data'), LOG_LEVEL: 'warn' },
    ...{ PORT: String(port), PUBLIC_URL: url, ADMIN_USERS: MIRA },
    ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: slack.gate.apiUrl },
  };
  const setting = { env, cwd: dir };
  const bots: Service[] = [];
  onTestFinished(async () => {
    for (const bot of bots) await bot.stop();
    await slack.stop();
    rmSync(dir, { recursive: true });
  });
  const printed = (bot: Service, what: string) =>
    eventually(
      async () => bot.printed(),
      (text) => text.includes(what) || bot.exitCode() !== undefined,
      60_000,
    );
  function start(...flags: string[]): Service {
    const bot = startProgram('bot', ['serve', ...flags], setting);
    bots.push(bot);
    return bot;
  }
  return { dir, slack, url, setting, start, printed };
}

it('hands over orders under way, messages that were not shown, and the port', {
  timeout: 180_000,
}, async () => {
  const { dir, slack, url, setting, start, printed } = await begin();
  const first = start();
  await printed(first, 'listens on');
  const token = tokenIn((await runProgram('bot', ['enroll', 'node-3'], setting)).stdout);
  const stateDir = join(dir, 'host');
  mkdirSync(stateDir, { mode: 0o700 });
  await joinBot({ url, token, name: 'node-3', stateDir, version: '0.1.0' });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const looks: string[] = [];
  const agent = await runAgent({
    stateDir,
    version: '0.1.0',
    log: silentLog,
    timing: { firstRetryMs: 50, lastRetryMs: 200 },
    operations: {
      async triage(_args, { emit }) {
        looks.push('begun');
        await held;
        emit([SEEN]);
      },
    },
  });
  onTestFinished(() => agent.stop());
  await agent.ready;

  // Slack takes the command and then no message: what the bot wants to say stays in its outbox.
  slack.gate.faults.next('chat.postMessage', ...Array(40).fill({ kind: 'http', status: 503 }));
  const answer = await fetch(`${url}/slack/events`, slashCommand('triage node-3', crypto.randomUUID()));
  expect(answer.status).toBe(200);
  await eventually(
    async () => looks.length,
    (n) => n === 1,
    30_000,
  );
  expect(slack.messages()).toEqual([]);

  const second = start('--wait');
  await printed(second, 'Waiting for it to end.');
  expect(second.exitCode()).toBeUndefined();
  await first.stop();
  expect(first.exitCode()).toBe(0);
  // The host's work ended while nobody listened.
  release();
  expect(await printed(second, 'listens on')).toContain(url);
  // The rest of the faults goes: Slack is well again.
  while (slack.gate.faults.take('chat.postMessage') !== undefined);
  const text = await eventually(
    async () => JSON.stringify(slack.messages()),
    (shown) => shown.includes('node-3') && /not running|is down|process/i.test(shown),
    90_000,
  );
  expect(text).toContain('node-3');
  expect(agent.connected()).toBe(true);
  expect(looks).toEqual(['begun']);
  expect(slack.messages().filter((one) => one.thread_ts === undefined)).toHaveLength(1);
});

it('a bot that waits ends at once when it is told to, and one that need not wait does not', {
  timeout: 120_000,
}, async () => {
  const { start, printed } = await begin();
  const first = start('--wait');
  await printed(first, 'listens on');
  const second = start('--wait');
  await printed(second, 'Waiting for it to end.');
  await second.stop();
  expect(second.exitCode()).toBe(0);
  expect(first.exitCode()).toBeUndefined();
});
