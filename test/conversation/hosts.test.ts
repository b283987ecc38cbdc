/** `hosts` chooses and turns pages; a thousand hosts fit into Slack's messages, and nobody asks them all. */
import { describe, expect, it } from 'vitest';
import { homeMessage } from '../../src/conversation/home.ts';
import { readFilter, wordsOfFilter } from '../../src/conversation/host-filter.ts';
import { fleetShard } from '../../src/hub/fleet-object.ts';
import type { HostCard } from '../../src/hub/messages.ts';
import { HOSTS_A_PAGE } from '../../src/messages/home.ts';
import { renderCounted } from '../../src/slack/render.ts';
import type { Objects } from '../../src/storage/objects.ts';
import { renderText } from '../../src/terminal/render.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';

type Bot = Awaited<ReturnType<typeof aScriptedBot>>;
const NOW = Date.now();

const names = async (bot: Bot, line: string): Promise<string[]> =>
  (((await bot.types(line)).data?.hosts ?? []) as { name: string }[]).map(({ name }) => name);

describe('hosts', () => {
  const some = {
    'node-1': {},
    'node-2': { connected: false, lastSeen: NOW - 3 * 3_600_000, openclawVersion: '2026.8.1' },
    'node-3': { connected: false, lastSeen: NOW - 60_000 },
    'node-4': { enrolled: false, connected: false },
    'node-5': { quarantined: 'its key is in two places' },
  };

  it.each([
    ['hosts away', ['node-2', 'node-3']],
    ['hosts away 2h', ['node-2']],
    ['hosts connected', ['node-1', 'node-5']],
    ['hosts pending', ['node-4']],
    ['hosts quarantined', ['node-5']],
    ['hosts version 2026.8', ['node-2']],
    ['hosts version 2026.9 away', ['node-3']],
    ['hosts all', ['node-1', 'node-2', 'node-3', 'node-4', 'node-5']],
    ['hosts down', []],
  ])('%s', async (line, expected) => {
    expect(await names(await aScriptedBot(some), line)).toEqual(expected);
  });

  it('adds a label to other filters, also one that is called like a filter', async () => {
    const bot = await aScriptedBot(some);
    await bot.types('host node-2 label prod away');
    await bot.types('host node-1 label prod');
    expect(await names(bot, 'hosts prod away')).toEqual(['node-2']);
    expect(await names(bot, 'hosts label away')).toEqual(['node-2']);
  });

  it.each([
    ['hosts page zero', 'bad-filter'],
    ['hosts version', 'bad-filter'],
    ['hosts stagign', 'unknown-label'],
    ['hosts conected', 'unknown-label'],
  ])('%j says what is wrong', async (line, problem) => {
    const { data } = await (await aScriptedBot(some)).types(line);
    expect(data).toMatchObject({ problem });
  });

  it('meant a filter where a word is almost one', async () => {
    const { data } = await (await aScriptedBot(some)).types('hosts conected');
    expect(data?.examples).toContain('/openclaw hosts connected');
  });

  it.each(['prod away 90m version 2026.9', 'label down quarantined', 'agent 0.1 maintenance'])(
    'reads %j as it says it again',
    (line) => {
      const read = readFilter(line.split(' '));
      if ('trouble' in read) throw new Error(read.word);
      expect(readFilter(wordsOfFilter(read).split(' '))).toEqual(read);
    },
  );
});

/** `n` hosts that have told their shards how they stand; their own objects count how often they are asked. */
async function many(n: number): Promise<{ bot: Bot; asked: string[]; objects: Objects }> {
  const bot = await aScriptedBot({});
  const asked: string[] = [];
  for (let i = 1; i <= n; i += 1) {
    const name = `a-host-with-quite-a-long-name-in-some-region-${i}.example.internal`.slice(0, 63);
    const to = { kind: 'fleet', name: fleetShard(name) } as const;
    const verdict = i % 50 === 0 ? 'down' : 'healthy';
    const card = {
      ...{ name, enrolled: true, connected: i % 10 !== 0, lastSeen: NOW, agentVersion: '0.1.0' },
      ...{ openclawVersion: '2026.9.6', platform: 'linux x64', keyFingerprint: 'k', confirmed: true },
      ...{ quarantined: null, marked: null, verdict, verdictAt: NOW, openIncident: null, held: [] },
    } as HostCard;
    await bot.objects.send(to, { type: 'register', name } as never);
    await bot.objects.send(to, { type: 'standing', name, card } as never);
  }
  const objects: Objects = {
    async send(to, message) {
      if (to.kind !== 'host') return bot.objects.send(to, message);
      asked.push(to.name);
      throw new Error('not asked here');
    },
  };
  return { bot, asked, objects };
}

describe('a thousand hosts', () => {
  it('are pages that fit into one message of Slack’s, and only those shown are asked', async () => {
    const { bot, asked, objects } = await many(1_000);
    const board = (page: number) =>
      homeMessage({ objects, now: () => NOW, command: '/openclaw', log: bot.log }, page);
    const first = await board(1);
    expect(asked).toHaveLength(HOSTS_A_PAGE);
    const { content, missing } = renderCounted(first);
    expect(content.blocks.length).toBeLessThanOrEqual(50);
    expect(missing).toBe(0);
    expect(first.headline).toContain('1,000 hosts');
    expect(renderText(first)).toContain('🔴 20 down');
    expect(first.buttons?.list.map(({ value }) => value)).toEqual(['2']);
    const last = await board(99);
    expect(last.buttons?.list.map(({ value }) => value)).toEqual(['33']);
  });

  it('are listed by pages that fit, whose last line shows the next one', async () => {
    const { bot } = await many(200);
    const answer = await bot.types('hosts');
    expect(renderCounted(answer.message).missing).toBe(0);
    expect(answer.data).toMatchObject({ page: 1, pages: 8 });
    expect(renderText(answer.message)).toContain('/openclaw hosts page 2');
    const last = await bot.types('hosts page 8');
    expect(renderText(last.message)).not.toContain('page 9');
  });
});
