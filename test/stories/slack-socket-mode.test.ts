/**
 * The whole way, as shipped: mira types in a Slack that nobody here wrote, `dist/bot.mjs` answers over Socket
 * Mode, `dist/host.mjs` looks at its host, and the thread tells. On that host no gateway runs; its log holds
 * words that want to be markup, and everything that OpenClaw keeps there holds secrets.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSlack, MIRA, type ShownMessage } from '../fakes/local-slack.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { type BotInSlack, HOSTILE, startBotInSlack, whyNoBotInSlack } from './bot-in-slack.ts';

const why = whyNoBotInSlack();

describe.skipIf(why !== null)(`mira in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let bot: BotInSlack;
  let slack: LocalSlack;

  beforeAll(async () => {
    bot = await startBotInSlack();
    slack = bot.slack;
  });
  afterAll(() => bot?.stop());

  /** Types a line; the answer that only she sees, as text. */
  async function types(line: string): Promise<string> {
    const before = (await slack.messages()).length;
    await slack.types(MIRA, line);
    const [answer] = (await slack.messages()).slice(before);
    expect(answer?.ephemeral_to).toBe(MIRA);
    return wordsOf(answer);
  }

  it('gets help with lines that she can type as they stand', async () => {
    const help = await types('/openclaw help');
    for (const verb of ['triage', 'hosts', 'explain', 'enroll']) expect(help).toContain(verb);
    expect(help).toContain('/openclaw triage node-3');
    expect(await types('/openclaw')).toBe(help);
  });

  it('is told the closest verb when she mistypes', async () => {
    expect(await types('/openclaw traige node-3')).toContain('/openclaw triage node-3');
  });

  it('enrols a host, and only she sees its token', async () => {
    const answer = await types('/openclaw enroll node-3');
    expect(answer).toContain(`--url ${bot.url}`);
    await bot.join('node-3', tokenIn(answer));
    await expect.poll(() => types('/openclaw hosts'), { timeout: 15_000 }).toMatch(/node-3 +connected/);
  });

  it('gets one message for a triage, and its details in the thread', async () => {
    expect(await types('/openclaw triage node-3')).toContain('node-3: triage started');
    const shown = await slack.shows(
      (all) => replies(all).length > 0 && !/running|contacting/.test(tops(all)[0]?.text ?? ''),
    );
    const [top, ...others] = tops(shown);
    expect(others).toEqual([]);
    expect(top?.text).toBe('node-3 is down · process · gateway-unreachable');
    expect(wordsOf(top)).toContain('Nothing answers');
    const [details, ...further] = replies(shown);
    expect(further).toEqual([]);
    expect(details?.thread_ts).toBe(top?.ts);
    expect(preformattedIn(details?.blocks).join('\n')).toContain(HOSTILE);
  });

  it('sees the same message brought up to date when she asks again', async () => {
    const before = tops(await slack.messages());
    expect(await types('/openclaw triage node-3')).toContain('node-3');
    const shown = await slack.shows((all) => replies(all).length > 1);
    expect(tops(shown).map(({ ts }) => ts)).toEqual(before.map(({ ts }) => ts));
  });

  it('is never shown what Slack would refuse or obey', async () => {
    const refused = slack.gate.calls.filter(({ reply }) => reply?.ok !== true);
    expect(refused).toEqual([]);
    const said = slack.gate.calls.filter(({ method }) => method.startsWith('chat.'));
    expect(said.length).toBeGreaterThan(2);
    for (const { args } of said) expect(args.text).not.toMatch(/[<>]/);
    expect(JSON.stringify(said)).not.toMatch(/"type":"mrkdwn"|xoxb-|xapp-/);
  });
});

const tops = (all: ShownMessage[]) => all.filter((one) => !one.thread_ts && !one.ephemeral_to);
const replies = (all: ShownMessage[]) => all.filter((one) => one.thread_ts);
const wordsOf = (message: ShownMessage | undefined): string => textsIn(message?.blocks ?? []).join('');

/** The texts of all quotes. */
function preformattedIn(blocks: unknown[] | undefined): string[] {
  const elements = (blocks ?? []).flatMap(
    (block) => (block as { elements?: { type: string }[] }).elements ?? [],
  );
  return elements.filter(({ type }) => type === 'rich_text_preformatted').flatMap(textsIn);
}
