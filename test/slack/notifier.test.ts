import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackNotifier } from '../../src/slack/notifier.ts';
import { createPace } from '../../src/slack/pace.ts';
import {
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  startLocalSlack,
  TEAM,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { aHost, aNotice } from './a-notice.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`a notifier in local-slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startLocalSlack();
  });
  afterAll(() => slack?.stop());

  const speaking = (botToken = BOT_TOKEN, pace = createPace(() => 0)) =>
    slackNotifier({
      botToken,
      apiUrl: slack.gate.apiUrl,
      command: '/openclaw',
      fetch,
      log: recordedLog(),
      pace,
    });

  async function said(key: string, more = {}): Promise<string> {
    const one = await speaking().publish(aNotice({ key, ...more }));
    if (!one.ok) throw new Error(`Not said: ${JSON.stringify(one)}`);
    return one.ref;
  }
  const shown = async (ts: string) => (await slack.messages()).filter((message) => message.ts === ts);

  it('posts, edits in place, and answers in the thread', async () => {
    const status = await said('first');
    expect(await shown(status)).toMatchObject([{ text: 'node-3: contacting host agent' }]);
    const looking = { ...aNotice().view, hosts: [aHost('looking')] };
    expect(await said('first', { edit: status, view: looking })).toBe(status);
    const details = await said('details/node-3', { what: 'details', host: 'node-3', under: status });
    expect(await shown(status)).toMatchObject([{ text: 'node-3: triage running' }]);
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

  it('S-21: finds a message whose answer was lost, in the channel and in a thread', async () => {
    const root = await said('root');
    for (const [key, where] of [
      ['lost', {}],
      ['lost-below', { under: root }],
    ] as const) {
      slack.gate.faults.next('chat.postMessage', { kind: 'answer-lost' });
      const notice = aNotice({ key, ...where });
      expect(await speaking().publish(notice)).toMatchObject({ ok: false, outcome: 'unknown' });
      // What Slack did and the bot was not told.
      const posted = slack.gate.done('chat.postMessage').at(-1)?.reply?.ts;
      expect(await speaking().find(notice)).toBe(posted);
    }
  });

  it('still finds it after an edit', async () => {
    const status = await said('kept');
    await said('kept', { edit: status });
    expect(await speaking().find(aNotice({ key: 'kept' }))).toBe(status);
  });

  it('takes neither another incident’s message nor a message never said for its own', async () => {
    await said('mine');
    const { view } = aNotice();
    expect(await speaking().find(aNotice({ key: 'mine', view: { ...view, incident: 'inc-2' } }))).toBeNull();
    slack.gate.faults.next('chat.postMessage', { kind: 'cut' });
    expect(await speaking().publish(aNotice({ key: 'unsaid' }))).toMatchObject({ outcome: 'unknown' });
    expect(await speaking().find(aNotice({ key: 'unsaid' }))).toBeNull();
  });

  it('S-19: tries once and leaves the waiting to the outbox', async () => {
    const before = slack.gate.calls.length;
    slack.gate.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterS: 1 });
    expect(await speaking().publish(aNotice({ key: 'limited' }))).toMatchObject({ retryAfterMs: 1_000 });
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
    const one = await speaking().publish(aNotice(more));
    expect(one).toMatchObject({ outcome: 'never', why: expect.stringContaining(`(${error})`) });
  });

  it('tells whoever asked in private that it cannot speak where they asked', async () => {
    const elsewhere = { place: { via: 'slack' as const, team: TEAM, channel: 'C0NONE' } };
    await speaking().publish(aNotice(elsewhere));
    const told = slack.gate.done('chat.postMessage').at(-1)?.args;
    expect(told).toMatchObject({ channel: MIRA, text: 'Results cannot be posted where you asked' });
    expect(JSON.stringify(told?.blocks)).toContain('/invite');
    const before = slack.gate.calls.length;
    await speaking().publish(aNotice({ ...elsewhere, what: 'details', host: 'node-3' }));
    expect(slack.gate.calls.length - before).toBe(1);
  });

  it('says which setting holds the wrong token', async () => {
    const one = await speaking('xoxb-wrong').publish(aNotice());
    expect(one).toMatchObject({ outcome: 'never', why: expect.stringContaining('SLACK_BOT_TOKEN') });
  });

  describe('what does not fit into one message', () => {
    /** A host agent that gave its reason at length. */
    const wordy = (lines: number) => {
      const why = Array.from({ length: lines }, (_, at) => `line ${at} of the reason`).join('\n');
      return { ...aNotice().view, hosts: [{ ...aHost('refused'), why }] };
    };
    const filesIn = async (thread: string) =>
      (await slack.messages())
        .filter((message) => message.thread_ts === thread)
        .flatMap((message) => (message as { files?: { title: string; name: string }[] }).files ?? []);

    it('is counted, and becomes a file in its thread', async () => {
      const view = wordy(2_000);
      const one = await speaking().publish(aNotice({ key: 'long', view }));
      expect(one).toMatchObject({ ok: true, missing: expect.any(Number) });
      const under = one.ok ? one.ref : '';
      const posted = slack.gate.done('chat.postMessage').at(-1)?.args;
      expect(JSON.stringify(posted?.blocks)).toContain('The full text is a file in this thread.');
      const notice = aNotice({ key: 'long+file', view, under, asFile: true });
      expect(await speaking().find(notice)).toBeNull();
      expect(await speaking().publish(notice)).toMatchObject({ ok: true });
      expect(await filesIn(under)).toMatchObject([
        { title: 'Full text of the status [inc-1 long+file]', name: 'inc-1-long-file.txt' },
      ]);
      expect(await speaking().find(notice)).not.toBeNull();
    });

    it('S-21: is found when the answer to the file is lost', async () => {
      const under = await said('long-lost');
      const notice = aNotice({ key: 'long-lost+file', under, asFile: true });
      slack.gate.faults.next('files.completeUploadExternal', { kind: 'answer-lost' });
      expect(await speaking().publish(notice)).toMatchObject({ outcome: 'unknown' });
      expect(await speaking().find(notice)).not.toBeNull();
      expect(await filesIn(under)).toHaveLength(1);
    });

    it('is certainly not shown when the file fails before it is shared', async () => {
      const under = await said('long-cut');
      slack.gate.faults.next('files.getUploadURLExternal', { kind: 'cut' });
      const one = await speaking().publish(aNotice({ key: 'long-cut+file', under, asFile: true }));
      expect(one).toMatchObject({ outcome: 'not-said', retryAfterMs: 0 });
      expect(await filesIn(under)).toEqual([]);
    });

    it('is said to be missing where no file may be shown, and nobody is told in private', async () => {
      const under = await said('long-refused');
      const refusal = { kind: 'error', error: 'missing_scope', needed: 'files:write' } as const;
      slack.gate.faults.next('files.getUploadURLExternal', refusal);
      const before = slack.gate.calls.length;
      const one = await speaking().publish(aNotice({ key: 'long-refused+file', under, asFile: true }));
      expect(one).toMatchObject({ outcome: 'never', why: expect.stringContaining('lacks files:write') });
      expect(slack.gate.calls.length - before).toBe(1);
      await said('long-refused', { edit: under, view: wordy(2_000), noFile: 'The app lacks files:write.' });
      const shownBlocks = JSON.stringify((await shown(under))[0]?.blocks);
      expect(shownBlocks).toContain('could not be attached. The app lacks files:write.');
      expect(shownBlocks).toContain('host.mjs triage');
    });

    it.each(['msg_blocks_too_long', 'invalid_blocks'])('S-22: is said plainly after %s', async (error) => {
      for (const [method, more] of [
        ['chat.postMessage', {}],
        ['chat.update', { edit: await said(`plain-${error}`) }],
      ] as const) {
        slack.gate.faults.next(method, { kind: 'error', error });
        const ref = await said(`plain-${error}`, { ...more, view: wordy(2_000) });
        const [message] = await shown(ref);
        expect(message?.text).toContain('job refused by host agent');
        expect(message?.blocks ?? []).toEqual([]);
        // It is found by its key like any other.
        expect(await speaking().find(aNotice({ key: `plain-${error}` }))).not.toBeNull();
      }
    });
  });

  it('S-19: lets nobody speak in a channel that Slack wants silent', async () => {
    const pace = createPace(() => 0);
    const { gate } = slack;
    gate.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterS: 30 });
    const before = gate.calls.length;
    for (const key of ['first', 'second', 'third']) {
      const one = await speaking(BOT_TOKEN, pace).publish(aNotice({ key: `hushed-${key}` }));
      expect(one).toMatchObject({ outcome: 'not-said', retryAfterMs: 30_000, limited: true });
    }
    expect(gate.calls.length - before).toBe(1);
  });

  it('S-19: lets two incidents take turns in one channel', async () => {
    const pace = createPace(() => 0);
    const { view } = aNotice();
    const say = (incident: string) =>
      speaking(BOT_TOKEN, pace).publish(aNotice({ key: 'turn', view: { ...view, incident } }));
    expect(await say('inc-a')).toMatchObject({ ok: true });
    expect(await say('inc-b')).toEqual({ ok: false, outcome: 'later', afterMs: 1_000 });
  });

  it('tells after a long silence since when there was one, and of all hosts in one message', async () => {
    const now = Date.UTC(2026, 10, 21, 2, 24, 10);
    const view = { ...threeHosts(), at: now };
    const silence = { from: now - 13 * 60_000, to: now, limited: false };
    const status = await said('silent', { view, silence });
    const blocks = async () => JSON.stringify((await shown(status))[0]?.blocks);
    const period = '21 Nov 02:11:10–02:24:10 UTC; this is the current state';
    expect(await blocks()).toContain(`Slack was not reachable ${period}`);
    await said('silent', { view, silence: { ...silence, limited: true }, edit: status });
    expect(await blocks()).toContain(`Slack accepted no messages ${period}`);
    const hosts = ['node-1', 'node-2'];
    const details = await said('silent-details', { what: 'details', view, hosts, under: status });
    const [message] = await shown(details);
    expect(message?.text).toBe('Details of 2 hosts');
    for (const host of hosts) expect(JSON.stringify(message?.blocks)).toContain(`${host}: details`);
  });
});

const threeHosts = () => ({
  ...aNotice().view,
  hosts: ['node-1', 'node-2', 'node-3'].map((host) => ({ ...aHost('asking'), host })),
});
