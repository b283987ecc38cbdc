/**
 * What mira sees: a real browser before a Slack that nobody here wrote, the programs as shipped behind it. She
 * types a command, reads the thread and presses the buttons. With `SCREENSHOT=path` the thread is kept as PNG.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../contracts/world.ts';
import { openSlackPage, picture, type SlackPage, whyNoBrowser } from '../fakes/browser.ts';
import { CHANNEL, type LocalSlack, MIRA } from '../fakes/local-slack.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { plain } from '../fakes/slack-gate/readable.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { type BotInSlack, HOSTILE, startBotInSlack, whyNoBotInSlack } from './bot-in-slack.ts';

const why = whyNoBrowser() ?? whyNoBotInSlack();
const STATUS = 'node-3 is down · process · gateway-unreachable';
const { SCREENSHOT } = process.env;

describe.skipIf(why !== null)(`mira in her browser${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let bot: BotInSlack;
  let slack: LocalSlack;
  let seen: SlackPage;

  beforeAll(async () => {
    bot = await startBotInSlack({ readable: true });
    slack = bot.slack;
    await slack.types(MIRA, '/openclaw enroll node-3');
    await bot.join(
      'node-3',
      tokenIn(
        textsIn((await slack.messages()).at(-1)?.blocks)
          .map(plain)
          .join(''),
      ),
    );
    await eventually(hosts, (seen) => seen.includes('1 connected'), 15_000);
    seen = await openSlackPage(slack.gate.url, 'Mira', 'ops');
  });
  afterAll(async () => {
    const page = (await seen?.page.content()) ?? '';
    await seen?.close();
    await bot?.stop({ 'browser shows': page });
  });

  async function hosts(): Promise<string> {
    await slack.types(MIRA, '/openclaw hosts');
    return textsIn((await slack.messages()).at(-1)?.blocks)
      .map(plain)
      .join('');
  }
  /** The message that says how node-3 is; everything else about it is only hers or in the thread. */
  const status = () => seen.message('is down').filter({ hasNotText: 'only visible to you' });
  const button = (label: string) => status().getByRole('button', { name: label, exact: true });
  const answers = () => seen.message('only visible to you');
  /** Presses a button; what only she sees then. */
  async function presses(label: string): Promise<string> {
    const before = await answers().count();
    await button(label).click();
    await answers().nth(before).waitFor();
    return seen.reads(answers().nth(before));
  }

  it('reads the verdict in the channel, and what it rests on in the thread', async () => {
    await seen.types('/openclaw triage node-3');
    await status().locator('.thread-summary').waitFor();
    expect(await status().count()).toBe(1);
    const words = await seen.reads(status());
    expect(words).toContain(STATUS);
    expect(words).toContain('Nothing answers');
    const thread = await seen.openThread(status());
    const details = await seen.reads(thread.locator('.msg').last());
    expect(details).toContain(HOSTILE);
    if (SCREENSHOT !== undefined) await picture(seen, SCREENSHOT);
  });

  it('is pinged by nothing, and led nowhere, by what a log says', async () => {
    const bad = '.msg .mention, .msg a[href*="evil.example"]';
    expect(await seen.page.locator(bad).count()).toBe(0);
  });

  it('presses Details, and gets them for herself', async () => {
    const details = await presses('Details');
    expect(details).toContain('node-3: details');
    expect(details).toContain(HOSTILE);
  });

  it('presses Show commands, and gets what she can copy', async () => {
    const commands = await presses('Show commands');
    expect(commands).not.toContain('details');
    expect(commands).toMatch(/^openclaw gateway start$/m);
  });

  it('presses Explain an error, fills in the window and reads the answer in it', async () => {
    await button('Explain an error').click();
    const window = seen.page.locator('.modal');
    await window.locator('input.bk-plain-input').fill('gateway closed (1008): pairing required');
    await window.getByRole('button', { name: 'Explain', exact: true }).click();
    await window.locator('.modal-title', { hasText: 'Explained' }).waitFor();
    expect(await seen.reads(window)).toContain('pairing-required');
    await window.getByRole('button', { name: 'Close' }).click();
    await window.waitFor({ state: 'detached' });
  });

  it('presses Re-run, and sees the same message brought up to date', async () => {
    expect(await presses('Re-run')).toContain('node-3: triage started again');
    await expect.poll(() => seen.reads(status()), { timeout: 20_000 }).toContain('run 2, requested by');
    const tops = (await slack.messages(CHANNEL)).filter((one) => !one.thread_ts && !one.ephemeral_to);
    expect(tops).toHaveLength(1);
  });

  it('met no call that Slack would refuse, and no error of the page', () => {
    expect(slack.gate.calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
    expect(seen.errors).toEqual([]);
  });
});
