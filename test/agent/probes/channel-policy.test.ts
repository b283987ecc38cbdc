/** Who may write to the bot, as OpenClaw 2026.9.6 reads `channels`; of people and groups only numbers. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { channelAccounts } from '../../../src/agent/gateways/channel-accounts.ts';
import { keptBackIn } from '../../../src/agent/gateways/send-policy.ts';
import { countsForNobody } from '../../../src/agent/gateways/sender-names.ts';
import { channelPolicy } from '../../../src/agent/probes/channel-policy.ts';
import { contextOf, emptyPlace, type Place, said } from '../place.ts';

const one = (telegram: object, more: object = {}) => channelAccounts({ channels: { telegram, ...more } })[0];

it.each([
  [
    'what OpenClaw sets by itself',
    {},
    { dmPolicy: 'pairing', groupPolicy: 'allowlist', mention: 'default', enabled: true },
  ],
  ['switched off', { enabled: false }, { enabled: false }],
  ['nobody directly', { dmPolicy: 'disabled' }, { dmPolicy: 'disabled' }],
  ['the older form of it', { dm: { enabled: false } }, { dmPolicy: 'disabled' }],
  [
    'the older policy',
    { dm: { policy: 'allowlist', allowFrom: [7] } },
    { dmPolicy: 'allowlist', dmSenders: 1 },
  ],
  [
    'two senders',
    { dmPolicy: 'allowlist', allowFrom: [1, 'tg:2'] },
    { dmSenders: 2, dmAnybody: false, groupSenders: 2 },
  ],
  ['everybody', { dmPolicy: 'open', allowFrom: ['*'] }, { dmSenders: 0, dmAnybody: true }],
  [
    'every group',
    { groups: { '*': { requireMention: true } } },
    { groupsAny: true, groupsListed: 0, mention: 'all' },
  ],
  [
    'two groups',
    { groups: { a: { requireMention: true }, b: { requireMention: false } } },
    { groupsAny: false, groupsListed: 2, mention: 'some' },
  ],
  ['a group that is off', { groups: { a: { enabled: false }, b: {} } }, { groupsOff: 'some' }],
  ['no group that is on', { groups: { a: { enabled: false } } }, { groupsOff: 'all' }],
  ['a topic that is off', { groups: { a: { topics: { 7: { enabled: false } } } } }, { groupsOff: 'some' }],
  [
    'a group with a list of its own',
    { groups: { a: { allowFrom: [1] }, b: { allowFrom: ['*'] } } },
    { ownSenders: 1 },
  ],
  [
    'a room with users of its own',
    { guilds: { g: { channels: { c: { users: [1, 2] } } } } },
    { ownSenders: 2 },
  ],
  [
    'tools taken away in a group',
    { groups: { a: { toolsBySender: { '*': { deny: ['exec'] } } } } },
    { groupTools: { all: ['exec'], some: [] } },
  ],
  [
    'tools taken away in one group of two',
    { groups: { a: { tools: { deny: ['exec'] } }, b: {} } },
    { groupTools: { all: [], some: ['exec'] } },
  ],
  [
    'tools taken away in a group, and so in the other, which has no policy',
    { groups: { '*': { tools: { deny: ['exec', 'read'] } }, b: {}, c: { tools: { deny: ['exec'] } } } },
    { groupTools: { all: ['exec'], some: ['read'] } },
  ],
  [
    'tools taken from one sender in a group',
    { groups: { a: { toolsBySender: { 7: { deny: ['exec'] } } } } },
    { groupTools: { all: [], some: ['exec'] } },
  ],
  ['a person by a handle', { allowFrom: ['@anna', 'tg:7', '*'] }, { dmNameless: 1, groupNameless: 1 }],
  [
    'a topic in which it must be mentioned',
    { groups: { a: { requireMention: false, topics: { 7: { requireMention: true } } } } },
    { mention: 'some' },
  ],
  ['guilds', { guilds: { g: { requireMention: false } } }, { groupsListed: 1, mention: 'none' }],
])('%s', (_what, telegram, wanted) => {
  expect(one(telegram)).toMatchObject(wanted);
});

it('asks an account before its channel, and the channel before the defaults', () => {
  const channels = {
    defaults: { groupPolicy: 'open' },
    telegram: {
      dmPolicy: 'disabled',
      accounts: { ops: { dmPolicy: 'open', allowFrom: ['*'] }, home: {}, old: { enabled: false } },
    },
  };
  expect(channelAccounts({ channels })).toMatchObject([
    { channel: 'telegram', account: 'ops', dmPolicy: 'open', dmAnybody: true, groupPolicy: 'open' },
    { account: 'home', dmPolicy: 'disabled', groupPolicy: 'open', enabled: true },
    { account: 'old', enabled: false },
  ]);
});

it.each([
  ['no channels', {}],
  ['something else', { channels: 'none' }],
  ['a list', { channels: { telegram: [] } }],
])('finds none in %s', (_what, config) => expect(channelAccounts(config)).toEqual([]));

it('tells no sender, no group and no secret', async () => {
  const place = emptyPlace();
  const group = '-1009876543210';
  place.configure({
    channels: {
      telegram: {
        botToken: '123456789:AAlabAAlabAAlabAAlab',
        dmPolicy: 'allowlist',
        allowFrom: ['sender-anna'],
        groups: { [group]: { allowFrom: ['sender-bert'] } },
      },
    },
  });
  const sight = await channelPolicy.look(await contextOf(place));
  const told = JSON.stringify(sight);
  expect(told).toContain('"channel.dm-senders","subject":"gateway:default/channel:telegram","value":1');
  for (const word of ['anna', 'bert', group, 'AAlab']) expect(told).not.toContain(word);
});

/** Requests as OpenClaw 2026.9.6 keeps them; `hours` is how long ago each was last seen. */
function asked(place: Place, requests: readonly { account: string; hours: number }[]): void {
  mkdirSync(join(place.stateDir, 'state'));
  const database = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  database.exec(
    `CREATE TABLE channel_pairing_requests (channel_key TEXT NOT NULL, account_id TEXT NOT NULL, request_id TEXT NOT NULL,
     code TEXT NOT NULL, created_at TEXT NOT NULL, last_seen_at TEXT NOT NULL) STRICT`,
  );
  const add = database.prepare(
    "INSERT INTO channel_pairing_requests VALUES ('telegram', ?, ?, 'ZQ8K4M2P', ?, ?)",
  );
  requests.forEach(({ account, hours }, n) => {
    const at = new Date(Date.now() - hours * 3_600_000).toISOString();
    add.run(account, `sender-${n}`, at, at);
  });
  database.close();
}

