/**
 * An incident that speaks on Slack's bad days: real incidents over real files, a real Slack emulator, and a
 * gate that turns calls away or loses their answers. Whatever happens, people see one message and its thread.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL, MIRA, type ShownMessage, TEAM, whyNoLocalSlack } from '../fakes/local-slack.ts';
import type { Fault } from '../fakes/slack-gate/faults.ts';
import { aSlackWorld, SLOW, type SlackWorld } from './slack-world.ts';

const why = whyNoLocalSlack();

const LOST: Fault = { kind: 'answer-lost' };
const DOWN: Fault = { kind: 'http', status: 503 };
const BUSY: Fault = { kind: 'rate-limited', retryAfterS: 1 };
const UNSURE: Fault = { kind: 'error', error: 'internal_error' };
const TOO_LONG: Fault = { kind: 'error', error: 'msg_blocks_too_long' };
const FINE: Fault = { kind: 'through' };
const HISTORY = 'conversations.history';
const REPLIES = 'conversations.replies';

type Case = { when: string; faults: Record<string, Fault[]>; search?: string; slow?: true };

describe.skipIf(why !== null)(`Slack on a bad day${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  beforeAll(async () => {
    world = await aSlackWorld();
  });
  afterAll(() => world?.stop());

  it.each([
    { when: 'S-19: every post is turned away for a second', faults: { 'chat.postMessage': [BUSY, BUSY] } },
    {
      when: 'S-21: the answer to the status is lost',
      faults: { 'chat.postMessage': [LOST] },
      search: HISTORY,
    },
    {
      when: 'S-21: the answer is lost and the search fails too',
      faults: { 'chat.postMessage': [LOST], [HISTORY]: [DOWN] },
      search: HISTORY,
    },
    {
      when: 'S-20: Slack is down, then unsure',
      faults: { 'chat.postMessage': [DOWN, UNSURE] },
      search: HISTORY,
    },
    {
      when: 'S-21: the answer to the details is lost',
      faults: { 'chat.postMessage': [FINE, LOST] },
      search: REPLIES,
    },
    { when: 'S-19, S-20: edits are turned away', slow: true, faults: { 'chat.update': [BUSY, DOWN] } },
    { when: 'S-22: Slack refuses the blocks of the status', faults: { 'chat.postMessage': [TOO_LONG] } },
    {
      when: 'S-22: Slack refuses the blocks of the details',
      faults: { 'chat.postMessage': [FINE, TOO_LONG] },
    },
  ] as Case[])('shows one message when $when', async ({ when, faults, search, slow }) => {
    const { slack, objects } = world;
    const host = `${slow ? SLOW : 'node'}-${when.replace(/\W+/g, '-')}`;
    for (const [method, ones] of Object.entries(faults)) slack.gate.faults.next(method, ...ones);
    const about = (messages: ShownMessage[]) => messages.filter(({ text }) => text.startsWith(host));
    const tops = (messages: ShownMessage[]) => about(messages).filter((one) => one.thread_ts === undefined);
    const searched = search === undefined ? 0 : slack.gate.done(search).length;

    await world.tell(`inc-${host}`, {
      id: `ask ${host}`,
      type: 'asked',
      host,
      person: { id: MIRA, via: 'slack', team: TEAM },
      place: { via: 'slack', team: TEAM, channel: CHANNEL },
      text: `triage ${host}`,
    });
    const complete = (all: ShownMessage[]) =>
      about(all).length >= 2 && tops(all).some(({ text }) => text.includes('config-invalid'));
    await slack.shows(complete, 20_000);
    // What is in doubt is looked up, and only then could it be said a second time.
    if (search !== undefined)
      await expect.poll(() => slack.gate.done(search).length).toBeGreaterThan(searched);
    await expect.poll(() => objects.evict({ kind: 'incident', name: `inc-${host}` })).toBe(true);

    const shown = await slack.messages();
    const [top, ...others] = tops(shown);
    expect(others).toEqual([]);
    expect(top?.text).toContain('is down · process · config-invalid');
    const replies = about(shown).filter((one) => one.thread_ts !== undefined);
    expect(replies.map((one) => one.thread_ts)).toEqual([top?.ts]);
    for (const method of Object.keys(faults)) expect(slack.gate.faults.take(method)).toBeUndefined();
  });
});

describe.skipIf(why !== null)('Slack on a day like any other', () => {
  let world: SlackWorld;
  beforeAll(async () => {
    world = await aSlackWorld(undefined, { hurried: false });
  });
  afterAll(() => world?.stop());

  it('hears two posts and one or two edits of a triage, and no file', async () => {
    const { gate } = world.slack;
    const host = `${SLOW}-usual`;
    await world.tell('inc-usual', {
      id: 'ask usual',
      type: 'asked',
      host,
      person: { id: MIRA, via: 'slack', team: TEAM },
      place: { via: 'slack', team: TEAM, channel: CHANNEL },
      text: `triage ${host}`,
    });
    await world.slack.shows((all) => all.filter(({ text }) => text.startsWith(host)).length >= 2, 20_000);
    await expect.poll(() => world.objects.evict({ kind: 'incident', name: 'inc-usual' })).toBe(true);
    const count = (method: string) => gate.calls.filter((call) => call.method === method).length;
    expect(count('chat.postMessage')).toBe(2);
    expect([1, 2]).toContain(count('chat.update'));
    expect(gate.calls).toHaveLength(2 + count('chat.update'));
  });
});
