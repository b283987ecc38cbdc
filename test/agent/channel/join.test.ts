/** Joining, from the host's side: what it believes, what it keeps, and in which files. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as inside } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from '../../../src/agent/channel/join.ts';
import { loadFleetKey, loadIdentity } from '../../../src/agent/channel/keys.ts';
import { lockState } from '../../../src/agent/channel/state-lock.ts';
import { generateSigningKey, loadSigner, thumbprint } from '../../../src/protocol/signer.ts';
import { startBot, type TestBot } from '../../hub/bot.ts';

let bot: TestBot;
let home: string;
let stateDir: string;
beforeEach(async () => {
  bot = await startBot();
  home = mkdtempSync(inside(tmpdir(), 'join-'));
  stateDir = inside(home, 'state');
});
afterEach(async () => {
  await bot.close();
  rmSync(home, { recursive: true });
});

const ask = (more: Partial<Parameters<typeof join>[0]> & { token: string }) =>
  join({ url: bot.url, name: 'node-3', stateDir, version: '0.1.0', ...more });

describe('a host that joins', () => {
  it('keeps its key and the bot’s, where only it can read', async () => {
    const joined = await ask({ token: await bot.token('node-3') });
    expect(joined).toMatchObject({ name: 'node-3', joinSeq: 1, botKey: bot.signer.kid });
    const { signer, bot: pinned } = await loadIdentity(stateDir);
    expect(signer.kid).toBe(joined.hostKey);
    expect(await thumbprint(pinned.key)).toBe(bot.signer.kid);
    expect(await bot.card('node-3')).toMatchObject({ enrolled: true, keyFingerprint: joined.hostKey });
    expect(statSync(stateDir).mode & 0o777).toBe(0o700);
    for (const file of ['host-key.json', 'bot.json', 'journal.jsonl'])
      expect([file, statSync(inside(stateDir, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('reads the token from standard input for -', async () => {
    const input = Readable.from([`${await bot.token('node-3')}\n`]);
    expect(await ask({ token: '-', input })).toMatchObject({ joinSeq: 1 });
  });

  it('takes a new key each time', async () => {
    const first = await ask({ token: await bot.token('node-3') });
    const second = await ask({ token: await bot.token('node-3') });
    expect(second.joinSeq).toBe(2);
    expect(second.hostKey).not.toBe(first.hostKey);
  });

  it.each([
    ['hex', Buffer.from('07'.repeat(32))],
    ['bytes', Buffer.alloc(32, 7)],
    ['base64', Buffer.from(Buffer.alloc(32, 7).toString('base64'))],
  ])('keeps the fleet key that was given as %s', async (_name, content) => {
    const fleetKeyFile = inside(home, 'fleet');
    writeFileSync(fleetKeyFile, content);
    await ask({ token: await bot.token('node-3'), fleetKeyFile });
    expect(loadFleetKey(stateDir)).toEqual(new Uint8Array(32).fill(7));
  });
});

it.each([
  ['goes on for ever', (): string => `{"joined":"${'x'.repeat(100_000)}"}`],
  ['is a deep one', (): string => '['.repeat(60_000)],
  ['is empty', (): string => ''],
  ['is null', (): string => 'null'],
  ['refuses in words of no refusal', (): string => '{"error":"no"}'],
  ['has a token for an answer', (): string => '{"token":"x"}'],
])('an answer that %s is none of the bot, and is not read to its end', async (_, body) => {
  let taken = 0;
  let left = false;
  const answer = new ReadableStream({
    pull(controller) {
      const rest = taken === 0 ? `${body()} ` : ' '.repeat(65_536);
      if (body().length < 90_000 && taken > 0) return controller.close();
      taken += rest.length;
      controller.enqueue(new TextEncoder().encode(rest));
    },
    cancel() {
      left = true;
    },
  });
  const fetching = (async () => new Response(answer)) as typeof fetch;
  const token = await bot.token('node-3');
  await expect(ask({ token, fetch: fetching })).rejects.toMatchObject({ code: 'not-a-bot' });
  expect(taken).toBeLessThan(1_000_000);
  expect(left).toBe(body().length > 90_000);
  expect(existsSync(inside(stateDir, 'host-key.json'))).toBe(false);
});

describe('a host does not join', () => {
  const refusals: [string, string, (token: string) => Partial<Parameters<typeof join>[0]>][] = [
    ['with a token cut short', 'token', (token) => ({ token: token.slice(0, 60) })],
    ['under another name', 'token-unknown', () => ({ name: 'node-4' })],
    ['under no name', 'name', () => ({ name: 'Node 3' })],
    ['where no bot answers', 'unreachable', () => ({ url: 'http://127.0.0.1:9' })],
    ['over the open network without TLS', 'url', () => ({ url: 'http://bot.example.com' })],
    ['over http on a private network that nobody has vouched for', 'url', () => ({ url: 'http://10.0.0.7' })],
    ['over http under a short name', 'url', () => ({ url: 'http://bot' })],
    [
      'over http, vouched for, where no bot answers',
      'unreachable',
      () => ({ url: 'http://127.0.0.1:9', plainHttp: true }),
    ],
    ['at no address', 'url', () => ({ url: 'bot' })],
    ['with a fleet key that is none', 'fleet-key', () => ({ fleetKeyFile: '/dev/null' })],
    ['where something else answers', 'not-a-bot', () => ({ fetch: async () => Response.json({ hello: 1 }) })],
  ];
  it.each(refusals)('%s (%s)', async (_name, code, more) => {
    const token = await bot.token('node-3');
    await expect(ask({ token, ...more(token) })).rejects.toMatchObject({ code, hint: expect.any(String) });
    expect(existsSync(inside(stateDir, 'bot.json'))).toBe(false);
  });

  it('with a bot that is not the one that made the token', async () => {
    const impostor = await loadSigner(await generateSigningKey());
    const token = await bot.token('node-3');
    const fetching: typeof fetch = async (url, init) => {
      const real = (await (await fetch(url, init)).json()) as { joined: string };
      const { payload } = JSON.parse(real.joined) as { payload: string };
      const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const joined = await impostor.sign('ocjoined+jws', { ...said, key: impostor.publicKey });
      return Response.json({ joined });
    };
    await expect(ask({ token, fetch: fetching })).rejects.toMatchObject({ code: 'not-the-bot' });
    expect(existsSync(inside(stateDir, 'bot.json'))).toBe(false);
  });

  it('while its agent runs', async () => {
    mkdirSync(stateDir, { mode: 0o700 });
    const unlock = lockState(inside(stateDir, 'agent.lock'));
    await expect(ask({ token: await bot.token('node-3') })).rejects.toMatchObject({
      code: 'already-running',
    });
    unlock();
  });
});

describe('files that others may touch', () => {
  it.each([
    ['host-key.json', 0o644],
    ['host-key.json', 0o640],
    ['host-key.json', 0o602],
    ['bot.json', 0o666],
    ['.', 0o755],
  ])('%s with mode %o stops the host agent', async (file, mode) => {
    await ask({ token: await bot.token('node-3') });
    chmodSync(inside(stateDir, file), mode);
    await expect(loadIdentity(stateDir)).rejects.toMatchObject({ hint: expect.any(String) });
  });

  it('a lock left by a process that is gone does not', () => {
    const path = inside(home, 'agent.lock');
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }));
    lockState(path)();
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'before the reboot' }));
    lockState(path)();
    expect(existsSync(path)).toBe(false);
  });
});

it.each(['http://10.0.0.7:8080', 'http://bot.example:8080'])(
  '%s is asked when a person vouches for the way',
  async (url) => {
    const asked: string[] = [];
    const fetching: typeof fetch = async (input) => {
      asked.push(String(input));
      return Response.json({});
    };
    const token = await bot.token('node-3');
    await expect(ask({ url, token, plainHttp: true, fetch: fetching })).rejects.toMatchObject({
      code: 'not-a-bot',
    });
    await expect(ask({ url, token, fetch: fetching })).rejects.toMatchObject({ code: 'url' });
    expect(asked).toEqual([`${url}/agents/join`]);
  },
);