it('counts who waits to be approved, by account, and tells neither codes nor senders', async () => {
  const place = emptyPlace();
  place.configure({ channels: { telegram: { accounts: { ops: {}, home: {} } } } });
  asked(place, [
    { account: 'ops', hours: 0.1 },
    { account: 'ops', hours: 5 },
    { account: 'home', hours: 72 },
  ]);
  const sight = await channelPolicy.look(await contextOf(place));
  expect(said(sight, '/channel:telegram.ops')['channel.dm-waiting']).toBe(2);
  expect(said(sight, '/channel:telegram.home')['channel.dm-waiting']).toBe(0);
  expect(JSON.stringify(sight)).not.toMatch(/ZQ8K4M2P|sender-/);
});

it('knows of nobody who waits where no such record is kept', async () => {
  const place = emptyPlace();
  place.configure({ channels: { telegram: {} } });
  expect(said(await channelPolicy.look(await contextOf(place)), '/channel:telegram')).not.toHaveProperty(
    'channel.dm-waiting',
  );
});

const rule = (action: string, match: object) => ({ action, match });

it.each<[string, object | undefined, string[]]>([
  ['nothing', undefined, []],
  ['everything by default', { default: 'deny' }, ['direct', 'group']],
  ['groups', { default: 'allow', rules: [rule('deny', { chatType: 'group' })] }, ['group']],
  ['this channel', { rules: [rule('deny', { channel: 'telegram' })] }, ['direct', 'group']],
  ['another channel', { rules: [rule('deny', { channel: 'discord' })] }, []],
  ['one session', { rules: [rule('deny', { keyPrefix: 'agent:main:telegram:group:7' })] }, []],
  ['all but direct chats', { default: 'deny', rules: [rule('allow', { chatType: 'dm' })] }, ['group']],
])('keeps answers back: %s', (_what, sendPolicy, wanted) => {
  expect(keptBackIn({ session: { sendPolicy } }, 'telegram')).toEqual(wanted);
});

it.each<[string, string, boolean]>([
  ['telegram', 'telegram:4711', false],
  ['telegram', 'accessGroup:ops', false],
  ['telegram', '$'.concat('{OWNER_ID}'), false],
  ['telegram', '+49 170 1234567', true],
  ['discord', '<@123456789012345678>', false],
  ['discord', 'anna#0001', true],
  ['slack', 'U012AB3CD', false],
  ['slack', 'anna', true],
  ['whatsapp', '+49 170 1234567', false],
  ['whatsapp', 'Anna', true],
  ['irc', 'anna', false],
])('in %s %s counts for nobody: %s', (channel, entry, nobody) => {
  expect(countsForNobody(channel, false)(entry)).toBe(nobody);
  expect(countsForNobody(channel, true)(entry)).toBe(false);
});

describe('a named list of people', () => {
  const listed = (members: object | null, type = 'message.senders') =>
    channelAccounts({
      ...(members === null ? {} : { accessGroups: { team: { type, members } } }),
      channels: { telegram: { dmPolicy: 'allowlist', allowFrom: ['accessGroup:team'] } },
    })[0];

  it.each<[string, object | null, object]>([
    ['has them for this channel', { telegram: ['4711', '815'] }, { dmSenders: 2, dmNobody: false }],
    ['has them for every channel', { '*': ['4711'] }, { dmSenders: 1, dmNobody: false }],
    ['has them for another channel', { discord: ['123456789012345678'] }, { dmSenders: 0, dmNobody: true }],
    ['was never made', null, { dmSenders: 0, dmNobody: true }],
  ])('%s', (_what, members, wanted) => expect(listed(members)).toMatchObject(wanted));

  it('that the provider is asked for is not known here', () => {
    expect(listed({}, 'discord.channelAudience')).toMatchObject({
      dmSenders: 1,
      dmNameless: 0,
      dmNobody: false,
    });
  });
});
