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
    { when: 'every post is turned away for a second', faults: { 'chat.postMessage': [BUSY, BUSY] } },
    { when: 'the answer to the status is lost', faults: { 'chat.postMessage': [LOST] }, search: HISTORY },
    {
      when: 'the answer is lost and the search fails too',
      faults: { 'chat.postMessage': [LOST], [HISTORY]: [DOWN] },
      search: HISTORY,
    },
    { when: 'Slack is down, then unsure', faults: { 'chat.postMessage': [DOWN, UNSURE] }, search: HISTORY },
    {
      when: 'the answer to the details is lost',
      faults: { 'chat.postMessage': [FINE, LOST] },
      search: REPLIES,
    },
    { when: 'edits are turned away', slow: true, faults: { 'chat.update': [BUSY, DOWN] } },
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
