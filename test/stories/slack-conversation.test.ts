/**
 * What people do besides typing a command: buttons, mentions in threads, windows, and pressing twice. Slack is
 * local-slack behind the gate; it posts signed requests to the bot, whose incidents and files are real.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/bot.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import {
  BOT_TOKEN,
  CHANNEL,
  EXTERNAL,
  GUEST,
  MIRA,
  OLAF,
  type ShownMessage,
  SIGNING_SECRET,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { aSlackWorld, type SlackWorld } from './slack-world.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`people in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let handle: SlackHandler;
  let late = 0;
  const work: Promise<unknown>[] = [];

  beforeAll(async () => {
    world = await aSlackWorld(async (request) => {
      await new Promise((resolve) => setTimeout(resolve, late));
      return handle(request, (one) => work.push(one));
    });
    const log = recordedLog();
    const conversation = createConversation({
      objects: world.objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: async () => ({ ok: true }),
      explain,
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
    });
    handle = slackHandler({
      conversation,
      directory: createDirectory({
        botToken: BOT_TOKEN,
        apiUrl: world.slack.gate.apiUrl,
        fetch,
        log,
        now: () => Date.now(),
      }),
      botToken: BOT_TOKEN,
      apiUrl: world.slack.gate.apiUrl,
      command: '/openclaw',
      teams: [],
      channels: [],
      signingSecrets: [SIGNING_SECRET],
      now: () => Date.now(),
      fetch,
      log,
    });
  });
  afterAll(() => world?.stop());

  const says = (text: string, thread?: string) =>
    world.slack.says(MIRA, text, thread === undefined ? {} : { thread });
  const presses = (message: ShownMessage, action: string) => world.slack.clicks(MIRA, message.ts, action);
  /** A press on what the message showed before, as a window left open overnight would send it. */
  const pressesOld = (message: ShownMessage, change: Record<string, unknown> = {}) =>
    fetch(`${world.slack.gate.url}/_control/interact`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        channel: CHANNEL,
        user: MIRA,
        messageTs: message.ts,
        action: { ...buttonIn(message, 'rerun'), ...change },
      }),
    });

  const top = (shown: ShownMessage[], host: string): ShownMessage | undefined =>
    shown.find((one) => one.text.startsWith(host) && one.thread_ts === undefined && !one.ephemeral_to);
  const concluded = async (host: string): Promise<ShownMessage> => {
    const shown = await world.slack.shows(
      (all) => /config-invalid$/.test(top(all, host)?.text ?? '') && all.some(isReplyTo(top(all, host))),
    );
    return top(shown, host) as ShownMessage;
  };
  /** The answer that only she sees, after what `act` does. */
  async function told(act: () => Promise<unknown>, user = MIRA): Promise<ShownMessage> {
    const before = (await world.slack.messages()).length;
    await act();
    const isIt = (one: ShownMessage) => one.ephemeral_to === user;
    const shown = await world.slack.shows((all) => all.slice(before).some(isIt));
    return shown.slice(before).find(isIt) as ShownMessage;
  }
  async function triaged(host: string): Promise<ShownMessage> {
    await world.enrol(host);
    await world.slack.types(MIRA, `/openclaw triage ${host}`);
    return concluded(host);
  }

  it('look again by a button, and the message says who asked', async () => {
    const before = await triaged('node-1');
    const jobs = world.jobs.length;
    const answer = await told(() => presses(before, 'rerun'));
    expect(answer.text).toBe('node-1: triage started again');
    expect(world.jobs).toHaveLength(jobs + 1);
    const after = await world.slack.shows((all) =>
      wordsOf(top(all, 'node-1')).includes('run 2, requested by mira'),
    );
    expect(top(after, 'node-1')?.ts).toBe(before.ts);
    await concluded('node-1');
  });

  it('press twice and start one look', async () => {
    const message = await triaged('node-2');
    const jobs = world.jobs.length;
    const before = (await world.slack.messages()).length;
    await Promise.all([presses(message, 'rerun'), presses(message, 'rerun'), presses(message, 'rerun')]);
    const answers = (all: ShownMessage[]) => all.slice(before).filter((one) => one.ephemeral_to === MIRA);
    await world.slack.shows((all) => answers(all).length === 3);
    expect(world.jobs).toHaveLength(jobs + 1);
    await concluded('node-2');
  });

  it('are told when a button is out of date', async () => {
    const old = await triaged('node-3');
    await presses(old, 'rerun');
    await world.slack.shows((all) => wordsOf(top(all, 'node-3')).includes('run 2'));
    await concluded('node-3');
    const jobs = world.jobs.length;
    const answer = await told(() => pressesOld(old));
    expect(answer.text).toBe('A newer run replaced this message');
    expect(wordsOf(answer)).toContain('Nothing was done');
    expect(world.jobs).toHaveLength(jobs);
  });

  it('are told that a button of an unknown incident does nothing', async () => {
    const message = await triaged('node-4');
    for (const value of ['inc-0000000000', '../../etc/passwd', '']) {
      const answer = await told(() => pressesOld(message, { value }));
      expect(answer.text).toBe('This button is out of date');
    }
  });

  it('see details and commands where they are, and nobody else does', async () => {
    const message = await triaged('node-5');
    const details = await told(() => presses(message, 'details'));
    expect(details.text).toContain('node-5: details');
    const commands = await told(() => presses(message, 'commands'));
    expect(commands.text).toBe('node-5: commands');
    expect(wordsOf(commands)).toContain('The bot runs none of these');
  });

  it('ask in a thread of the incident without naming the host', async () => {
    const message = await triaged('node-6');
    const jobs = world.jobs.length;
    const answer = await told(() => world.slack.mentions(MIRA, 'triage', message.ts));
    expect(answer).toMatchObject({ text: 'node-6: triage started again', thread_ts: message.ts });
    expect(world.jobs.slice(jobs).map(({ incident }) => incident)).toEqual([world.jobs[jobs - 1]?.incident]);
  });

  it('mention the bot in the channel and get the answer in the thread of the mention', async () => {
    await world.enrol('node-7');
    const ts = await world.slack.mentions(MIRA, 'triage node-7');
    const shown = await world.slack.shows((all) =>
      all.some((one) => one.thread_ts === ts && !one.ephemeral_to),
    );
    expect(shown.filter(isReplyTo({ ts })).some(({ text }) => text.startsWith('node-7'))).toBe(true);
    expect(top(shown, 'node-7')).toBeUndefined();
  });

  it('have a complaint explained in its thread', async () => {
    const ts = await says('my tools are gone. unauthorized: gateway token mismatch');
    const answer = await told(() => world.slack.mentions(MIRA, 'explain', ts));
    expect(answer).toMatchObject({ thread_ts: ts });
    expect(wordsOf(answer)).toContain('token-drift');
  });

  it('have a complaint held against a host in its thread', async () => {
    await world.enrol('node-13');
    const ts = await says('my direct messages on telegram are ignored since yesterday');
    const answer = await told(() => world.slack.mentions(MIRA, 'triage node-13', ts));
    expect(answer).toMatchObject({ text: 'node-13: triage started', thread_ts: ts });
    expect(wordsOf(answer)).toContain('Complaint noted: direct messages.');
  });

  it('take an explained complaint along to the host', async () => {
    await world.enrol('node-14');
    const explained = await told(() =>
      world.slack.types(MIRA, '/openclaw explain my direct messages are ignored'),
    );
    await presses(explained, 'triage_host');
    await expect.poll(async () => JSON.stringify(await world.slack.windows())).toContain('node-14');
    const chosen = { type: 'static_select', selected_option: { value: 'node-14' } };
    await world.slack.submits(MIRA, { text: { text: chosen } });
    await expect
      .poll(async () => JSON.stringify(await world.slack.windows()))
      .toContain('Complaint noted: direct messages.');
    await concluded('node-14');
  });

  it('have somebody’s message explained in a window that only they see', async () => {
    const ts = await world.slack.says(OLAF, 'why? unauthorized: gateway token mismatch <!channel>');
    const before = (await world.slack.messages()).length;
    await world.slack.shortcut(MIRA, ts, 'explain_message');
    await expect.poll(async () => JSON.stringify(await world.slack.windows())).toContain('token-drift');
    expect(await world.slack.messages()).toHaveLength(before);
  });

  it('go from an explained error to a look at the host, without typing', async () => {
    await world.enrol('node-12');
    const explained = await told(() =>
      world.slack.types(MIRA, '/openclaw explain unauthorized: gateway token mismatch'),
    );
    await presses(explained, 'triage_host');
    await expect.poll(async () => JSON.stringify(await world.slack.windows())).toContain('node-12');
    const chosen = { type: 'static_select', selected_option: { value: 'node-12' } };
    expect(await world.slack.submits(MIRA, { text: { text: chosen } })).toBeNull();
    expect((await concluded('node-12')).text).toBe('node-12 is down · process · config-invalid');
  });

  it('are told in the channel when a window comes too late', async () => {
    const ts = await world.slack.says(OLAF, 'unauthorized: gateway token mismatch');
    late = 3_100;
    const answer = await told(() => world.slack.shortcut(MIRA, ts, 'explain_message'));
    late = 0;
    expect(wordsOf(answer)).toContain('token-drift');
  });

  it('S-07 get one answer to a mention that Slack tells again, before, during and after', async () => {
    await world.enrol('node-9');
    const { deliveries } = world.slack;
    if (deliveries === null) throw new Error('Slack delivers nothing here');
    await told(() => world.slack.mentions(MIRA, 'triage node-9'));
    await Promise.all(work);
    const shown = (await world.slack.messages()).length;
    const jobs = world.jobs.length;
    const delivered = deliveries.all.findLast(({ body }) => body.includes('app_mention'));
    if (delivered === undefined) throw new Error('Slack told of no mention');
    const answers = await deliveries.again(delivered, 50);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    await Promise.all(work);
    expect(world.jobs).toHaveLength(jobs);
    const more = (await world.slack.messages()).slice(shown);
    expect(more.filter((one) => one.ephemeral_to === MIRA)).toEqual([]);
  });

  it('see every host on the Home tab', async () => {
    await triaged('node-10');
    await world.slack.opensHome(MIRA);
    await expect.poll(async () => JSON.stringify(await world.slack.home(MIRA))).toContain('node-10');
  });

  it.each([
    ['guest', GUEST],
    ['stranger of a shared channel', EXTERNAL],
  ])('S-10 are not answered as %s, whatever they do, and are told who is', async (_who, user) => {
    const message = await triaged(`node-8-${user.toLowerCase()}`);
    const jobs = world.jobs.length;
    for (const act of [
      () => world.slack.clicks(user, message.ts, 'rerun'),
      () => world.slack.clicks(user, message.ts, 'details'),
      () => world.slack.mentions(user, 'triage node-1'),
      () => world.slack.types(user, '/openclaw triage node-1'),
    ]) {
      const answer = await told(act, user);
      expect(answer.text).toBe('Only full workspace members can use this bot');
      expect(wordsOf(answer)).toContain('Ask a full member');
    }
    await world.slack.opensHome(user);
    await expect
      .poll(async () => JSON.stringify(await world.slack.home(user)))
      .toContain('Only full workspace members');
    expect(world.jobs).toHaveLength(jobs);
  });

  it('never make the bot say what Slack would refuse', () => {
    const refused = world.slack.gate.calls.filter(({ reply }) => reply?.ok !== true);
    expect(refused.map(({ method, reply }) => `${method} ${reply?.error}`)).toEqual([
      'views.open expired_trigger_id',
    ]);
  });
});

const isReplyTo = (root: { ts: string } | undefined) => (one: ShownMessage) =>
  root !== undefined && one.thread_ts === root.ts && !one.ephemeral_to;
const wordsOf = (message: ShownMessage | undefined): string => textsIn(message?.blocks ?? []).join('');

type Shown = { type: string; block_id?: string; elements?: { action_id?: string; value?: string }[] };

/** The button as Slack hands it back with a press. */
function buttonIn(message: ShownMessage, action: string): Record<string, unknown> {
  for (const block of (message.blocks ?? []) as Shown[]) {
    const button = block.elements?.find((one) => block.type === 'actions' && one.action_id === action);
    if (button) return { type: 'button', action_id: action, block_id: block.block_id, value: button.value };
  }
  throw new Error(`There is no button ${action} in ${JSON.stringify(message.blocks)}`);
}
