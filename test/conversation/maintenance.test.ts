/** `maintenance` is said by somebody who may, for a reason, until a time; and in every message about the host. */
import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/terminal/render.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import { HEALTHY } from '../fakes/seen.ts';

const STRANGER = {
  person: { id: 'U9', via: 'slack', team: 'T1' },
  place: { via: 'slack', team: 'T1', channel: 'C1' },
} as const;
const three = { 'node-1': { evidence: [HEALTHY] }, 'node-2': {}, 'node-3': {} };
type Answered = Awaited<ReturnType<Awaited<ReturnType<typeof aScriptedBot>>['types']>>;
const textOf = (answer: Answered): string => renderText(answer.message);

describe('maintenance', () => {
  it('stands in the list, on the host’s page and in the answer to triage', async () => {
    const bot = await aScriptedBot(three);
    const answer = await bot.types('maintenance node-1 for 2h because the disks are swapped');
    expect(answer.data).toMatchObject({ hosts: ['node-1'], because: 'the disks are swapped' });
    for (const line of ['hosts', 'host node-1', 'triage node-1', 'status'])
      expect(textOf(await bot.types(line)), line).toMatch(
        /node-1: in maintenance until .*the disks are swapped/,
      );
    expect((await bot.types('hosts maintenance')).data?.hosts).toMatchObject([{ name: 'node-1' }]);
  });

  it('ends by itself, and by word', async () => {
    let now = Date.now();
    const bot = await aScriptedBot(three, { now: () => now });
    await bot.types('maintenance node-1 for 1h because a cable');
    await bot.types('maintenance node-2 for 3h because a cable');
    now += 2 * 3_600_000;
    expect((await bot.types('hosts maintenance')).data?.hosts).toMatchObject([{ name: 'node-2' }]);
    expect((await bot.types('maintenance node-2 end')).data).toMatchObject({ ended: ['node-2'] });
    expect((await bot.types('hosts maintenance')).data?.hosts).toEqual([]);
    expect(textOf(await bot.types('maintenance node-2 end'))).toContain('No maintenance on 1 host');
  });

  it('to come silences nothing yet', async () => {
    const bot = await aScriptedBot(three);
    await bot.types('maintenance node-1 at 23:59 for 2h because later');
    expect((await bot.types('hosts maintenance')).data?.hosts).toEqual([]);
    expect(textOf(await bot.types('host node-1'))).toContain('maintenance planned from');
  });

  it.each([
    ['maintenance node-1 for 2h', 'no-reason'],
    ['maintenance node-1 for 99d because long', 'bad-time'],
    ['maintenance node-1 until soon because so', 'bad-time'],
    ['maintenance node-9 for 2h because so', 'unknown-host'],
  ])('%j is refused', async (line, problem) => {
    const bot = await aScriptedBot(three);
    expect((await bot.types(line)).data).toMatchObject({ problem });
    expect((await bot.types('hosts maintenance')).data?.hosts).toEqual([]);
  });

  it('is for those who may act', async () => {
    const bot = await aScriptedBot(three);
    const answer = await bot.types('maintenance node-1 for 2h because so', STRANGER);
    expect(answer.data).toMatchObject({ problem: 'not-allowed' });
  });
});
