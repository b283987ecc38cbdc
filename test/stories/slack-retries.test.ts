/** Slack sends a command again when it did not hear from the bot in time; a person's command is one command. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import type { Objects } from '../../src/storage/objects.ts';
import { FULL_MEMBERS } from '../fakes/answering.ts';
import { BOT_TOKEN, CHANNEL, type ShownMessage, TEAM, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { commandBody, SECRET, signedRequest } from '../slack/signed.ts';
import { aSlackWorld, type SlackWorld } from './slack-world.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`a command that comes again${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let handle: SlackHandler;
  /** The kind of object before which the bot dies; its retries find it alive. */
  let dying: 'host' | 'incident' | null = null;
  const log = recordedLog();

  beforeAll(async () => {
    world = await aSlackWorld();
    const objects: Objects = {
      send: async (to, message) => {
        if (to.kind === dying) throw new Error('The bot died here');
        return world.objects.send(to, message);
      },
    };
    const conversation = createConversation({
      objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: async (_person, right) =>
        right === 'look' ? { ok: true } : { ok: false, who: [], setting: 'ADMIN_USERS' },
      explain: () => ({ verdict: 'unknown', layers: [], findings: [], unknowns: [] }),
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
    });
    handle = slackHandler({
      conversation,
      directory: FULL_MEMBERS,
      botToken: BOT_TOKEN,
      command: '/openclaw',
      teams: [TEAM],
      channels: [CHANNEL],
      signingSecrets: [SECRET],
      now: () => 1_700_000_000_000,
      fetch,
      log,
    });
  });
  afterAll(() => world?.stop());

  /** The same command, `times` at once; the n-th says that it is Slack's n-th try, from `first` on. */
  async function sent(host: string, trigger: string, times: number, first = 0): Promise<Response[]> {
    const place = { team_id: TEAM, channel_id: CHANNEL, trigger_id: trigger };
    const body = commandBody(`triage ${host}`, place);
    const tries = Array.from({ length: times }, (_, index) => {
      const at = first + index;
      const retry = { 'x-slack-retry-num': String(at), 'x-slack-retry-reason': 'http_timeout' };
      return signedRequest(body, { headers: at === 0 ? {} : retry });
    });
    return Promise.all(tries.map((request) => handle(request, () => undefined)));
  }
  /** Ends when the latest incident has nothing under way; only then can it be put away. */
  const quiet = () =>
    expect
      .poll(() => world.objects.evict({ kind: 'incident', name: world.jobs.at(-1)?.incident ?? '' }))
      .toBe(true);
  const tops = (shown: ShownMessage[], host: string) =>
    shown.filter((one) => one.text.startsWith(host) && one.thread_ts === undefined);
  const concluded = (host: string) => (shown: ShownMessage[]) =>
    tops(shown, host).some(({ text }) => text.includes('config-invalid'));

  it.each(['host', 'incident'] as const)(
    'S-07: is carried out by a retry when the first try died before the %s knew',
    async (kind) => {
      const name = `died-${kind}`;
      await world.enrol(name);
      dying = kind;
      await sent(name, `1.1.${name}`, 1);
      expect(world.jobs.filter(({ id }) => id.includes(name))).toEqual([]);
      dying = null;
      for (const nth of [1, 2, 3]) await sent(name, `1.1.${name}`, 1, nth);
      await world.slack.shows(concluded(name));
      await quiet();
      expect(tops(await world.slack.messages(), name)).toHaveLength(1);
      expect(world.jobs.filter(({ id }) => id.includes(name))).toHaveLength(1);
    },
  );

  it('S-08: fifty times at once is looked at once and shown once', async () => {
    await world.enrol('node-3');
    const answers = await sent('node-3', '1.1.fifty', 50);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await world.slack.shows(concluded('node-3'));
    await quiet();
    expect(tops(await world.slack.messages(), 'node-3')).toHaveLength(1);
    expect(world.jobs.filter(({ id }) => id.includes('node-3'))).toMatchObject([{ op: 'triage' }]);
  });

  it('S-03, S-09: after all was said read-only', async () => {
    await world.enrol('node-4');
    await sent('node-4', '1.1.late', 1);
    await world.slack.shows(concluded('node-4'));
    await quiet();
    const before = [world.jobs.length, await world.slack.messages()];
    expect(await sent('node-4', '1.1.late', 4)).toMatchObject(Array(4).fill({ status: 200 }));
    await quiet();
    expect([world.jobs.length, await world.slack.messages()]).toEqual(before);
  });

  it('is another command when it was typed again, and joins the open incident', async () => {
    await world.enrol('node-5');
    await sent('node-5', '1.1.first', 1);
    await world.slack.shows(concluded('node-5'));
    const jobs = world.jobs.length;
    await sent('node-5', '1.1.second', 1);
    await expect.poll(() => world.jobs.length).toBe(jobs + 1);
    const shown = await world.slack.shows(concluded('node-5'));
    expect(tops(shown, 'node-5')).toHaveLength(1);
    expect(new Set(world.jobs.slice(-2).map(({ incident }) => incident)).size).toBe(1);
  });
});
