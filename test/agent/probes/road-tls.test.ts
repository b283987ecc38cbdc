/** TLS on the road of a client-only host: pinned, signed by somebody, or neither. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { road } from '../../../src/agent/probes/road.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const withOpenssl = it.skipIf(spawnSync('openssl', ['version']).status !== 0);

/** A gateway behind TLS that offers its challenge, counts who speaks after it, and answers nobody. */
async function behindTls(name = 'IP:127.0.0.1') {
  const place = emptyPlace();
  const [key, cert] = [join(place.dir, 'gw.key'), join(place.dir, 'gw.crt')];
  const made = ['-keyout', key, '-out', cert, '-days', '30', '-subj', '/CN=gateway'];
  const kind = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-addext',
    `subjectAltName=${name}`,
  ];
  execFileSync('openssl', ['req', '-x509', ...kind, ...made], { stdio: 'ignore' });
  const server = createHttps({ key: readFileSync(key), cert: readFileSync(cert) });
  const spoken: string[] = [];
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.send(
      JSON.stringify({ type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } }),
    );
    socket.on('message', (data) => {
      spoken.push(String(data));
      socket.close(1008, 'not today');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const look = async (
    scheme: string,
    remote: Record<string, string> = {},
    env: Record<string, string> = {},
  ) => {
    const url = `${scheme}://127.0.0.1:${port}`;
    place.configure({ gateway: { mode: 'remote', remote: { url, token: 'of-remote', ...remote } } });
    Object.assign(place.env, env);
    return said(await road.look(await contextOf(place)));
  };
  const shown = execFileSync('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256'], {
    encoding: 'utf8',
  });
  return { look, spoken, cert, pin: (shown.split('=')[1] ?? '').trim() };
}

withOpenssl('is believed by its pin, however that is written', async () => {
  const { look, pin, spoken } = await behindTls();
  expect(await look('wss', { tlsFingerprint: `sha256:${pin.toLowerCase()}` })).toMatchObject({
    'clients.url.answers': 'gateway',
  });
  expect(spoken).toHaveLength(1);
});

withOpenssl('is believed by an authority that the shell names', async () => {
  const { look, cert } = await behindTls();
  const env = { NODE_EXTRA_CA_CERTS: cert };
  expect(await look('wss', {}, env)).toMatchObject({ 'clients.url.answers': 'gateway' });
});

withOpenssl.each([
  ['a pin of another certificate', 'wss', { tlsFingerprint: 'ab'.repeat(32) }, /not the one that is pinned/],
  ['a pin that is none', 'wss', { tlsFingerprint: 'abc' }, /no SHA-256/],
  ['a pin beside a plain address', 'ws', { tlsFingerprint: 'ab'.repeat(32) }, /plain one/],
  ['nobody who signed it', 'wss', {}, /nobody whom this host believes/],
  ['a plain address', 'ws', {}, /TLS is spoken there/],
])('is turned away from with %s, and no word is said to it', async (_, scheme, remote, words) => {
  const { look, spoken } = await behindTls();
  expect(await look(scheme, remote as Record<string, string>)).toMatchObject({
    'clients.url.answers': 'tls',
    'clients.url.tls': expect.stringMatching(words),
  });
  expect(spoken).toEqual([]);
});

withOpenssl('is turned away from under another name', async () => {
  const { look, cert } = await behindTls('DNS:gateway.example.net');
  expect(await look('wss', {}, { NODE_EXTRA_CA_CERTS: cert })).toMatchObject({
    'clients.url.tls': 'the certificate there is for another name',
  });
});
