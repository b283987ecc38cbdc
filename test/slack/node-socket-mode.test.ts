import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackApp } from '../../src/slack/app.ts';
import { type SocketMode, socketMode } from '../../src/slack/node-socket-mode.ts';
import { answering, FULL_MEMBERS } from '../fakes/answering.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  startLocalSlack,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`Socket Mode${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  let log: ReturnType<typeof recordedLog>;
  let line: SocketMode;

  beforeEach(async () => {
    slack = await startLocalSlack();
    log = recordedLog();
  });
  afterEach(async () => {
    await line.stop();
    await slack.stop();
  });

  function connect(appToken = APP_TOKEN): Promise<void> {
    line = socketMode({ appToken, apiUrl: slack.gate.apiUrl, fetch, log });
    createSlackApp({
      conversation: answering(async ({ text }) => ({
        message: { headline: `heard ${text}`, emoji: '', parts: [], context: [] },
        for: 'asker',
      })),
      directory: FULL_MEMBERS,
      receiver: line,
      botToken: BOT_TOKEN,
      command: '/openclaw',
      teams: [],
      channels: [],
      apiUrl: slack.gate.apiUrl,
      fetch,
      log,
    });
    return line.start();
  }
  const heard = (text: string) =>
    slack.shows((messages) => messages.some((message) => message.text === `heard ${text}`));

  it('answers commands until it is stopped', async () => {
    await connect();
    expect(line.connected()).toBe(true);
    await slack.types(MIRA, '/openclaw one');
    expect(await heard('one')).toMatchObject([{ ephemeral_to: MIRA }]);
    await line.stop();
    expect(line.connected()).toBe(false);
  });

  it('takes the line up again when it breaks, over errors and rate limits', async () => {
    await connect();
    slack.gate.faults.next(
      'apps.connections.open',
      { kind: 'http', status: 502 },
      { kind: 'rate-limited', retryAfterS: 1 },
    );
    slack.gate.hangUp();
    await expect.poll(() => slack.gate.done('apps.connections.open').length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => line.connected()).toBe(true);
    await slack.types(MIRA, '/openclaw two');
    await heard('two');
  });

  it('says which setting is wrong when Slack refuses the token', async () => {
    await expect(connect('xapp-wrong')).rejects.toThrow('SLACK_APP_TOKEN (invalid_auth)');
    expect(JSON.stringify(log.lines)).not.toContain('xapp-wrong');
  });

  it('outlives a token that is refused for a while', async () => {
    await connect();
    slack.gate.faults.next('apps.connections.open', { kind: 'error', error: 'invalid_auth' });
    slack.gate.hangUp();
    await expect.poll(() => slack.gate.done('apps.connections.open').length, { timeout: 10_000 }).toBe(2);
    expect(log.lines.filter(({ fields }) => String(fields.cause).includes('SLACK_APP_TOKEN'))).toHaveLength(
      1,
    );
  });

  it('stops while it is still trying', async () => {
    slack.gate.faults.next('apps.connections.open', ...Array(20).fill({ kind: 'cut' }));
    const starting = connect();
    await expect.poll(() => log.lines.some(({ sentence }) => sentence.includes('trying again'))).toBe(true);
    await line.stop();
    const before = slack.gate.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(slack.gate.calls.length).toBe(before);
    expect(await Promise.race([starting, 'pending'])).toBe('pending');
  });
});
