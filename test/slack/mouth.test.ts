import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackMouth } from '../../src/slack/mouth.ts';
import {
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  startLocalSlack,
  TEAM,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { aHost, aSaying } from './saying.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`a mouth in local-slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startLocalSlack();
  });
  afterAll(() => slack?.stop());

  const speaking = (botToken = BOT_TOKEN) =>
    slackMouth({ botToken, apiUrl: slack.gate.apiUrl, command: '/openclaw', fetch, log: recordedLog() });

  async function said(key: string, more = {}): Promise<string> {
    const one = await speaking().say(aSaying({ key, ...more }));
    if (!one.ok) throw new Error(`Not said: ${JSON.stringify(one)}`);
    return one.ref;
  }
  const shown = async (ts: string) => (await slack.messages()).filter((message) => message.ts === ts);

  it('posts, edits in place, and answers in the thread', async () => {
    const status = await said('first');
    expect(await shown(status)).toMatchObject([{ text: 'node-3: asking its host agent' }]);
    const looking = { ...aSaying().view, hosts: [aHost('looking')] };
    expect(await said('first', { edit: status, view: looking })).toBe(status);
    const details = await said('details/node-3', { what: 'details', host: 'node-3', under: status });
    expect(await shown(status)).toMatchObject([{ text: 'node-3: looking' }]);
    expect(await shown(details)).toMatchObject([
      { text: 'node-3: details · no findings', thread_ts: status },
    ]);
  });

  it('sends nothing that Slack would make a link, a preview or a ping of', async () => {
    const ref = await said('fixed');
    await said('fixed', { edit: ref });
    const off = { parse: 'none', link_names: 'false' };
    const posted = slack.gate.done('chat.postMessage').at(-1)?.args;
    expect(posted).toMatchObject({ ...off, mrkdwn: 'false', unfurl_links: 'false', unfurl_media: 'false' });
    expect(slack.gate.done('chat.update').at(-1)?.args).toMatchObject(off);
  });

  it('finds a message whose answer was lost, in the channel and in a thread', async () => {
    const root = await said('root');
    for (const [key, where] of [
      ['lost', {}],
      ['lost-below', { under: root }],
    ] as const) {
      slack.gate.faults.next('chat.postMessage', { kind: 'answer-lost' });
      const saying = aSaying({ key, ...where });
      expect(await speaking().say(saying)).toMatchObject({ ok: false, outcome: 'unknown' });
      // What Slack did and the bot was not told.
      const posted = slack.gate.done('chat.postMessage').at(-1)?.reply?.ts;
      expect(await speaking().find(saying)).toBe(posted);
    }
  });

  it('still finds it after an edit', async () => {
    const status = await said('kept');
    await said('kept', { edit: status });
    expect(await speaking().find(aSaying({ key: 'kept' }))).toBe(status);
  });

  it('takes neither another incident’s message nor a message never said for its own', async () => {
    await said('mine');
    const { view } = aSaying();
    expect(await speaking().find(aSaying({ key: 'mine', view: { ...view, incident: 'inc-2' } }))).toBeNull();
    slack.gate.faults.next('chat.postMessage', { kind: 'cut' });
    expect(await speaking().say(aSaying({ key: 'unsaid' }))).toMatchObject({ outcome: 'unknown' });
    expect(await speaking().find(aSaying({ key: 'unsaid' }))).toBeNull();
  });

  it('tries once and leaves the waiting to the outbox', async () => {
    const before = slack.gate.calls.length;
    slack.gate.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterS: 1 });
    expect(await speaking().say(aSaying({ key: 'limited' }))).toMatchObject({ retryAfterMs: 1_000 });
    expect(slack.gate.calls.length - before).toBe(1);
  });

  it.each([
    [
      'a place it cannot see',
      { place: { via: 'slack' as const, team: TEAM, channel: 'C0NONE' } },
      'channel_not_found',
    ],
    ['a thread that is not there', { under: '1.000000' }, 'thread_not_found'],
    ['a message that is not there', { edit: '1.000000' }, 'message_not_found'],
  ])('never speaks in %s', async (_name, more, error) => {
    const one = await speaking().say(aSaying(more));
    expect(one).toMatchObject({ outcome: 'never', why: expect.stringContaining(`(${error})`) });
  });

  it('tells whoever asked in private that it cannot speak where they asked', async () => {
    const elsewhere = { place: { via: 'slack' as const, team: TEAM, channel: 'C0NONE' } };
    await speaking().say(aSaying(elsewhere));
    const told = slack.gate.done('chat.postMessage').at(-1)?.args;
    expect(told).toMatchObject({ channel: MIRA, text: 'The answer cannot be shown where you asked' });
    expect(JSON.stringify(told?.blocks)).toContain('/invite');
    const before = slack.gate.calls.length;
    await speaking().say(aSaying({ ...elsewhere, what: 'details', host: 'node-3' }));
    expect(slack.gate.calls.length - before).toBe(1);
  });

  it('says which setting holds the wrong token', async () => {
    const one = await speaking('xoxb-wrong').say(aSaying());
    expect(one).toMatchObject({ outcome: 'never', why: expect.stringContaining('SLACK_BOT_TOKEN') });
  });
});
