/**
 * A bot whose disk fills up in the middle of a triage, at the moments at which it must store something: the host's answer,
 * its end, what is said in Slack, and a wake. Nothing is lost and nothing is said twice once there is room again.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { freePort } from '../bench/bots.ts';
import { typeInSlack } from '../bench/type-in-slack.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { HEALTHY } from '../fakes/seen.ts';
import { tokenIn, until } from '../gateway/bot-and-host.ts';
import { type Service, startProgram } from '../gateway/programs.ts';
import { fillDisk, mountSmallDisk } from '../gateway/small-disk.ts';
import { BOT_TOKEN, MIRA, SIGNING_SECRET, type Slack, startSlack } from './slack-behind-gate.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('A full disk is skipped: mounting a small one needs root.');
const MEGABYTES = 12;
const FULL_MS = 2_500;
const PATIENCE_MS = 90_000;

type Moment = 'the order is there' | 'half of the answer is there' | 'the answer is there';

describe.skipIf(!isRoot)('a disk that fills up', { timeout: 2 * PATIENCE_MS }, () => {
  let dir: string;
  let data: string;
  let url: string;
  let slack: Slack;
  let bot: Service;
  let agent: Agent | undefined;
  let fillAt: Moment | null;
  let ends: (() => void)[];
  let filled: PromiseWithResolvers<void>;

  const fill = (): void => {
    fillDisk(data, 'ballast');
    filled.resolve();
  };
  const reach = (moment: Moment): void => {
    if (fillAt !== moment) return;
    fillAt = null;
    fill();
  };

  async function joinHost(): Promise<void> {
    const token = tokenIn((await typeInSlack(url, 'enroll node-3')).text);
    const stateDir = join(dir, 'host');
    await joinBot({ url, token, name: 'node-3', stateDir, version: '0.1.0' });
    agent = await runAgent({
      ...{ stateDir, version: '0.1.0', log: silentLog, timing: { firstRetryMs: 50, lastRetryMs: 500 } },
      operations: {
        async triage(_args, { emit }) {
          const [first, ...others] = HEALTHY.map((piece) => ({ ...piece, at: new Date().toISOString() }));
          reach('the order is there');
          if (first !== undefined) emit([first]);
          reach('half of the answer is there');
          for (const piece of others) emit([piece]);
          reach('the answer is there');
        },
      },
    });
    await agent.ready;
  }

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'disk-full-'));
    data = join(dir, 'data');
    ends = [];
    filled = Promise.withResolvers();
    mkdirSync(data, { mode: 0o700 });
    mountSmallDisk({ onDispose: (end) => void ends.push(end as () => void) }, data, MEGABYTES);
    slack = await startSlack();
    url = `http://127.0.0.1:${await freePort()}`;
    const env = {
      ...{ PATH: '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'warn', PUBLIC_URL: url },
      ...{ DATA_DIR: data, PORT: new URL(url).port, ADMIN_USERS: MIRA, SLACK_API_URL: slack.gate.apiUrl },
      ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET },
    };
    bot = startProgram('bot', ['serve'], { env, cwd: dir });
    await until('the bot is ready', bot, async () => (await ready()) === 200);
    await joinHost();
  });
  afterEach(async () => {
    await agent?.stop();
    await bot.stop();
    await slack.stop();
    for (const end of ends) end();
    rmSync(dir, { recursive: true, force: true });
  });

  const ready = async (): Promise<number | null> =>
    (await fetch(`${url}/readyz`).catch(() => null))?.status ?? null;

  /** Full for so long that tries fail, and then there is room again. */
  async function roomAgain(): Promise<void> {
    await filled.promise;
    await new Promise((resolve) => setTimeout(resolve, FULL_MS));
    expect(await ready()).toBe(503);
    expect(bot.exitCode()).toBeUndefined();
    rmSync(join(data, 'ballast'));
    expect(await ready()).toBe(200);
  }

  /** The one message about node-3, once it says so. */
  async function told(pattern: RegExp): Promise<string> {
    const said = () => JSON.stringify(slack.messages().filter((one) => one.thread_ts === undefined));
    const last = await eventually(
      async () => said(),
      (text) => pattern.test(text),
      PATIENCE_MS,
    );
    expect(last, bot.printed().slice(-2_000)).toMatch(pattern);
    expect(slack.messages().filter((one) => one.thread_ts === undefined)).toHaveLength(1);
    return last;
  }

  const moments: Moment[] = ['the order is there', 'half of the answer is there', 'the answer is there'];
  it.each(moments)('when %s: the look ends as if nothing had been', async (moment) => {
    fillAt = moment;
    await typeInSlack(url, 'triage node-3');
    await roomAgain();
    const said = await told(/node-3 is healthy/);
    expect(said).not.toContain('partial');
    const { text } = await typeInSlack(url, 'hosts');
    expect(text).toContain('1 connected');
  });

  it('right after a command about a host that is away: it is told that it is, when there is room again', async () => {
    fillAt = null;
    await agent?.stop();
    await typeInSlack(url, 'triage node-3');
    fill();
    await roomAgain();
    await told(/node-3/);
    expect(await told(/away|not connected/)).not.toContain('is healthy');
  });
});
