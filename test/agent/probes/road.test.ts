/** The road from a host that is only a client to its gateway elsewhere, each step over real sockets on loopback. */
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { road } from '../../../src/agent/probes/road.ts';
import { contextOf, emptyPlace, gatewayLike, type Place, said } from '../place.ts';
import { greeting, HEALTHY_PAGES, knows, refusal } from '../stand-in-gateway.ts';

async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

type Remote = { url?: string; token?: string; password?: string; tlsFingerprint?: string };

function client(remote: Remote, more: Record<string, string> = {}): Place {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'remote', remote } });
  Object.assign(place.env, more);
  return place;
}

const look = async (place: Place) => road.look(await contextOf(place));
const met = async (remote: Remote) => said(await look(client(remote)));

it('says nothing of a place where a gateway is meant to run', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'local' } });
  expect((await look(place)).facts).toEqual([]);
});

it('leads to a gateway that greets and answers a read', async () => {
  const { port, shown } = await gatewayLike({ pages: HEALTHY_PAGES, ...knows('of-remote') });
  const sight = await look(client({ url: `ws://127.0.0.1:${port}`, token: 'of-remote' }));
  expect(said(sight)).toMatchObject({
    'clients.url.source': 'remote',
    'clients.url.shown': `ws://127.0.0.1:${port}`,
    'clients.url.answers': 'gateway',
  });
  expect(said(sight)).not.toHaveProperty('clients.url.cut-after-s');
  expect(said(sight, '/client:road')).toMatchObject({
    'connect.reached': 'rpc',
    'connect.hello': true,
    'connect.credential': 'remote',
    'rpc.read.ok': true,
  });
  expect(shown).toEqual(['of-remote']);
});

it('is shown the credential of the environment alone beside an address of the environment', async () => {
  const { port, shown } = await gatewayLike(knows('of-shell'));
  const more = { OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}`, OPENCLAW_GATEWAY_TOKEN: 'of-shell' };
  const sight = await look(client({ url: 'ws://127.0.0.1:9', token: 'of-remote' }, more));
  expect(said(sight)).toMatchObject({ 'clients.url.source': 'env', 'clients.url.credential': true });
  expect(shown).toEqual(['of-shell']);
});

it('shows a refused credential once in ten minutes', async () => {
  const { port, shown } = await gatewayLike(knows('the-new-one'));
  const context = await contextOf(client({ url: `ws://127.0.0.1:${port}`, token: 'the-old-one' }));
  expect(said(await road.look(context), '/client:road')).toMatchObject({
    'connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
    'connect.hello': false,
  });
  expect(await road.look(context)).toMatchObject({ look: 'refused' });
  expect(shown).toEqual(['the-old-one']);
});

it('leads to a gateway that lets only devices in, or only devices read: neither is a fault of this client', async () => {
  const wants = refusal('DEVICE_IDENTITY_REQUIRED', 'device_required', 'device identity required');
  const strict = await gatewayLike({ connect: () => wants });
  const sight = await look(client({ url: `ws://127.0.0.1:${strict.port}`, token: 'x' }));
  expect(sight).toMatchObject({ look: 'refused' });
  expect(said(sight, '/client:road')).toEqual({ 'connect.reached': 'challenge' });
  const denied = {
    ok: false,
    error: { code: 'FORBIDDEN', message: 'missing scope: operator.read' },
  } as const;
  const reads = await gatewayLike({ connect: () => greeting([]), answer: () => denied });
  const other = said(await look(client({ url: `ws://127.0.0.1:${reads.port}`, token: 'x' })), '/client:road');
  expect(other).toMatchObject({ 'connect.hello': true, 'connect.scopes-withheld': true });
  expect(other).not.toHaveProperty('rpc.read.ok');
}, 20_000);

it('is asked without a credential where there is none', async () => {
  const missing = refusal('AUTH_TOKEN_MISSING', 'token_missing', 'unauthorized: gateway token missing');
  const { port, connects } = await gatewayLike({ connect: () => missing });
  expect(said(await look(client({ url: `ws://127.0.0.1:${port}` })), '/client:road')).toMatchObject({
    'connect.refusal.code': 'AUTH_TOKEN_MISSING',
  });
  // A command without a credential would be asked for its device first, and ours has none.
  expect(connects).toMatchObject([{ client: { mode: 'backend' } }]);
});

it('is empty-handed where a device is asked for, and there is neither a credential nor a paired device', async () => {
  const wants = refusal('DEVICE_IDENTITY_REQUIRED', 'device_required', 'device identity required');
  const { port } = await gatewayLike({ connect: () => wants });
  const place = client({ url: `ws://127.0.0.1:${port}` });
  const sight = await look(place);
  expect(said(sight)).toMatchObject({ 'clients.url.empty-handed': true });
  expect(sight.look).toBeUndefined();
  expect(said(await look(client({ url: `ws://127.0.0.1:${port}`, token: 'x' })))).not.toHaveProperty(
    'clients.url.empty-handed',
  );
});

