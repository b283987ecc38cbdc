/**
 * A host that reaches the bot only through a proxy, and a bot whose certificate is of an authority of one's own: joined by
 * install.sh and connected, over TLS that the proxy cannot look into.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect, connect as plain, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { proxyFor } from '../../src/agent/channel/proxy.ts';
import { startBot } from '../hosts/bot.ts';
import { type Place, place, release } from './installed.ts';

const LIMIT_MS = 180_000;
const openssl = spawnSync('openssl', ['version']).status === 0;
let here: Place;
const servers: Server[] = [];
beforeEach(() => {
  here = place();
});
afterEach(() => {
  here.close();
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it.each<[string, string, Record<string, string>, string | null]>([
  ['nothing set', 'https://bot.example', {}, null],
  ['for https', 'https://bot.example', { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128/'],
  ['without a scheme', 'https://bot.example', { https_proxy: 'p:3128' }, 'http://p:3128/'],
  ['for all', 'https://bot.example', { ALL_PROXY: 'http://p:3128' }, 'http://p:3128/'],
  ['but http goes straight', 'http://127.0.0.1:80', { HTTPS_PROXY: 'http://p:3128' }, null],
  [
    'but not for this name',
    'https://bot.example',
    { HTTPS_PROXY: 'http://p', NO_PROXY: 'a, bot.example' },
    null,
  ],
  ['but not below it', 'https://bot.example', { HTTPS_PROXY: 'http://p', NO_PROXY: '.example' }, null],
  [
    'but not for a name that only ends so',
    'https://bot.example',
    { HTTPS_PROXY: 'http://p', NO_PROXY: 'ot.example' },
    'http://p/',
  ],
  [
    'but another port',
    'https://bot.example',
    { HTTPS_PROXY: 'http://p', NO_PROXY: 'bot.example:8443' },
    'http://p/',
  ],
  ['but none at all', 'https://bot.example', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, null],
])('a proxy %s', (_what, url, env, wanted) => {
  expect(proxyFor(url, env)?.href ?? null).toBe(wanted);
});

it('a proxy that is none is refused in words', () => {
  expect(() => proxyFor('https://bot.example', { HTTPS_PROXY: 'socks5://p:1080' })).toThrow(
    'not the address of an HTTP proxy',
  );
});

it.skipIf(!openssl)(
  'joins and stays connected through it, and not without the authority',
  async () => {
    const [key, cert] = [join(here.dir, 'bot.key'), join(here.dir, 'bot.crt')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-addext',
        'subjectAltName=DNS:bot.test',
        '-keyout',
        key,
        '-out',
        cert,
        '-days',
        '2',
        '-subj',
        '/CN=bot.test',
      ],
      { stdio: 'ignore' },
    );
    let target = 0;
    const front = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (outer) => {
      const inner = plain(target, '127.0.0.1');
      outer.pipe(inner).pipe(outer);
      for (const end of [outer, inner]) end.on('error', () => [outer, inner].map((one) => one.destroy()));
    });
    const tlsPort = await listening(front);
    const asked: string[] = [];
    let seen = '';
    const proxy = createHttp((_, answer) => answer.writeHead(405).end());
    proxy.on('connect', (request, near: import('node:net').Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      if (request.url !== `bot.test:${tlsPort}`) return near.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      const far = connect(tlsPort, '127.0.0.1', () =>
        near.write('HTTP/1.1 200 Connection established\r\n\r\n'),
      );
      near.on('data', (bytes: Buffer) => {
        seen += bytes.toString('latin1');
      });
      near.pipe(far).pipe(near);
      for (const end of [near, far]) end.on('error', () => [near, far].map((one) => one.destroy()));
    });
    const proxyPort = await listening(proxy);
    const url = `https://bot.test:${tlsPort}`;
    const bot = await startBot({ publicUrl: url });
    target = Number(new URL(bot.url).port);
    try {
      const folder = join(here.dir, 'release');
      release(folder);
      const join_ = [
        '--url',
        url,
        '--name',
        'node-p',
        '--code-file',
        '-',
        '--proxy',
        `http://me:s%40fe@127.0.0.1:${proxyPort}`,
      ];
      const blind = await here.install(folder, join_, await bot.enroll('node-p'));
      expect(blind.code).toBe(1);
      expect(blind.stderr).toContain('The bot cannot be reached.');
      expect(blind.stderr).toContain('NODE_EXTRA_CA_CERTS');
      const ran = await here.install(folder, [...join_, '--ca', cert], await bot.enroll('node-p'));
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      await bot.sees('node-p', true);
      expect(new Set(asked)).toEqual(
        new Set([`bot.test:${tlsPort} Basic ${Buffer.from('me:s@fe').toString('base64')}`]),
      );
      expect(seen).not.toContain('agents/join');
      // An upgrade keeps the way out.
      const again = await here.install(folder, []);
      expect(again.stdout, again.stderr).toContain('Nothing to do');
    } finally {
      await bot.stop();
    }
  },
  LIMIT_MS,
);
