/** A call to a desk: where its credential goes, what each way of saying no means, and that no message tells a secret. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DeskError } from '../../src/tickets/desk.ts';
import { type Call, deskHttp, type HttpSettings } from '../../src/tickets/http.ts';
import { retryAfterMs } from '../../src/tickets/retry-after.ts';

const SECRET = 'ghp_notARealTokenAtAll0123456789';
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function http(origin: string, more: Partial<HttpSettings> = {}) {
  return deskHttp({
    desk: 'GitHub',
    fetch,
    now: () => 1_000_000_000_000,
    origins: [origin],
    credential: async () => ({ authorization: `Bearer ${SECRET}` }),
    saysWhy: (json) => (json as { message?: string }).message ?? null,
    ...more,
  });
}

async function errorOf(work: Promise<unknown>): Promise<DeskError> {
  const error = await work.then(() => null).catch((cause: unknown) => cause);
  if (!(error instanceof DeskError)) throw new Error(`no DeskError: ${String(error)}`);
  expect(error.message).not.toContain(SECRET);
  return error;
}

const get = (url: string): Call => ({ method: 'GET', url });

describe('where a call goes', () => {
  it('the credential goes to the desk’s own address only', async () => {
    const seen: (string | undefined)[] = [];
    const note: RequestListener = (request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    };
    const [own, other] = [await serve(note), await serve(note)];
    const call = http(own, { elsewhere: [new URL(other).host] });
    await call(get(`${own}/x`));
    await call({ method: 'PUT', url: `${other}/x`, bytes: new Uint8Array([1]) });
    expect(seen).toEqual([`Bearer ${SECRET}`, undefined]);
  });

  it.each([
    'https://evil.example/x?token=abc',
    'https://uploads.example.evil.example/',
    'http://uploads.example/',
    'https://u:p@uploads.example/',
    'file:///etc/passwd',
    'https://127.0.0.1.evil.example/',
  ])('%s is refused, and nothing is sent', async (url) => {
    let sent = 0;
    const call = http('https://api.example', {
      elsewhere: ['uploads.example'],
      fetch: async () => {
        sent += 1;
        return new Response();
      },
    });
    const error = await errorOf(call(get(url)));
    expect([error.how, sent]).toEqual(['refused', 0]);
    expect(error.message).not.toContain('token=abc');
  });

  it('a redirect elsewhere is not followed', async () => {
    let reached = 0;
    const other = await serve((_, response) => {
      reached += 1;
      response.end('{}');
    });
    const own = await serve((_, response) => {
      response.writeHead(307, { location: `${other}/steal?k=1` }).end();
    });
    const error = await errorOf(http(own)({ method: 'POST', url: own, json: {} }));
    expect([error.how, reached]).toEqual(['refused', 0]);
    expect(error.message).toContain(`a redirect to ${new URL(other).host}`);
    expect(error.message).not.toContain('steal');
  });
});

describe('what an answer means', () => {
  const HTML = '<!DOCTYPE html><html><body>Sign in</body></html>';
  it.each<[number, string, DeskError['how'], string]>([
    [400, '{"message":"title is missing"}', 'refused', 'GitHub answered 400: title is missing'],
    [401, '{"message":"Bad credentials"}', 'denied', 'GitHub answered 401: Bad credentials'],
    [403, HTML, 'denied', 'with a web page'],
    [404, '{}', 'gone', 'GitHub answered 404.'],
    [410, '', 'gone', 'GitHub answered 410.'],
    [413, '{}', 'refused', '413'],
    [422, `{"message":"you sent Bearer ${SECRET} and ${SECRET}"}`, 'refused', '‹credential›'],
    [408, '', 'unsure', '408'],
    [429, '{}', 'limited', '429'],
    [500, HTML, 'unsure', 'with a web page'],
    [502, HTML, 'unsure', '502'],
    [503, 'no json', 'unsure', '503'],
  ])('%d', async (status, body, how, words) => {
    const own = await serve((_, response) => response.writeHead(status).end(body));
    const error = await errorOf(http(own)({ method: 'POST', url: own, json: {} }));
    expect(error.how).toBe(how);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('<');
  });

  it('a vendor’s words are one line of few characters', async () => {
    const message = `a\n\x1b[31m${'x'.repeat(5_000)}`;
    const own = await serve((_, response) => response.writeHead(400).end(JSON.stringify({ message })));
    const error = await errorOf(http(own)(get(own)));
    expect(error.message.length).toBeLessThan(400);
    expect(error.message).not.toMatch(/[\n\x1b]/);
  });

  it('nobody knows what was done when the answer does not come, breaks off or never ends', async () => {
    const silent = await serve(() => undefined);
    const cut = await serve((request) => request.socket.destroy());
    const endless = await serve((_, response) => {
      response.writeHead(201);
      const more = (): void =>
        void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
      more();
    });
    const half = await serve((_, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"number":');
      setTimeout(() => response.destroy(), 20);
    });
    for (const [url, words, timeoutMs] of [
      [silent, 'did not answer within 0.2 s', 200],
      [cut, 'broke before it answered', 20_000],
      [endless, 'too long to read', 20_000],
      [half, 'broke before it answered', 20_000],
    ] as const) {
      const error = await errorOf(http(url, { timeoutMs, maxBytes: 100_000 })(get(url)));
      expect([url, error.how]).toEqual([url, 'unsure']);
      expect(error.message).toContain(words);
    }
  });

  it('nothing was sent where nobody listens', async () => {
    const own = await serve(() => undefined);
    servers.splice(0).forEach((server) => void server.close());
    const error = await errorOf(http(own)(get(own)));
    expect(error.how).toBe('limited');
  });
});

describe('when a desk may be asked again', () => {
  const NOW = Date.parse('2026-11-23T10:00:00Z');
  it.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '17' }, 17_000],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' }, 30_000],
    [
      'GitHub’s moment',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 90) },
      90_000,
    ],
    ['a budget that is not empty', { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '1' }, null],
    [
      'Linear’s moment',
      { 'x-ratelimit-requests-remaining': '0', 'x-ratelimit-requests-reset': String(NOW + 5_000) },
      5_000,
    ],
    ['PagerDuty’s seconds', { 'ratelimit-remaining': '0', 'ratelimit-reset': '8' }, 8_000],
    ['Jira’s ISO time', { 'x-ratelimit-reset': '2026-11-23T10:01:00Z' }, 60_000],
    ['a past date', { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, 0],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['a year', { 'retry-after': '31536000' }, 86_400_000],
    ['nothing', {}, null],
  ])('%s', (_, headers, wait) => {
    expect(retryAfterMs(new Headers(headers), NOW)).toBe(wait);
  });
});
