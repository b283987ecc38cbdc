/**
 * The file of a bundle in a thread of local-slack: who may read there, and that it is shown once, whatever becomes of an
 * answer.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleKey } from '../../src/bundles/store.ts';
import { factsOf } from '../../src/incidents/bundle.ts';
import type { BundleView, Notice } from '../../src/incidents/notifier.ts';
import type { Notifier, PublishResult } from '../../src/outbox/notifier.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { slackNotifier } from '../../src/slack/notifier.ts';
import { createPace } from '../../src/slack/pace.ts';
import { bundlesInMemory } from '../fakes/bundles-in-memory.ts';
import {
  BOT_TOKEN,
  CHANNEL,
  type LocalSlack,
  MIRA,
  OLAF,
  SECOND_CHANNEL,
  startLocalSlack,
  TEAM,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { BOT_USER, GUEST } from '../fakes/slack-gate/people.ts';
import { digestOf, FILE, made } from '../incidents/given-bundle.ts';
import { aNotice } from './a-notice.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`a bundle in local-slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  let files: ReturnType<typeof bundlesInMemory>;
  let speak: Notifier<Notice>;
  let count = 0;

  beforeAll(async () => {
    slack = await startLocalSlack();
  });
  afterAll(() => slack?.stop());
  beforeEach(async () => {
    const { gate } = slack;
    gate.channels.set(CHANNEL, {
      id: CHANNEL,
      name: 'ops',
      is_private: false,
      members: [MIRA, OLAF, BOT_USER],
    });
    const access = { botToken: BOT_TOKEN, apiUrl: gate.apiUrl, fetch, log: recordedLog() };
    // Who is who is kept for a minute: each test asks anew.
    const directory = createDirectory({ ...access, now: () => Date.now() });
    files = bundlesInMemory();
    await files.store.put(bundleKey('inc-1', digestOf(FILE)), FILE);
    // Each turn comes ten seconds after the one before.
    let clock = 0;
    const pace = createPace(() => (clock += 10_000));
    const bundles = { store: files.store, directory };
    speak = slackNotifier({ ...access, command: '/openclaw', pace, bundles }) as Notifier<Notice>;
  });

  /** A notice for the file, under a message of its own. */
  async function aFileNotice({ despite = false, place = {} } = {}): Promise<Notice> {
    count += 1;
    const root = await slack.says(MIRA, `root ${count}`, place);
    const key = `bundle-file/node-3.${count}`;
    const one = {
      ...{ id: 'inc-1.node-3.bundle-1', n: 1, name: 'node-3', host: 'node-3', state: 'kept' },
      made: factsOf(made()),
      shares: [{ key, place: 0, by: { id: MIRA, via: 'slack' }, at: 0, despite, state: 'going' }],
      links: [],
    } as unknown as BundleView;
    const { view } = aNotice();
    const where = { via: 'slack' as const, team: TEAM, channel: CHANNEL, ...place };
    return aNotice({
      key,
      what: 'bundle-file',
      about: one.id,
      under: root,
      place: where,
      view: { ...view, bundles: [one] },
    });
  }
  /** What people see in the thread. */
  async function shownUnder({ under, place }: Notice): Promise<{ title: string; name: string }[]> {
    const channel = place.via === 'slack' ? place.channel : CHANNEL;
    const all = (await slack.messages(channel)) as unknown as {
      thread_ts?: string;
      files?: { title: string; name: string }[];
    }[];
    return all.filter((one) => one.thread_ts === under).flatMap((one) => one.files ?? []);
  }
  const whyOf = (said: PublishResult): string => (said.ok || said.outcome === 'later' ? '' : said.why);

  it('is there with a name and a title of the bot’s own, and is found by its title', async () => {
    const notice = await aFileNotice();
    expect(await speak.find(notice)).toBeNull();
    expect(await speak.publish(notice)).toMatchObject({ ok: true });
    expect(await shownUnder(notice)).toMatchObject([
      {
        title: `Bundle of node-3 [inc-1 ${notice.key}]`,
        name: expect.stringMatching(/^bundle-node-3-\d{8}T\d{4}Z\.tar\.gz$/),
      },
    ]);
    expect(await speak.find(notice)).not.toBeNull();
  });

  it.each([
    ['the last answer was lost', 'files.completeUploadExternal', { kind: 'answer-lost' }, 1],
    ['the last step never arrived', 'files.completeUploadExternal', { kind: 'cut' }, 0],
    ['Slack had an error page', 'files.completeUploadExternal', { kind: 'http', status: 503 }, 0],
  ] as const)('is looked up where nobody knows: %s', async (_what, method, fault, there) => {
    const notice = await aFileNotice();
    slack.gate.faults.next(method, fault);
    expect(await speak.publish(notice)).toMatchObject({ ok: false, outcome: 'unknown' });
    expect(await shownUnder(notice)).toHaveLength(there);
    expect((await speak.find(notice)) === null).toBe(there === 0);
  });

  it.each([
    ['an upload that Slack did not answer', 'files.getUploadURLExternal', { kind: 'cut' }],
    ['too many calls', 'files.getUploadURLExternal', { kind: 'rate-limited', retryAfterS: 7 }],
    [
      'too many questions about who reads there',
      'conversations.info',
      { kind: 'rate-limited', retryAfterS: 7 },
    ],
    ['an error page instead of members', 'conversations.members', { kind: 'http', status: 502 }],
  ] as const)('is certainly not shown, and may be tried again, after %s', async (_what, method, fault) => {
    const notice = await aFileNotice();
    slack.gate.faults.next(method, fault);
    expect(await speak.publish(notice)).toMatchObject({ ok: false, outcome: 'not-said' });
    expect(await shownUnder(notice)).toEqual([]);
    expect(await speak.publish(notice)).toMatchObject({ ok: true });
    expect(await shownUnder(notice)).toHaveLength(1);
  });

  it.each([
    [
      'a guest',
      { members: [MIRA, GUEST, BOT_USER] },
      'Somebody who is not a full member reads this channel: gwen.',
    ],
    ['somebody of another company', { members: [MIRA, 'U04EXTERNAL', BOT_USER] }, 'elke'],
    ['somebody whom nobody knows', { members: [MIRA, 'U99NOBODY', BOT_USER] }, 'U99NOBODY'],
    ['another company', { members: [MIRA, BOT_USER], is_ext_shared: true }, 'shared with another company'],
    ['a company that was invited', { members: [MIRA, BOT_USER], is_pending_ext_shared: true }, 'shared with'],
    [
      'more people than can be asked about',
      { members: Array.from({ length: 151 }, (_, n) => `U0${n}`) },
      'More than 150',
    ],
  ])('is not shown where %s reads, and nothing of it reaches Slack', async (_who, channel, words) => {
    const notice = await aFileNotice();
    slack.gate.channels.set(CHANNEL, { id: CHANNEL, name: 'ops', is_private: false, ...channel });
    slack.gate.channels.get(CHANNEL)?.members.push(BOT_USER);
    const before = slack.gate.done('files.getUploadURLExternal').length;
    const said = await speak.publish(notice);
    expect(said).toMatchObject({ ok: false, outcome: 'never', code: 'audience' });
    expect(whyOf(said)).toContain(words);
    expect(slack.gate.done('files.getUploadURLExternal')).toHaveLength(before);
  });

  it('is shown to a guest where an admin says so, and nobody is asked about then', async () => {
    const notice = await aFileNotice({ despite: true });
    slack.gate.channels.get(CHANNEL)?.members.push(GUEST);
    expect(await speak.publish(notice)).toMatchObject({ ok: true });
    expect(await shownUnder(notice)).toHaveLength(1);
  });

  it('does not mind who left, or the programs of the workspace', async () => {
    const notice = await aFileNotice();
    slack.gate.channels.get(CHANNEL)?.members.push('U05GONE');
    expect(await speak.publish(notice)).toMatchObject({ ok: true });
  });

  it('is not shown where the app may not see who reads, and says which scope it lacks', async () => {
    const notice = await aFileNotice();
    slack.gate.scopes.delete('channels:read');
    const said = await speak.publish(notice);
    slack.gate.scopes.add('channels:read');
    expect(said).toMatchObject({ ok: false, outcome: 'never', code: 'audience' });
    expect(whyOf(said)).toContain('channels:read');
  });

  it.each([
    ['files.getUploadURLExternal', 'missing_scope'],
    ['files.getUploadURLExternal', 'file_uploads_disabled'],
    ['files.completeUploadExternal', 'not_in_channel'],
  ])('that Slack refuses (%s: %s) is never tried again, and says why', async (method, error) => {
    const notice = await aFileNotice();
    slack.gate.faults.next(method, {
      kind: 'error',
      error,
      ...(error === 'missing_scope' && { needed: 'files:write' }),
    });
    const said = await speak.publish(notice);
    expect(said).toMatchObject({ ok: false, outcome: 'never' });
    expect(said).not.toHaveProperty('code');
    expect(whyOf(said).length).toBeGreaterThan(10);
    expect(await shownUnder(notice)).toEqual([]);
  });

  it('whose bytes are gone is never tried again', async () => {
    const notice = await aFileNotice();
    await files.store.drop(bundleKey('inc-1', digestOf(FILE)));
    expect(await speak.publish(notice)).toMatchObject({
      ok: false,
      outcome: 'never',
      why: 'The file is gone.',
    });
  });

  it('is brought to another channel by the people of that channel', async () => {
    const notice = await aFileNotice({ place: { channel: SECOND_CHANNEL } });
    slack.gate.channels.get(CHANNEL)?.members.push(GUEST);
    expect(await speak.publish(notice)).toMatchObject({ ok: true });
    expect(await shownUnder(notice)).toHaveLength(1);
  });
});
