/**
 * An incident on a ticket, from the thread: triage, Create ticket, its key in the incident's message, a recovery and the
 * end as comments. Slack is local-slack behind the gate, the desk a strict Jira over HTTP; only the host follows a script.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/bot.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import { slackRights } from '../../src/slack/rights.ts';
import { makeDesks } from '../../src/tickets/desks.ts';
import { jira as jiraKind } from '../../src/tickets/kinds/jira.ts';
import { knownDesks } from '../../src/tickets/known-desks.ts';
import { type FakeJira, startJira } from '../fakes/desks/jira.ts';
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

describe.skipIf(why !== null)(`a ticket from Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let jira: FakeJira;
  let handle: SlackHandler;
  let mended = false;

  beforeAll(async () => {
    jira = await startJira();
    const settings = {
      ...{ url: jira.url, email: 'bot@example.org', token: 'token-of-jira', project: 'OPS' },
      ...{ issue_type: 'Incident', fields: {} },
    };
    const tools = { fetch: (...call: Parameters<typeof fetch>) => fetch(...call), now: () => Date.now() };
    const desks = makeDesks([{ name: 'jira', kind: jiraKind, settings }], tools);
    const told = await recovering();
    const answers = {
      ...told,
      'recovery.run': (job) => {
        mended = true;
        return told['recovery.run']?.(job);
      },
      triage: () => [evidence(mended ? 'healthy' : 'down')],
    } as Answers;
    world = await aSlackWorld((request) => handle(request, () => undefined), { answers, desks });
    const log = recordedLog();
    const slack = { botToken: BOT_TOKEN, apiUrl: world.slack.gate.apiUrl, fetch, log };
    const directory = createDirectory({ ...slack, now: () => Date.now() });
    const conversation = createConversation({
      objects: world.objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: slackRights({ directory, admins: [], operators: [MIRA], approvers: [OLAF] }),
      explain,
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
      desks: knownDesks(desks),
    });
    handle = slackHandler({
      ...{ conversation, directory, ...slack, command: '/openclaw', teams: [], channels: [] },
      signingSecrets: [SIGNING_SECRET],
      now: () => Date.now(),
    });
  });
  afterAll(async () => {
    await world?.stop();
    await jira?.stop();
  });

  const shown = async (is: (one: ShownMessage) => boolean): Promise<ShownMessage> =>
    (await world.slack.shows((all) => all.some(is))).findLast(is) as ShownMessage;
  const says = (headline: string, words = '') =>
    shown((one) => one.text === headline && !one.ephemeral_to && wordsOf(one).includes(words));

  it('has its key in the incident’s message, and is told of the recovery and of the end', async () => {
    await world.enrol('node-1');
    await world.slack.types(MIRA, '/openclaw triage node-1');
    const headline = 'node-1 is down · process · config-invalid';
    const status = await says(headline, 'Create ticket');
    // Somebody who may only look is told who may.
    await world.slack.clicks(OLAF, status.ts, 'ticket');
    const no = await shown((one) => one.ephemeral_to === OLAF);
    expect(no.text).toBe('Permission denied: open tickets');
    expect(jira.issues).toEqual([]);

    await world.slack.clicks(MIRA, status.ts, 'ticket');
    const opened = await says('Ticket OPS-1 at jira', 'opened by');
    expect(opened.thread_ts).toBe(status.ts);
    expect(JSON.stringify(opened.blocks)).toContain(`${jira.url}/browse/OPS-1`);
    const with_ = await says(headline, 'OPS-1');
    expect(with_.ts).toBe(status.ts);
    expect(wordsOf(with_)).not.toContain('Create ticket');
    const [issue] = jira.issues;
    expect(issue?.fields.summary).toBe('[node-1] process: The configuration is invalid');
    expect(JSON.stringify(issue?.fields.description)).toContain(`/thread/C01OPS-${status.ts}`);
    await world.slack.types(MIRA, '/openclaw ticket node-1');
    await shown((one) => one.ephemeral_to === MIRA && one.text === 'This incident has OPS-1 at jira already');

    await world.slack.types(MIRA, '/openclaw recover node-1');
    const plan = await says(
      'node-1: recovery plan · align credentials',
      'Nothing starts before another person',
    );
    await world.slack.clicks(MIRA, plan.ts, 'recovery_start');
    await says('node-1: recovery plan · align credentials', 'Approval 0 of 1');
    await world.slack.clicks(OLAF, plan.ts, 'recovery_approve');
    await says('node-1: recovered');
    await expect
      .poll(() => issue?.comments.map(({ text }) => text).join(), { timeout: 20_000 })
      .toContain('the incident was closed. No fault was found any more.');
    const told = issue?.comments.map(({ text }) => text).join() ?? '';
    expect(told).toContain('recovery of node-1 started');
    expect(told).toContain('recovery of node-1 ended: recovered');
    expect(told).toContain('Not found any more: The configuration is invalid');
    expect(jira.issues).toHaveLength(1);
    expect(jira.count(/^POST .*\/issue$/)).toBe(1);
    await says('Ticket OPS-1 at jira', 'written: later findings');
  });

  it('never makes the bot say what Slack would refuse, nor ask Jira for what it does not have', () => {
    const refused = world.slack.gate.calls.filter(({ reply }) => reply?.ok !== true);
    expect(refused.map(({ method, reply }) => `${method} ${reply?.error}`)).toEqual([]);
    expect(jira.unknown).toEqual([]);
  });
});
