/**
 * What people do besides typing a command: buttons, mentions in threads, windows, and pressing twice. Slack is
 * local-slack behind the gate; it posts signed requests to the bot, whose incidents and files are real.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import type { Standing } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import {
  BOT_TOKEN,
  CHANNEL,
  MIRA,
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
  let standing: Standing = { known: true, full: true, name: 'Mira' };
  const work: Promise<unknown>[] = [];

  beforeAll(async () => {
    world = await aSlackWorld((request) => handle(request, (one) => work.push(one)));
    const log = recordedLog();
    const conversation = createConversation({
      objects: world.objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: async () => ({ ok: true }),
      explain: () => ({ verdict: 'unknown', layers: [], findings: [], unknowns: [] }),
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
    });
    handle = slackHandler({
      conversation,
      directory: { standing: async () => standing },
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

  async function control(path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const answer = await fetch(`${world.slack.gate.url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel: CHANNEL, user: MIRA, ...body }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
  const says = async (text: string, thread?: string): Promise<string> => {
    const { message } = await control('message', { text, ...(thread ? { thread_ts: thread } : {}) });
    return (message as ShownMessage).ts;
  };
  const presses = (message: ShownMessage, action: string): Promise<unknown> =>
    control('interact', { messageTs: message.ts, action: buttonIn(message, action) });

  const top = (shown: ShownMessage[], host: string): ShownMessage | undefined =>
    shown.find((one) => one.text.startsWith(host) && one.thread_ts === undefined && !one.ephemeral_to);
  const concluded = async (host: string): Promise<ShownMessage> => {
    const shown = await world.slack.shows(
      (all) => /config-invalid$/.test(top(all, host)?.text ?? '') && all.some(isReplyTo(top(all, host))),
    );
    return top(shown, host) as ShownMessage;
  };
  /** The answer that only she sees, after what `act` does. */
  async function told(act: () => Promise<unknown>): Promise<ShownMessage> {
    const before = (await world.slack.messages()).length;
    await act();
    const shown = await world.slack.shows((all) =>
      all.slice(before).some((one) => one.ephemeral_to === MIRA),
    );
    return shown.slice(before).find((one) => one.ephemeral_to === MIRA) as ShownMessage;
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
    expect(answer.text).toBe('Looking at node-1 again');
    expect(world.jobs).toHaveLength(jobs + 1);
    const after = await world.slack.shows((all) =>
      wordsOf(top(all, 'node-1')).includes('look 2, asked by Mira'),
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
    await world.slack.shows((all) => wordsOf(top(all, 'node-3')).includes('look 2'));
    await concluded('node-3');
    const jobs = world.jobs.length;
    const stale = { messageTs: old.ts, action: buttonIn(old, 'rerun') };
    const answer = await told(() => control('interact', stale));
    expect(answer.text).toBe('Looked at again since this message was shown');
    expect(wordsOf(answer)).toContain('Nothing was done');
    expect(world.jobs).toHaveLength(jobs);
  });

  it('are told that a button of an unknown incident does nothing', async () => {
    const message = await triaged('node-4');
    for (const value of ['inc-0000000000', '../../etc/passwd', '']) {
      const action = { ...buttonIn(message, 'rerun'), value };
      const answer = await told(() => control('interact', { messageTs: message.ts, action }));
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
    const answer = await told(() => says('<@U0BOT> triage', message.ts));
    expect(answer).toMatchObject({ text: 'Looking at node-6 again', thread_ts: message.ts });
    expect(world.jobs.slice(jobs).map(({ incident }) => incident)).toEqual([world.jobs[jobs - 1]?.incident]);
  });

  it('mention the bot in the channel and get the answer in the thread of the mention', async () => {
    await world.enrol('node-7');
    const ts = await says('<@U0BOT> triage node-7 please'.replace(' please', ''));
    const shown = await world.slack.shows((all) =>
      all.some((one) => one.thread_ts === ts && !one.ephemeral_to),
    );
    expect(shown.filter(isReplyTo({ ts })).some(({ text }) => text.startsWith('node-7'))).toBe(true);
    expect(top(shown, 'node-7')).toBeUndefined();
  });

  it('have a complaint explained in its thread', async () => {
    const ts = await says('my tools are gone: gateway closed (1000)');
    const answer = await told(() => says('<@U0BOT> explain', ts));
    expect(answer).toMatchObject({ text: 'Nothing known in this text', thread_ts: ts });
  });

  it('are not answered when they are guests, and are told who is', async () => {
    const message = await triaged('node-8');
    const jobs = world.jobs.length;
    standing = { known: true, full: false, why: 'guest' };
    for (const act of [
      () => presses(message, 'rerun'),
      () => says('<@U0BOT> triage node-8'),
      () => world.slack.types(MIRA, '/openclaw triage node-8'),
    ]) {
      const answer = await told(act);
      expect(answer.text).toBe('Only full members of this workspace are answered');
      expect(wordsOf(answer)).toContain('Ask a full member');
    }
    standing = { known: true, full: true, name: 'Mira' };
    expect(world.jobs).toHaveLength(jobs);
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
