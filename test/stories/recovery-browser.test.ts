/**
 * A recovery as two people see it: mira asks in her browser, olaf agrees in his, before a Slack that nobody here wrote.
 * Only the host follows a script. With `SCREENSHOT=path` the thread is kept as PNG.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/bot.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import { slackRights } from '../../src/slack/rights.ts';
import { openSlackPage, picture, type SlackPage, whyNoBrowser } from '../fakes/browser.ts';
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
import { plain } from '../fakes/slack-gate/readable.ts';
import { evidence } from '../incidents/world.ts';
import { type Answers, aSlackWorld, type SlackWorld } from './slack-world.ts';

const why = whyNoBrowser() ?? whyNoLocalSlack();
const { SCREENSHOT } = process.env;

describe.skipIf(why !== null)(`a recovery in two browsers${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let handle: SlackHandler;
  let page: SlackPage | undefined;
  const errors: string[] = [];
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
    world = await aSlackWorld((request) => handle(request, () => undefined), { answers, readable: true });
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

  afterAll(async () => {
    await page?.close();
    await world?.stop();
  });

  const wordsOf = (message: ShownMessage): string =>
    textsIn(message.blocks ?? [])
      .map(plain)
      .join('');
  const says = (words: string) =>
    world.slack.shows((all) => all.some((one) => !one.ephemeral_to && wordsOf(one).includes(words)));

  /** The emulator's page does not bring an open thread up to date, so whoever looks opens it anew. */
  async function opens(as: 'Mira' | 'Olaf') {
    errors.push(...(page?.errors ?? []));
    await page?.close();
    page = await openSlackPage(world.slack.gate.url, as, 'ops');
    const top = page.message('node-1').filter({ hasNotText: 'only visible to you' }).first();
    const thread = await page.openThread(top);
    return {
      reads: async () => page?.reads(thread) ?? '',
      press: (label: string) => thread.getByRole('button', { name: label, exact: true }).first().click(),
    };
  }

  it('is asked for in one and agreed to in the other, and both read that it is over', async () => {
    await world.enrol('node-1');
    page = await openSlackPage(world.slack.gate.url, 'Mira', 'ops');
    await page.types('/openclaw recover node-1 because clients are rejected');
    await says('Nothing starts before another person');
    const hers = await opens('Mira');
    expect(await hers.reads()).toContain('recovery plan');
    await hers.press('Start');
    await says('Approval 0 of 1');
    const his = await opens('Olaf');
    await his.press('Approve');
    await says('was looked for again: gone.');
    await says('verified');
    const end = await (await opens('Olaf')).reads();
    expect(end).toContain('node-1: recovered');
    expect(end).toMatch(/requested by.*approved by/s);
    if (SCREENSHOT !== undefined && page) await picture(page, SCREENSHOT);
    expect(world.jobs.filter(({ op }) => op === 'recovery.run')).toHaveLength(1);
    expect([...errors, ...(page?.errors ?? [])]).toEqual([]);
  });
});
