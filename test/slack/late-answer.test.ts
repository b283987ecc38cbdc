import { expect, it } from 'vitest';
import { respond } from '../../src/slack/late-answer.ts';

const ANSWER = { text: 'late', blocks: [], response_type: 'ephemeral' as const };

function slack(status = 200) {
  const fetched: { url: string; init: RequestInit | undefined }[] = [];
  const fetch = (async (url, init) => {
    fetched.push({ url: String(url), init });
    return new Response(null, { status });
  }) as typeof globalThis.fetch;
  return { fetch, fetched };
}

it('goes to the address that Slack gave, once, and follows it nowhere else', async () => {
  const { fetch, fetched } = slack();
  expect(await respond('https://hooks.slack.com/commands/T1/1/x', ANSWER, { fetch })).toEqual({ ok: true });
  expect(fetched).toMatchObject([{ init: { method: 'POST', redirect: 'manual' } }]);
});

it.each([
  'https://hooks.slack.com.evil.example/commands/T1',
  'https://hooks.slack.com@evil.example/commands/T1',
  'https://somebody@hooks.slack.com/commands/T1',
  'http://hooks.slack.com/commands/T1',
  'https://evil.example/?https://hooks.slack.com/',
  'file:///etc/passwd',
  'no address',
  '',
])('goes nowhere but to Slack: %j', async (url) => {
  const { fetch, fetched } = slack();
  expect(await respond(url, ANSWER, { fetch })).toMatchObject({ ok: false });
  expect(fetched).toEqual([]);
});

it('goes to a stand-in only where one is set', async () => {
  const { fetch, fetched } = slack();
  const access = { fetch, apiUrl: 'http://127.0.0.1:3900/api/' };
  expect(await respond('http://127.0.0.1:3900/response/1', ANSWER, access)).toEqual({ ok: true });
  expect(await respond('http://127.0.0.1:3901/response/1', ANSWER, access)).toMatchObject({ ok: false });
  expect(fetched).toHaveLength(1);
});

it.each([302, 404, 500])('says that Slack did not take it: HTTP %d', async (status) => {
  const said = await respond('https://hooks.slack.com/x', ANSWER, slack(status));
  expect(said).toEqual({ ok: false, why: `Slack answered with HTTP ${status}` });
});

it('does not tell the address when nothing answers', async () => {
  const fetch = (url: unknown) => Promise.reject(new Error(`cannot reach ${String(url)}`));
  const said = await respond('https://hooks.slack.com/secret', ANSWER, { fetch });
  expect(JSON.stringify(said)).not.toContain('secret');
});
