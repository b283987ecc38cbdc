/** Which basic tools a policy leaves, as OpenClaw 2026.9.6 reads `tools`. */
import { expect, it } from 'vitest';
import { withheldBy, withheldBySender } from '../../../src/agent/gateways/tool-rules.ts';
import { toolPolicy, withheld } from '../../../src/agent/probes/tool-policy.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const ALL = ['read', 'write', 'edit', 'exec'];

it.each([
  ['no policy', undefined, []],
  ['denied by name', { deny: ['exec'] }, ['exec']],
  ['denied by group', { deny: ['group:fs'] }, ['read', 'write', 'edit']],
  ['denied by pattern', { deny: ['*'] }, ALL],
  ['only others allowed', { allow: ['web_search'] }, ALL],
  ['one allowed', { allow: ['read'] }, ['write', 'edit', 'exec']],
  ['a group allowed, one of it denied', { allow: ['group:fs'], deny: ['write'] }, ['write', 'exec']],
  ['a bare profile', { profile: 'minimal' }, ALL],
  [
    'a bare profile and more beside it',
    { profile: 'messaging', alsoAllow: ['read'] },
    ['write', 'edit', 'exec'],
  ],
  ['a full profile', { profile: 'coding' }, []],
  ['commands denied by their own setting', { exec: { mode: 'deny' } }, ['exec']],
  ['the same before 2026.9', { exec: { security: 'deny' } }, ['exec']],
  ['commands that ask first', { exec: { mode: 'ask' } }, []],
  ['something else', 'none', []],
])('%s', (_title, policy, gone) => {
  expect(withheld(policy)).toEqual(gone);
});

it.each([
  ['its provider', { byProvider: { stub: { profile: 'minimal' } } }, undefined, true],
  ['its model', { byProvider: { 'stub/one': { deny: ['*'] } } }, undefined, true],
  ['another provider', { byProvider: { other: { profile: 'minimal' } } }, undefined, false],
  ['itself', undefined, { profile: 'messaging' }, true],
  ['itself with its provider', undefined, { byProvider: { stub: { allow: ['cron'] } } }, true],
])('knows what the agent that answers everybody loses to a policy for %s', async (_for, tools, own, none) => {
  const place = emptyPlace();
  place.configure({
    tools,
    agents: {
      defaults: { model: 'stub/one' },
      list: [
        { id: 'guest', tools: { deny: ['exec'] } },
        { id: 'desk', default: true, tools: own },
      ],
    },
  });
  expect(said(await toolPolicy.look(await contextOf(place)))).toMatchObject({ 'tools.none-for-files': none });
});

it('joins the common policy with that of the main agent', async () => {
  const place = emptyPlace();
  place.configure({
    tools: { deny: ['group:fs'] },
    agents: { entries: { main: { tools: { deny: ['exec'] } } } },
  });
  expect(said(await toolPolicy.look(await contextOf(place)))).toEqual({
    'tools.withheld': ALL,
    'tools.none-for-files': true,
  });
});

it('the web that is switched off by its own settings', () => {
  expect(withheldBy({ web: { search: { enabled: false } } })).toEqual(['web_search']);
  expect(withheldBy({ web: { search: { enabled: true }, fetch: { enabled: false } } })).toEqual([
    'web_fetch',
  ]);
});

it.each([
  ['whoever has no entry', { '*': { deny: ['exec'] }, 'channel:telegram:4711': {} }, undefined, [], ['exec']],
  ['everybody, where nobody has an entry', { '*': { deny: ['exec'] } }, undefined, ['exec'], []],
  ['everybody but for this agent', { '*': { deny: ['exec'] } }, { toolsBySender: { '*': {} } }, [], []],
  ['one guest', { 'id:guest': { deny: ['group:fs'] } }, undefined, [], ['read', 'write', 'edit']],
  ['nobody', {}, undefined, [], []],
])('takes tools from %s by who asks', (_who, common, own, all, some) => {
  const seen = withheldBySender({ tools: { toolsBySender: common } }, { tools: own });
  expect(seen).toEqual({ all, some });
});
