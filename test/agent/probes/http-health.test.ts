/** The health pages: only JSON of OpenClaw's own shape counts, and nothing holds the look up. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpHealth } from '../../../src/agent/probes/http-health.ts';
import { contextOf, emptyPlace, gatewayLike, said } from '../place.ts';
import { HEALTHY_PAGES, type Manners } from '../stand-in-gateway.ts';

async function look(port: number, more: object = {}) {
  const place = emptyPlace();
  place.configure({ gateway: { port, ...more } });
  return said(await httpHealth.look(await contextOf(place)));
}
const behind = async (pages: NonNullable<Manners['pages']>) =>
  look((await gatewayLike({ pages: { ...HEALTHY_PAGES, ...pages } })).port);
const page = (body: unknown, status = 200) => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

it('a healthy gateway', async () => {
  expect(await behind({})).toEqual({
    'gateway.http.live': 'ok',
    'config.tls': false,
    'gateway.listener.tls': false,
    'gateway.http.startup': 'started',
    'gateway.http.ready': true,
    'gateway.http.ready-failing': [],
    'gateway.http.event-loop-degraded': false,
    'gateway.http.answers': 'prompt',
    'gateway.version.running': '2026.9.6',
    'gateway.uptime-s': 90,
  });
});

it('a gateway that is starting, and one that is not ready', async () => {
  expect(
    await behind({ '/startupz': page({ status: 'starting', pendingReason: 'startup-sidecars' }, 503) }),
  ).toMatchObject({
    'gateway.http.startup': 'starting',
    'gateway.http.startup-pending': 'startup-sidecars',
  });
  expect(await behind({ '/readyz': page({ ready: false, failing: ['telegram'] }, 503) })).toMatchObject({
    'gateway.http.live': 'ok',
    'gateway.http.ready': false,
    'gateway.http.ready-failing': ['telegram'],
  });
});

it('a rush in the first minute is no degraded event loop', async () => {
  const busy = page({ ready: true, failing: [], eventLoop: { degraded: true } });
  const young = page({ status: 'started', uptimeMs: 5_000 });
  expect(await behind({ '/readyz': busy })).toMatchObject({ 'gateway.http.event-loop-degraded': true });
  expect(await behind({ '/readyz': busy, '/startupz': young })).not.toHaveProperty(
    'gateway.http.event-loop-degraded',
  );
});

describe('not a gateway is', () => {
  it.each([
    ['a web page on every path', {}],
    [
      'JSON of another service',
      { '/healthz': page({ ok: true }), '/startupz': page([]), '/readyz': page({}) },
    ],
    ['JSON by name only', { '/healthz': { type: 'application/json', body: '<html>' } }],
    ['a redirect', { '/healthz': { status: 302, type: 'text/plain', body: '' } }],
  ])('%s', async (_case, pages) => {
    const { port } = await gatewayLike({ pages });
    expect(await look(port)).toMatchObject({ 'gateway.http.live': 'not-openclaw' });
  });

  it('a server that speaks something else', async () => {
    const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    expect(await look((server.address() as { port: number }).port)).toMatchObject({
      'gateway.http.live': 'not-openclaw',
    });
  });
});

it('a closed port is refused, a silent one times out', async () => {
  const gone = await gatewayLike();
  await gone.close();
  expect(await look(gone.port)).toMatchObject({ 'gateway.http.live': 'refused' });
  const server = createServer((socket) => socket.on('error', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  expect(await look((server.address() as { port: number }).port)).toMatchObject({
    'gateway.http.live': 'timeout',
  });
});

it('a gateway with TLS is asked over TLS', async (context) => {
  const { dir } = emptyPlace();
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')] as const;
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout ${key} -out ${cert}`;
  if (spawnSync('openssl', words.split(' ')).status !== 0)
    context.skip('no openssl here to make a certificate');
  const server = createHttps({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    const found = HEALTHY_PAGES[request.url as keyof typeof HEALTHY_PAGES];
    response.writeHead(200, { 'content-type': 'application/json' }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  expect(await look(port, { tls: { enabled: true } })).toMatchObject({ 'gateway.http.live': 'ok' });
  // The configuration says otherwise: the port is asked as it speaks, and the difference is told.
  expect(await look(port)).toMatchObject({
    'gateway.http.live': 'ok',
    'config.tls': false,
    'gateway.listener.tls': true,
  });
});