it.each([
  ['a text that is no address', 'gateway.example:18789 (ask Ann)', 'malformed'],
  ['a scheme that nobody speaks', 'tcp://127.0.0.1:18789', 'malformed'],
  ['a name that nobody knows', 'wss://gateway.invalid:18789', 'unresolved'],
  ['a plain address outside', 'ws://203.0.113.7:18789', 'tls'],
])('ends at %s', async (_, url, answers) => {
  expect(await met({ url, token: 'x' })).toMatchObject({ 'clients.url.answers': answers });
});

it('ends where nobody listens', async () => {
  const { port, close } = await gatewayLike();
  await close();
  expect(await met({ url: `ws://127.0.0.1:${port}` })).toMatchObject({ 'clients.url.answers': 'refused' });
});

it('has no address in remote mode, and nobody at the usual port', async () => {
  const { port, close } = await gatewayLike();
  await close();
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'remote', port, remote: {} } });
  expect(said(await look(place))).toMatchObject({ 'clients.url.answers': 'no-address' });
});

it('ends at a forwarder with nobody behind it, and names the program that takes the connection', async () => {
  const port = await listening(createServer((near) => near.destroy()));
  expect(await met({ url: `ws://127.0.0.1:${port}` })).toMatchObject({
    'clients.url.answers': 'closed',
    'clients.url.listener': expect.any(String),
  });
});

it('ends at a forwarder that is silent', async () => {
  const port = await listening(createServer((near) => near.resume()));
  const sight = await look(client({ url: `ws://127.0.0.1:${port}`, token: 'x' }));
  expect(said(sight)).toMatchObject({ 'clients.url.answers': 'timeout' });
  expect(said(sight, '/client:road')).toMatchObject({ 'connect.timed-out': 'upgrade' });
}, 12_000);

const LOGIN = '<form><input name="user"><input type="password" name="word"></form>';
const ATTRIBUTION = '{"error":{"type":"proxy_attribution_required"}}';

it.each([
  ['a proxy with nobody behind it', 502, {}, '', 'bad-gateway'],
  ['a proxy whose gateway is late', 504, {}, '', 'timeout'],
  ['a sign-in elsewhere', 302, { location: 'https://login.example.com/start' }, '', 'sign-in'],
  ['a sign-in page that says 200', 200, {}, LOGIN, 'sign-in'],
  ['a proxy that forbids', 403, {}, 'no', 'sign-in'],
  ['the gateway behind a proxy that it does not know', 403, {}, ATTRIBUTION, 'unattributed'],
  ['another program', 404, {}, 'not found', 'not-openclaw'],
  ['a proxy that asks for TLS', 301, { location: 'https://127.0.0.1/' }, '', 'tls'],
])('ends at %s', async (_, status, headers, body, answers) => {
  const server = createHttp();
  server.on('upgrade', (_request, near) => {
    const lines = Object.entries({ ...headers, 'content-length': String(body.length) });
    near.end(
      `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    );
  });
  const port = await listening(server);
  expect(await met({ url: `ws://127.0.0.1:${port}`, token: 'x' })).toMatchObject({
    'clients.url.answers': answers,
  });
});

it('says TLS to a gateway that speaks none', async () => {
  const { port, shown } = await gatewayLike(knows('x'));
  expect(await met({ url: `wss://127.0.0.1:${port}`, token: 'x' })).toMatchObject({
    'clients.url.answers': 'tls',
    'clients.url.tls': 'the address says TLS, and the gateway there speaks none',
  });
  expect(shown).toEqual([]);
});

it.each([
  [1_500, 2],
  [3_500, 4],
])(
  'cuts what is quiet for %i ms',
  async (quietMs, seconds) => {
    const { port } = await gatewayLike(knows('x'));
    const impatient = await listening(
      createServer((near) => {
        const far = dial(port, '127.0.0.1');
        near.setTimeout(quietMs, () => near.destroy());
        near.on('close', () => far.destroy()).on('error', () => far.destroy());
        far.on('close', () => near.destroy()).on('error', () => near.destroy());
        near.pipe(far).pipe(near);
      }),
    );
    expect(await met({ url: `ws://127.0.0.1:${impatient}`, token: 'x' })).toMatchObject({
      'clients.url.answers': 'gateway',
      'clients.url.cut-after-s': seconds,
    });
  },
  12_000,
);

it('is not called impatient when all lines end at one moment', async () => {
  const { port } = await gatewayLike(knows('x'));
  const lines = new Set<Socket>();
  const mortal = await listening(
    createServer((near) => {
      const far = dial(port, '127.0.0.1');
      lines.add(near);
      near.on('close', () => far.destroy()).on('error', () => far.destroy());
      far.on('error', () => near.destroy());
      near.pipe(far).pipe(near);
      // With the second line both are there: a moment later the whole road goes.
      if (lines.size === 3) setTimeout(() => lines.forEach((line) => void line.destroy()), 600);
    }),
  );
  expect(await met({ url: `ws://127.0.0.1:${mortal}`, token: 'x' })).not.toHaveProperty(
    'clients.url.cut-after-s',
  );
}, 12_000);
