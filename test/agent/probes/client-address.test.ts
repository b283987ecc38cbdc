/** Who answers at the address that clients of this host are sent to. */
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { clientAddress } from '../../../src/agent/probes/client-address.ts';
import { contextOf, emptyPlace, gatewayLike, said } from '../place.ts';
import { HEALTHY_PAGES } from '../stand-in-gateway.ts';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function at(url: string) {
  const place = emptyPlace();
  place.env.OPENCLAW_GATEWAY_URL = url;
  return clientAddress.look(await contextOf(place));
}

it('nothing is asked where no address is set', async () => {
  expect((await clientAddress.look(await contextOf(emptyPlace()))).facts).toEqual([]);
});

it('a gateway', async () => {
  const { port } = await gatewayLike();
  expect(said(await at(`ws://127.0.0.1:${port}`))).toEqual({
    'clients.url.source': 'env',
    'clients.url.credential': false,
    'clients.url.device': false,
    'clients.url.answers': 'gateway',
    'clients.url.port': port,
  });
});

it('another gateway than this one', async () => {
  const [own, other] = await Promise.all([
    gatewayLike(),
    gatewayLike({
      pages: {
        ...HEALTHY_PAGES,
        '/startupz': { type: 'application/json', body: '{"status":"started","uptimeMs":4000}' },
      },
    }),
  ]);
  const place = emptyPlace();
  place.configure({ gateway: { port: own.port } });
  place.env.OPENCLAW_GATEWAY_URL = `ws://127.0.0.1:${other.port}`;
  place.env.OPENCLAW_GATEWAY_TOKEN = 'of-that-one';
  expect(said(await clientAddress.look(await contextOf(place)))).toMatchObject({
    'clients.url.credential': true,
    'clients.url.answers': 'other-gateway',
  });
});

it('a proxy that passes pages and no WebSocket', async () => {
  const page = HEALTHY_PAGES['/startupz'];
  const port = await listening(
    createHttp((_request, response) =>
      response.writeHead(200, { 'content-type': page.type }).end(page.body),
    ).on('upgrade', (_request, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\n\r\n')),
  );
  expect(said(await at(`ws://127.0.0.1:${port}`))).toMatchObject({
    'clients.url.answers': 'pages-only',
    'clients.url.status': 426,
  });
});

it('its own port by the other family of addresses, where nobody listens', async () => {
  const { port } = await gatewayLike();
  expect(said(await at(`ws://[::1]:${port}`))).toMatchObject({ 'clients.url.answers': 'refused' });
});

it('nobody', async () => {
  const { port, close } = await gatewayLike();
  await close();
  expect(said(await at(`ws://localhost:${port}`))).toMatchObject({ 'clients.url.answers': 'refused' });
});

it('a forwarder that finds nobody behind it', async () => {
  const port = await listening(createServer((socket) => socket.destroy()));
  expect(said(await at(`ws://127.0.0.1:${port}`))).toMatchObject({ 'clients.url.answers': 'closed' });
});

it.each([
  [302, 'sign-in'],
  [401, 'sign-in'],
  [404, 'not-openclaw'],
  [502, 'bad-gateway'],
  [503, 'bad-gateway'],
  [504, 'timeout'],
])('a web server that answers %i', async (status, answers) => {
  const port = await listening(
    createHttp().on('upgrade', (_request, socket) =>
      socket.end(`HTTP/1.1 ${status} No\r\nlocation: /login\r\ncontent-length: 0\r\n\r\n`),
    ),
  );
  expect(said(await at(`ws://127.0.0.1:${port}`))).toMatchObject({
    'clients.url.answers': answers,
    'clients.url.status': status,
  });
});

it('a client that wants TLS of a gateway that has none', async () => {
  const { port } = await gatewayLike();
  expect(said(await at(`wss://127.0.0.1:${port}`))).toMatchObject({ 'clients.url.answers': 'tls' });
});

it('a gateway under a path of a web server', async () => {
  const { port: gateway } = await gatewayLike();
  const shop = createHttp((_request, response) => response.end('shop')).on(
    'upgrade',
    (request, near: Socket) => {
      if (request.url !== '/claw') return void near.end('HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n');
      const lines = request.rawHeaders.flatMap((name, n, all) =>
        n % 2 === 0 ? [`${name}: ${all[n + 1]}`] : [],
      );
      const far = dial(gateway, '127.0.0.1', () =>
        far.write(`GET / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`),
      );
      far.pipe(near).on('error', () => far.destroy());
      near.pipe(far).on('error', () => near.destroy());
    },
  );
  const port = await listening(shop);
  expect(said(await at(`ws://127.0.0.1:${port}/claw`))).toMatchObject({ 'clients.url.answers': 'gateway' });
  expect(said(await at(`ws://127.0.0.1:${port}`))).toMatchObject({ 'clients.url.answers': 'not-openclaw' });
});

it('another host is not asked', async () => {
  expect(await at('wss://gateway.example.net')).toMatchObject({ look: 'unavailable' });
});
