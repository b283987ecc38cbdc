import { describe, expect, it } from 'vitest';
import type { Notice, Notifier } from '../../src/incidents/notifier.ts';
import type { PublishResult } from '../../src/outbox/notifier.ts';
import { slackNotifier } from '../../src/slack/notifier.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { aNotice } from './a-notice.ts';

/** A notifier whose every call meets this answer. */
function notifier(fetch: () => Promise<Response>): Notifier {
  return slackNotifier({ botToken: 'xoxb-test', command: '/openclaw', fetch, log: recordedLog() });
}

const json = (body: unknown, init?: ResponseInit) => async () => Response.json(body, init);
const refusal = (error: string, more = {}) => json({ ok: false, error, ...more });
const failing = (cause: unknown) => () => Promise.reject(new TypeError('fetch failed', { cause }));
const systemError = (code: string) => failing(Object.assign(new Error(code), { code }));

const unknown: PublishResult = { ok: false, outcome: 'unknown', why: expect.any(String) };

describe('what came of it', () => {
  it.each([
    ['said', json({ ok: true, ts: '1.2' }), { ok: true, ref: '1.2' }],
    ['S-19: 429 with a second', json({}, { status: 429, headers: { 'retry-after': '1' } }), limited(1_000)],
    [
      'S-19: 429 with half a minute',
      json({}, { status: 429, headers: { 'retry-after': '30' } }),
      limited(30_000),
    ],
    [
      'S-19: 429 with an hour',
      json({}, { status: 429, headers: { 'retry-after': '3600' } }),
      limited(3_600_000),
    ],
    ['S-19: 429 without a time', json({}, { status: 429 }), limited(30_000)],
    [
      'S-19: 429 with nonsense for a time',
      json({}, { status: 429, headers: { 'retry-after': 'soon' } }),
      limited(30_000),
    ],
    ['a rate limit in the body', refusal('ratelimited'), limited(30_000)],
    ['S-20: HTTP 500', json({}, { status: 500 }), unknown],
    ['S-20: HTTP 503', json({}, { status: 503 }), unknown],
    ['a redirect', json({}, { status: 302, headers: { location: 'https://x' } }), unknown],
    ['a page instead of JSON', async () => new Response('<html>busy</html>'), unknown],
    ['an answer that names no message', json({ ok: true }), unknown],
    ['internal_error', refusal('internal_error'), unknown],
    ['fatal_error', refusal('fatal_error'), unknown],
    ['request_timeout', refusal('request_timeout'), unknown],
    ['S-21: a cut connection', systemError('ECONNRESET'), unknown],
    ['S-21: a time limit', () => Promise.reject(new Error('Slack did not answer within 10000 ms')), unknown],
    ['a closed port', systemError('ECONNREFUSED'), notSaid(5_000)],
    ['no name server', systemError('EAI_AGAIN'), notSaid(5_000)],
    [
      'two addresses, both closed',
      failing(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })),
      notSaid(5_000),
    ],
    ['a channel it cannot see', refusal('channel_not_found'), never(/Invite it.*\(channel_not_found\)$/)],
    ['a channel it is not in', refusal('not_in_channel'), never(/Invite it/)],
    ['an archived channel', refusal('is_archived'), never(/another channel/)],
    ['a lacking scope', refusal('missing_scope', { needed: 'chat:write' }), never(/lacks chat:write/)],
    ['a revoked token', refusal('token_revoked'), never(/SLACK_BOT_TOKEN/)],
    ['a deleted message', refusal('message_not_found'), never(/deleted/)],
    ['S-22: a message that Slack takes in no form', refusal('invalid_blocks'), never(/rejected the message/)],
    ['an error nobody knew', refusal('brand_new_error'), never(/\(brand_new_error\)$/)],
  ] as [string, () => Promise<Response>, PublishResult][])('%s', async (_name, fetch, said) => {
    expect(await notifier(fetch).publish(aNotice())).toEqual(said);
  });

  it('is a value in a place that is not Slack, too', async () => {
    const notice: Notice = { ...aNotice(), place: { via: 'terminal', session: '1' } };
    const silent = notifier(() => Promise.reject(new Error('Nothing is sent')));
    expect(await silent.publish(notice)).toMatchObject({ outcome: 'never' });
    expect(await silent.find(notice)).toBeNull();
  });

  it('is told without the token and without the message', async () => {
    for (const fetch of [json({}, { status: 500 }), refusal('invalid_auth'), systemError('ECONNRESET')]) {
      const said = JSON.stringify(await notifier(fetch).publish(aNotice()));
      expect(said).not.toMatch(/xoxb-test|node-3/);
    }
  });
});

describe('a file', () => {
  async function attached(upload_url: string) {
    const calls: { address: string; token: boolean }[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const token = new Headers(init?.headers).has('authorization');
      calls.push({ address: String(input), token });
      return Response.json({ ok: true, file_id: 'F1', upload_url, files: [] });
    };
    const speaking = slackNotifier({
      botToken: 'xoxb-test',
      command: '/openclaw',
      fetch,
      log: recordedLog(),
    });
    return { said: await speaking.publish(aNotice({ asFile: true, under: '1.2' })), calls };
  }

  it('goes to Slack, and the token does not go with its bytes', async () => {
    const { said, calls } = await attached('https://files.slack.com/upload/v1/abc');
    expect(said).toEqual({ ok: true, ref: 'F1' });
    expect(calls.map(({ token }) => token)).toEqual([true, false, true]);
  });

  it.each([
    'https://evil.example/x',
    'http://files.slack.com/x',
    'https://notslack.com/x',
    'file:///etc/passwd',
  ])('does not go to %s', async (address) => {
    const { said, calls } = await attached(address);
    expect(said).toMatchObject({ outcome: 'not-said' });
    expect(calls).toHaveLength(1);
  });
});

it('does not take a failed search for an empty one', async () => {
  await expect(notifier(json({}, { status: 500 })).find(aNotice())).rejects.toThrow();
  await expect(notifier(refusal('missing_scope')).find(aNotice())).rejects.toThrow();
});

function notSaid(retryAfterMs: number): PublishResult {
  return { ok: false, outcome: 'not-said', retryAfterMs, why: expect.any(String) };
}
function limited(retryAfterMs: number): PublishResult {
  return { ok: false, outcome: 'not-said', retryAfterMs, why: expect.any(String), limited: true };
}
function never(why: RegExp): PublishResult {
  return { ok: false, outcome: 'never', why: expect.stringMatching(why) };
}
