/** What the bot answers over HTTP on either runtime. */
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createHttp, type HttpDeps } from '../../src/http.ts';
import { silentLog } from '../contracts/silent-log.ts';

function app(more: Partial<HttpDeps> = {}): Hono {
  return createHttp({
    log: silentLog,
    agents: new Hono().post('/agents/join', (c) => c.json({ joined: 'yes' })),
    ready: async () => [{ what: 'store', ok: true }],
    figures: () => [],
    isLocal: () => true,
    ...more,
  });
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('health', () => {
  it('is asked without the store', async () => {
    expect(
      (await app({ ready: () => Promise.reject(new Error('no store')) }).request('/healthz')).status,
    ).toBe(200);
  });

  it('is ready when every check is', async () => {
    expect((await app().request('/readyz')).status).toBe(200);
    const checks = [
      { what: 'store', ok: true },
      { what: 'slack', ok: false, why: 'not connected' },
    ];
    const response = await app({ ready: async () => checks }).request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, checks });
  });
});

describe('metrics', () => {
  const figures = () => [
    {
      name: 'messages_total',
      help: 'Messages',
      type: 'counter' as const,
      value: 2,
      labels: { kind: 'host' },
    },
    {
      name: 'messages_total',
      help: 'Messages',
      type: 'counter' as const,
      value: 1,
      labels: { kind: 'a"b\n' },
    },
  ];

  it('are written in the words of Prometheus', async () => {
    const response = await app({ figures }).request('/metrics');
    expect(await response.text()).toBe(
      [
        '# HELP openclaw_bot_messages_total Messages',
        '# TYPE openclaw_bot_messages_total counter',
        'openclaw_bot_messages_total{kind="host"} 2',
        'openclaw_bot_messages_total{kind="a_b_"} 1',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<HttpDeps>, Record<string, string>, number]>([
    ['this machine, no token set', {}, {}, 200],
    ['elsewhere, no token set', { isLocal: () => false }, {}, 401],
    ['elsewhere through a proxy here', {}, { 'x-forwarded-for': '203.0.113.9' }, 401],
    [
      'anywhere with the token',
      { metricsToken: 'a'.repeat(16), isLocal: () => false },
      { authorization: `Bearer ${'a'.repeat(16)}` },
      200,
    ],
    ['this machine without the token', { metricsToken: 'a'.repeat(16) }, {}, 401],
    ['this machine with another token', { metricsToken: 'a'.repeat(16) }, { authorization: 'Bearer b' }, 401],
    ['this machine by its public name', { publicName: 'bot.example' }, { host: 'bot.example' }, 200],
    ['a page that has its own name lead here', { publicName: 'bot.example' }, { host: 'evil.example' }, 401],
  ])('asked from %s', async (_who, deps, headers, status) => {
    const url = `http://${headers.host ?? '127.0.0.1:8080'}/metrics`;
    expect((await app(deps).request(url, { headers })).status).toBe(status);
  });
});

describe('a request', () => {
  it('of Slack goes to its handler, or hears that there is none', async () => {
    const slack = async (request: Request) => new Response(`heard ${await request.text()}`);
    const post = { method: 'POST', body: 'payload' };
    expect(await (await app({ slack }).request('/slack/events', post)).text()).toBe('heard payload');
    const none = await app().request('/slack/events', post);
    expect([none.status, await codeOf(none)]).toEqual([404, 'slack-off']);
  });

  it('to join goes to the hub', async () => {
    expect(await (await app().request('/agents/join', { method: 'POST' })).json()).toEqual({ joined: 'yes' });
  });

  it('for a socket needs an upgrade where the server takes those', async () => {
    const response = await app().request('/agents/connect/node-1.x');
    expect([response.status, await codeOf(response)]).toEqual([426, 'no-upgrade']);
  });

  it('that goes nowhere or fails says what to do, and nothing about the inside', async () => {
    const lost = await app().request('/slack/event');
    expect([lost.status, await codeOf(lost)]).toEqual([404, 'path-unknown']);
    const slack = () => Promise.reject(new Error('secret inside'));
    const failed = await app({ slack }).request('/slack/events', { method: 'POST' });
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret inside');
  });
});
