import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../src/messages/message.ts';
import { slackHandler } from '../../src/slack/http.ts';
import { answering, FULL_MEMBERS } from '../fakes/answering.ts';
import { expectNoLeak } from '../fakes/canaries.ts';
import {
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  SIGNING_SECRET,
  startLocalSlack,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`Slack over HTTP${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  let shown = '';
  const log = recordedLog();
  const handle = slackHandler({
    conversation: answering(async ({ text }) => ({
      message: {
        headline: 'Heard',
        emoji: '🦞',
        parts: [{ kind: 'line', spans: [say(text)] }],
        context: [],
      },
      for: 'asker',
    })),
    directory: FULL_MEMBERS,
    botToken: BOT_TOKEN,
    command: '/openclaw',
    teams: [],
    channels: [],
    signingSecrets: ['an-older-secret-0000', SIGNING_SECRET],
    now: () => Date.now(),
    fetch,
    log,
  });
  beforeAll(async () => {
    slack = await startLocalSlack((request) => handle(request, () => undefined));
  });
  afterAll(async () => {
    const sinks = { 'slack calls': JSON.stringify(slack.gate.calls), 'bot logs': JSON.stringify(log.lines) };
    await slack.stop();
    const own = [BOT_TOKEN, SIGNING_SECRET].map((value) => ({ name: "the bot's own secret", value }));
    expectNoLeak({ ...sinks, 'slack shows': shown }, own, { 'slack shows': 'Heard' });
  });

  it('believes what a Slack signed that nobody here wrote, and answers only the one who typed', async () => {
    await slack.types(MIRA, '/openclaw triage node-3 & <!channel>');
    const [message, ...others] = await slack.shows((messages) => messages.length > 0);
    shown = JSON.stringify(await slack.messages());
    expect(others).toEqual([]);
    expect(message).toMatchObject({ ephemeral_to: MIRA, text: 'Heard' });
    expect(JSON.stringify(message?.blocks)).toContain('triage node-3 & <!channel>');
    expect(log.lines).toEqual([]);
  });
});
