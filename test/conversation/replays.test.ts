/**
 * Requests that somebody sends again, byte for byte, while their signature is good: what hands out or changes something
 * happens once, and a look that was asked for once is one look, also when the bot was put away in between.
 */
import { describe, expect, it } from 'vitest';
import type { Press } from '../../src/conversation/conversation.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';

const MIRA = { id: 'mira', via: 'terminal' } as const;
const PLACE = { via: 'terminal', session: 's1' } as const;
const HOSTS = { 'node-1': { silent: true }, 'node-3': { silent: true } };

const LINES = [
  'enroll node-7',
  'enroll node-3',
  'enroll NODE-7',
  'enroll node-7 prod',
  '/openclaw enroll node-7',
  'enroll node-7 prod eu',
  'host node-3 label prod',
  'host node-3 unlabel prod',
  'host node-3 label prod,eu',
  'host node-1 label a b c',
  'host node-3 confirm Yk3vq0mVtB1xJ8nZ',
];
describe.each(LINES)('%j', (text) => {
  it('sent again is not obeyed, at once, from another place, and by another person', async () => {
    const bot = await aScriptedBot(HOSTS);
    const first = await bot.types(text, { id: 'T-1' });
    expect(first.data?.problem).toBeUndefined();
    const again = [
      {},
      { place: { via: 'terminal', session: 's2' } as const },
      { person: { id: 'tom', via: 'terminal' } as const },
      {},
    ];
    for (const more of again) {
      const answer = await bot.types(text, { id: 'T-1', ...more });
      expect(answer).toMatchObject({ for: 'asker', data: { problem: 'seen-before' } });
      expect(JSON.stringify(answer)).not.toContain('one-time-token');
    }
  });

  it('sent twice at the same moment is obeyed once', async () => {
    const bot = await aScriptedBot(HOSTS);
    const answers = await Promise.all(Array.from({ length: 8 }, () => bot.types(text, { id: 'T-1' })));
    expect(answers.filter(({ data }) => data?.problem === 'seen-before')).toHaveLength(7);
  });

  it('is not obeyed when it cannot be remembered', async () => {
    const bot = await aScriptedBot(HOSTS);
    const { send } = bot.objects;
    const conversation = bot.objects as { send: typeof send };
    conversation.send = async (to, message) => {
      if (message.type === 'take') throw new Error('the disk is full');
      if (message.type === 'enroll' || message.type === 'label') throw new Error('it was obeyed');
      return send(to, message);
    };
    const answer = await bot.types(text, { id: 'T-1' }).catch((error: Error) => error);
    expect(JSON.stringify(answer)).not.toContain('one-time-token');
    expect(String(answer)).not.toContain('it was obeyed');
  });
});

it('a request that does nothing, sent first, does not use up the one that does', async () => {
  const bot = await aScriptedBot(HOSTS);
  await bot.types('help', { id: 'T-1' });
  await bot.types('host node-3', { id: 'T-1' });
  expect((await bot.types('enroll node-7', { id: 'T-1' })).data).toMatchObject({ token: 'one-time-token' });
});

const LOOKS = [
  'triage node-3',
  'triage node-3/work',
  'triage node-1 node-3',
  'triage all',
  '/openclaw triage node-3',
  'TRIAGE NODE-3',
];
describe.each(LOOKS)('%j', (text) => {
  it('sent again and again is one look', async () => {
    const bot = await aScriptedBot(HOSTS);
    const first = await bot.types(text, { id: 'T-1' });
    const { incident } = first;
    const asked = async () => {
      const { view } = await bot.objects.send({ kind: 'incident', name: incident ?? '' }, { type: 'view' });
      return (view as { hosts: { host: string; order: string }[] }).hosts.map(
        ({ host, order }) => `${host} ${order}`,
      );
    };
    const before = await asked();
    for (let n = 0; n < 4; n++) {
      bot.objects.evict({ kind: 'incident', name: incident ?? '' });
      expect((await bot.types(text, { id: 'T-1' })).incident).toBe(incident);
    }
    expect(await asked()).toEqual(before);
  });
});

const pressed = (more: Partial<Press>): Press => ({
  id: 'P-1',
  action: 'rerun',
  incident: '-',
  look: 1,
  person: MIRA,
  place: PLACE,
  ...more,
});
const FOREIGN: [string, Partial<Press>][] = [
  ['of another incident', { incident: 'inc-1' }],
  ['of no incident', { incident: '' }],
  ['of a path', { incident: '../host/node-3' }],
  ['of a path in other letters', { incident: '..%2fhost' }],
  ['of SQL', { incident: "x' OR 1=1 --" }],
  ['of __proto__', { incident: '__proto__' }],
  ['of a host', { incident: 'node-3' }],
  ['of no action', { action: '' }],
  ['of an action __proto__', { action: '__proto__' }],
  ['of an action toString', { action: 'toString' }],
  ['of a look to come', { look: 1e9 }],
  ['of a look before all', { look: -1 }],
  ['of half a look', { look: 0.5 }],
];
it.each(FOREIGN)('a press %s begins nothing', async (_, more) => {
  const bot = await aScriptedBot(HOSTS);
  const answer = await bot.conversation.press(pressed(more));
  expect(answer).toMatchObject({ data: { problem: 'stale-button' } });
});
