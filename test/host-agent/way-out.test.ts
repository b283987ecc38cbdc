/**
 * A host that reaches the bot only through a proxy, and a bot whose certificate is of an authority of one's own: joined by
 * install.sh and connected, over TLS that the proxy cannot look into.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { proxyFor } from '../../src/agent/channel/proxy.ts';
import { startBot } from '../hosts/bot.ts';
import { type Place, place, release } from './installed.ts';
import { hasOpenssl, proxied } from './proxied.ts';

const LIMIT_MS = 180_000;
let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => {
  here.close();
});

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

it.skipIf(!hasOpenssl)(
  'joins and stays connected through it, and not without the authority',
  async () => {
    const out = await proxied(here.dir);
    const bot = await startBot({ publicUrl: out.url });
    out.leadTo(bot.url);
    try {
      const folder = join(here.dir, 'release');
      release(folder);
      const join_ = ['--url', out.url, '--name', 'node-p', '--code-file', '-', '--proxy', out.proxy];
      const blind = await here.install(folder, join_, await bot.enroll('node-p'));
      expect(blind.code).toBe(1);
      expect(blind.stderr).toContain('The bot cannot be reached.');
      expect(blind.stderr).toContain('NODE_EXTRA_CA_CERTS');
      const ran = await here.install(folder, [...join_, '--ca', out.cert], await bot.enroll('node-p'));
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      await bot.sees('node-p', true);
      expect(new Set(out.asked)).toEqual(new Set([out.wanted]));
      expect(out.seen()).not.toContain('agents/join');
      // An upgrade keeps the way out.
      const again = await here.install(folder, []);
      expect(again.stdout, again.stderr).toContain('Nothing to do');
    } finally {
      await bot.stop();
      out.close();
    }
  },
  LIMIT_MS,
);
