/**
 * A host agent of before today's protocol, built from the history of this repository, with today's bot: it joins, is
 * heard, answers a triage, and people are told that it is older.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFile } from '../gateway/programs.ts';
import { startBot } from '../hosts/bot.ts';
import { type Place, place, ran } from './installed.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The last one whose host agent spoke protocol 1 alone. */
const OLD = 'c449078';
const LIMIT_MS = 240_000;

const git = (...args: string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'buffer', maxBuffer: 1e9 });
const there = git('cat-file', '-e', `${OLD}^{commit}`).status === 0;
if (!there)
  console.log(`The history of this copy does not reach back to ${OLD}: its host agent cannot be built`);

describe.skipIf(!there)('a host agent that speaks protocol 1', () => {
  let bot: Awaited<ReturnType<typeof startBot>>;
  let here: Place;
  let old: string;

  beforeAll(async () => {
    old = mkdtempSync(join(tmpdir(), 'openclaw-old-'));
    const tar = git('archive', OLD, 'src', 'infra', 'package.json');
    expect(spawnSync('tar', ['-x', '-C', old], { input: tar.stdout }).status).toBe(0);
    symlinkSync(join(ROOT, 'node_modules'), join(old, 'node_modules'));
    // Made by a build step of its own; what it holds is of no matter here.
    const learned = 'src/explain/resemble/learned.json';
    if (existsSync(join(ROOT, learned))) cpSync(join(ROOT, learned), join(old, learned));
    const built = spawnSync(process.execPath, ['infra/build.mjs', 'host', 'host-run', 'host-collect'], {
      cwd: old,
      encoding: 'utf8',
    });
    expect(built.status, built.stderr).toBe(0);
    here = place();
    mkdirSync(here.home, { recursive: true });
    bot = await startBot();
  }, LIMIT_MS);
  afterAll(async () => {
    here?.close();
    await bot?.stop();
    rmSync(old, { recursive: true, force: true });
  });

  it(
    'joins, is heard, answers, and is shown as older',
    async () => {
      const file = join(old, 'dist', 'host.mjs');
      const setting = { env: here.env, cwd: here.home };
      const joined = await runFile(
        file,
        ['join', '--url', bot.url, '--token', '-', '--name', 'node-o', '--state', here.state],
        {
          ...setting,
          input: await bot.enroll('node-o'),
        },
      );
      expect(joined, joined.stderr).toMatchObject({ code: 0 });
      const running = ran([process.execPath, file, 'run', '--state', here.state], { env: here.env });
      try {
        await bot.sees('node-o', true);
        const { thread } = await bot.triage('node-o');
        expect(thread.join('\n')).toContain('node-o');
        expect(await bot.card('node-o')).toMatchObject({ speaks: 1, quarantined: null });
        expect(await bot.say('host node-o')).toContain('it speaks version 1, this bot up to 2');
      } finally {
        here.close();
        await running;
      }
    },
    LIMIT_MS,
  );
});
