import { expect, it } from 'vitest';
import { webFetch } from '../../src/slack/web-fetch.ts';

const ADDRESS = 'https://slack.example/api/chat.postMessage';

it('gives up on an answer that never comes', async () => {
  const never: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  await expect(webFetch(never, 5)(ADDRESS)).rejects.toThrow('Slack did not answer within 5 ms');
});

it('gives up on a body that never ends', async () => {
  const endless: typeof fetch = async (_input, init) => {
    const body = new ReadableStream({
      start: (stream) => init?.signal?.addEventListener('abort', () => stream.error(init.signal?.reason)),
    });
    return new Response(body);
  };
  await expect(webFetch(endless, 5)(ADDRESS)).rejects.toThrow('within 5 ms');
});

it('follows no redirect, whatever its caller asked for', async () => {
  const asked: (RequestInit | undefined)[] = [];
  const elsewhere: typeof fetch = async (_input, init) => {
    asked.push(init);
    return new Response(null, { status: 307, headers: { location: 'https://evil.example' } });
  };
  await expect(webFetch(elsewhere)(ADDRESS, { redirect: 'follow' })).rejects.toThrow('redirect (307)');
  expect(asked.map((init) => init?.redirect)).toEqual(['manual']);
});

it('hands the answer on', async () => {
  const fine: typeof fetch = async () =>
    Response.json({ ok: true }, { status: 200, headers: { 'x-oauth-scopes': 'chat:write' } });
  const answer = await webFetch(fine)(ADDRESS);
  expect(answer.headers.get('x-oauth-scopes')).toBe('chat:write');
  expect(await answer.json()).toEqual({ ok: true });
});
