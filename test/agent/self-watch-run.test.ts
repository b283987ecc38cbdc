/**
 * The host agent as built, near its limits: something in its own process holds memory or file handles. (A processor that
 * others want as well cannot be taken on purpose; self-watch.test.ts has that as a table.) It says so in its log and its status, does without looks, and works as always when that is over.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { eventually } from '../contracts/world.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';
import { startBot, type TestBot, triageJob } from '../hub/bot.ts';

/** Loaded before the program. Lets go at SIGUSR2; an agent that works as always never hears of it. */
const TAKES = `
import { closeSync, openSync, readFileSync } from 'node:fs';
const { TAKES: what } = process.env;
let memory = what === 'memory' ? Buffer.alloc(450 * 1024 * 1024, 1) : null;
const [, soft] = /^Max open files\\s+(\\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
const most = what === 'handles' ? Math.floor(Number(soft) * 0.85) : 0;
const files = Array.from({ length: most }, () => openSync('/dev/null'));
process.on('SIGUSR2', () => {
  memory = null;
  for (const file of files.splice(0)) closeSync(file);
  globalThis.gc?.();
});
`;

type Case = { what: string; words: RegExp };
const CASES: Case[] = [
  { what: 'memory', words: /^no new looks: it takes \d+ MiB of memory$/ },
  { what: 'handles', words: /^no new looks: it has \d+ of \d+ file handles open$/ },
];
/** Measured every 15 s, and calm for a minute before it works as always again. */
const LIMIT_MS = 150_000;

const dir = mkdtempSync(join(tmpdir(), 'self-watch-'));
const env = (more: Record<string, string> = {}) => ({
  PATH: '/usr/bin:/bin',
  HOME: dir,
  LANG: 'C.UTF-8',
  ...more,
});
const services = new Map<string, Service>();
const stateOf = (what: string): string => join(dir, what);
let bot: TestBot;

beforeAll(async () => {
  bot = await startBot();
  writeFileSync(join(dir, 'takes.mjs'), TAKES);
  for (const { what } of CASES) {
    mkdirSync(stateOf(what), { mode: 0o700 });
    const token = await bot.token(what);
    await joinBot({ url: bot.url, token, name: what, stateDir: stateOf(what), version: '0.1.0' });
    const NODE_OPTIONS = `--expose-gc --import=${join(dir, 'takes.mjs')}`;
    const started = { env: env({ NODE_OPTIONS, TAKES: what }), cwd: dir };
    services.set(what, startProgram('host', ['run', '--state', stateOf(what)], started));
  }
}, 60_000);
afterAll(async () => {
  for (const service of services.values()) await service.stop();
  await bot.close();
  rmSync(dir, { recursive: true, force: true });
});

async function yields(what: string): Promise<string | null> {
  const ran = await runProgram('host', ['status', '--json', '--state', stateOf(what)], {
    env: env(),
    cwd: dir,
  });
  return (JSON.parse(ran.stdout) as { status: { yields: string | null } }).status.yields;
}
const ends = (id: string) =>
  bot.events.flatMap((one) =>
    (one.type === 'refused' || one.type === 'done') && one.order === id ? [one] : [],
  );

describe('a host agent whose own process takes much', () => {
  it.concurrent.each(CASES)(
    '$what: says so, takes no look, and takes them again',
    async ({ what, words }) => {
      const service = services.get(what) as Service;
      await eventually(
        async () => service.printed(),
        (text) => text.includes('leaves the machine to others'),
        LIMIT_MS,
      );
      expect(await yields(what)).toMatch(words);
      expect(service.exitCode()).toBeUndefined();
      await bot.dispatch(what, triageJob(`${what}-1`));
      const [first] = await eventually(
        async () => ends(`${what}-1`),
        (seen) => seen.length > 0,
      );
      expect(first).toMatchObject({ type: 'refused', code: 'busy' });
      expect((first as { why: string }).why).toContain('the host agent leaves the machine to others: it ');

      process.kill(service.pid, 'SIGUSR2');
      await eventually(
        async () => service.printed(),
        (text) => text.includes('works as always again'),
        LIMIT_MS,
      );
      expect(await yields(what)).toBeNull();
      await bot.dispatch(what, triageJob(`${what}-2`, { expiresAt: Date.now() + 120_000 }));
      await eventually(
        async () => ends(`${what}-2`),
        (seen) => seen.length > 0,
        60_000,
      );
      expect(ends(`${what}-2`)).toMatchObject([{ type: 'done' }]);
      expect(service.exitCode()).toBeUndefined();
    },
    2 * LIMIT_MS + 90_000,
  );
});
