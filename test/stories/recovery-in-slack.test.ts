/**
 * A gateway brought back in front of everybody: one person asks, another agrees by a button, the steps appear in the
 * thread. Slack is local-slack behind the gate; only the host follows a script.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/bot.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import { slackRights } from '../../src/slack/rights.ts';
import {
  BOT_TOKEN,
  MIRA,
  OLAF,
  type ShownMessage,
  SIGNING_SECRET,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { recovering } from '../fakes/recovering-host.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { evidence } from '../incidents/world.ts';
import { type Answers, aSlackWorld, type SlackWorld } from './slack-world.ts';

const why = whyNoLocalSlack();
const wordsOf = (message: ShownMessage | undefined): string => textsIn(message?.blocks ?? []).join('');

describe.skipIf(why !== null)(`a recovery in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let handle: SlackHandler;
  const mended = new Set<string>();

  beforeAll(async () => {
    const steps = [
      { steps: [{ step: 'change', state: 'running', startedAt: 0, tookMs: null, because: null }] },
    ];
    const told = await recovering({}, { steps: steps as never });
    const answers = {
      ...told,
      'recovery.run': (job) => {
        mended.add(job.id.split('.')[1] ?? '');
        return told['recovery.run']?.(job);
      },
      triage: (job) => [evidence(mended.has(job.id.split('.')[1] ?? '') ? 'healthy' : 'down')],
    } as Answers;
    world = await aSlackWorld((request) => handle(request, () => undefined), { answers });
    const log = recordedLog();
    const slack = { botToken: BOT_TOKEN, apiUrl: world.slack.gate.apiUrl, fetch, log };
    const directory = createDirectory({ ...slack, now: () => Date.now() });
    const conversation = createConversation({
      objects: world.objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: slackRights({ directory, admins: [], operators: [MIRA, OLAF], approvers: [MIRA, OLAF] }),
      explain,
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
    });
    handle = slackHandler({
      ...{ conversation, directory, ...slack, command: '/openclaw', teams: [], channels: [] },
      signingSecrets: [SIGNING_SECRET],
      now: () => Date.now(),
    });
  });
  afterAll(() => world?.stop());

  const shown = async (is: (one: ShownMessage) => boolean): Promise<ShownMessage> =>
    (await world.slack.shows((all) => all.some(is))).findLast(is) as ShownMessage;
  const says = (headline: string, words = '') =>
    shown((one) => one.text === headline && !one.ephemeral_to && wordsOf(one).includes(words));
  async function privately(user: string, act: () => Promise<unknown>): Promise<ShownMessage> {
    const before = (await world.slack.messages()).length;
    const isIt = (one: ShownMessage): boolean => one.ephemeral_to === user;
    await act();
    return (await world.slack.shows((all) => all.slice(before).some(isIt)))
      .slice(before)
      .find(isIt) as ShownMessage;
  }

  it('goes from the command to "recovered", with a second person’s press, and the requester’s own is refused', async () => {
    await world.enrol('node-1');
    await world.slack.types(MIRA, '/openclaw recover node-1 because clients are rejected');
    const plan = await says(
      'node-1: recovery plan · align credentials',
      'Nothing starts before another person',
    );
    expect(plan.thread_ts).toBeDefined();
    await world.slack.clicks(MIRA, plan.ts, 'recovery_start');
    await says('node-1: recovery plan · align credentials', 'Approval 0 of 1');
    const own = await privately(MIRA, () => world.slack.clicks(MIRA, plan.ts, 'recovery_approve'));
    expect(own.text).toBe('node-1: not approved');
    expect(wordsOf(own)).toContain('Another person must approve.');
    const ok = await privately(OLAF, () => world.slack.clicks(OLAF, plan.ts, 'recovery_approve'));
    expect(ok.text).toBe('node-1: Approve – received');
    const end = await says('node-1: recovered');
    expect(end.thread_ts).toBe(plan.thread_ts);
    expect(wordsOf(end)).toContain('was looked for again: gone.');
    expect(wordsOf(await says('node-1: recovery plan · align credentials', 'verified'))).toContain(
      'approved by',
    );
    expect(world.jobs.filter(({ op }) => op === 'recovery.run')).toHaveLength(1);
  });

  it('is denied with a reason given in a window', async () => {
    await world.enrol('node-2');
    await world.slack.types(MIRA, '/openclaw recover node-2');
    const plan = await says(
      'node-2: recovery plan · align credentials',
      'Nothing starts before another person',
    );
    await world.slack.clicks(MIRA, plan.ts, 'recovery_start');
    await says('node-2: recovery plan · align credentials', 'Approval 0 of 1');
    await world.slack.clicks(OLAF, plan.ts, 'recovery_deny');
    await expect.poll(async () => JSON.stringify(await world.slack.windows())).toContain('Reason');
    const filled = { type: 'plain_text_input', value: 'a deploy is under way' };
    await world.slack.submits(OLAF, { text: { text: filled } });
    const denied = await says('node-2: recovery plan · align credentials', 'denied by');
    expect(wordsOf(denied)).toContain('a deploy is under way');
    expect(world.jobs.filter(({ op, id }) => op === 'recovery.run' && id.includes('node-2'))).toEqual([]);
  });

  it('never makes the bot say what Slack would refuse', () => {
    const refused = world.slack.gate.calls.filter(({ reply }) => reply?.ok !== true);
    expect(refused.map(({ method, reply }) => `${method} ${reply?.error}`)).toEqual([]);
  });
});
