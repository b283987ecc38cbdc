import { describe, expect, it } from 'vitest';
import type { Answer, Ask } from '../../src/conversation/conversation.ts';
import { say } from '../../src/messages/message.ts';
import { slackHandler } from '../../src/slack/http.ts';
import { answering, FULL_MEMBERS } from '../fakes/answering.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { commandBody, SECRET, type Signing, signedRequest } from './signed.ts';

const answered = (text: string): Answer => ({
  message: { headline: text, emoji: '🦞', parts: [{ kind: 'line', spans: [say(text)] }], context: [] },
  for: 'asker',
});

function world(reply: (ask: Ask) => Promise<Answer> = async (ask) => answered(`heard ${ask.text}`)) {
  const asked: Ask[] = [];
  const later: Promise<unknown>[] = [];
  const fetched: { url: string; body: Record<string, unknown> }[] = [];
  const log = recordedLog();
  const handle = slackHandler({
    conversation: answering((ask) => {
      asked.push(ask);
      return reply(ask);
    }),
    directory: FULL_MEMBERS,
    botToken: 'xoxb-test',
    command: '/openclaw',
    teams: [],
    channels: [],
    patienceMs: 50,
    signingSecrets: [SECRET],
    now: () => 1_700_000_000_000,
    fetch: async (url, init) => {
      fetched.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return new Response('ok');
    },
    log,
  });
  const post = (body: string, signing?: Signing) =>
    handle(signedRequest(body, signing), (work) => later.push(work));
  return { asked, fetched, later, log, handle, post };
}

describe('a signed command', () => {
  it('is asked with its sender, its place and the id that a retry repeats', async () => {
    const { asked, post } = world();
    const response = await post(commandBody('triage node-3'));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ response_type: 'ephemeral', text: 'heard triage node-3' });
    expect(asked).toEqual([
      {
        id: '13345224609.738474920.8088930838d88f008e0',
        text: 'triage node-3',
        person: { id: 'U1', via: 'slack', team: 'T1', name: 'mira' },
        place: { via: 'slack', team: 'T1', channel: 'C1' },
      },
    ]);
  });

  it('is answered for everybody where the conversation says so', async () => {
    const { post } = world(async () => ({ ...answered('freeze'), for: 'all' }));
    expect(await (await post(commandBody('freeze'))).json()).toMatchObject({ response_type: 'in_channel' });
  });

  it('goes on after the answer for as long as the runtime is told', async () => {
    let finish = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { fetched, later, log, post } = world(() => done.then(() => answered('late')));
    const response = await post(commandBody('triage node-3'));
    expect((await response.json()) as unknown).toMatchObject({
      text: 'Still working; Slack timed out first',
      response_type: 'ephemeral',
    });
    let over = false;
    const rest = Promise.all(later).then(() => {
      over = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    finish();
    await rest;
    expect(log.lines.map(({ sentence }) => sentence)).toEqual(['A command took longer than Slack waits']);
    expect(fetched).toMatchObject([
      {
        url: 'https://hooks.slack.com/commands/T1/1/x',
        body: { response_type: 'ephemeral', text: 'late', replace_original: false },
      },
    ]);
  });

  it('gets a sentence and a reference when the bot breaks, never a stack', async () => {
    const { log, post } = world(() => Promise.reject(new Error('secret inside')));
    const text = await (await post(commandBody('triage node-3'))).text();
    expect(text).not.toMatch(/secret inside|\.ts/);
    const reference = /Reference ([0-9a-f]{8})/.exec(text)?.[1];
    expect(log.lines).toEqual([
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ reference }) }),
    ]);
  });

  it('of another app is told that nobody listens', async () => {
    const { asked, post } = world();
    expect((await post(commandBody('x', { command: '/other' }))).status).toBe(404);
    expect(asked).toEqual([]);
  });
});

describe('Slack’s own questions', () => {
  it('about the address are answered with its challenge', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aB' });
    const response = await world().post(body, { type: 'application/json' });
    expect(await response.json()).toEqual({ challenge: '3eZbrw1aB' });
  });

  it('about the certificate are answered with nothing', async () => {
    const response = await world().post('ssl_check=1&token=x');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('what is refused', () => {
  it.each([
    [
      'an unsigned question about the address',
      { secret: 'wrong', type: 'application/json' },
      '{"type":"url_verification"}',
      401,
    ],
    ['an unsigned command', { secret: 'wrong' }, commandBody('help'), 401],
    ['a signed body that is no JSON', { type: 'application/json' }, '{', 400],
    ['a signed list', { type: 'application/json' }, '[1]', 400],
    ['a signed button without its payload’s JSON', {}, 'payload=%7B', 400],
    ['more than a mebibyte', {}, 'x'.repeat(1024 * 1024 + 1), 413],
    ['more than a mebibyte, said beforehand', { headers: { 'content-length': '9999999' } }, 'x', 413],
  ] as [string, Signing, string, number][])('%s', async (_name, signing, body, status) => {
    const { asked, post } = world();
    expect((await post(body, signing)).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it('anything but POST', async () => {
    const { handle } = world();
    const response = await handle(new Request('https://bot.example/slack/events'), () => undefined);
    expect(response.status).toBe(405);
  });

  it('is logged without what was sent', async () => {
    const { log, post } = world();
    await post(commandBody('hunter2'), { secret: 'wrong' });
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  });
});

it('reads a button’s payload out of its form', async () => {
  const { log, post } = world();
  const payload = JSON.stringify({
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
    actions: [{}],
  });
  // Nobody listens to buttons, and Slack is told so.
  expect((await post(new URLSearchParams({ payload }).toString())).status).toBe(404);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
