/**
 * Host agents of before today's protocol, built from the history of this repository, with today's bot: they join, are
 * heard, answer a triage, say what they cannot do, and people are told that they are older. The same host goes on under
 * its identity when it is upgraded, and when the upgrade is taken back.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, runFile, type Service, startFile } from '../gateway/programs.ts';
import { startBot } from '../hosts/bot.ts';
import { buildEarlier, type Earlier, noHistory } from '../upgrade/earlier-build.ts';
import { type Place, place } from './installed.ts';

const LIMIT_MS = 120_000;

type Old = {
  commit: string;
  parts: string[];
  /** What it cannot do, as people ask for it, and what they are told. */
  cannot: [string, RegExp][];
};

const OLDER: Old[] = [
  // The last one that spoke protocol 1 alone.
  { commit: '274f682', parts: ['host', 'host-run', 'host-collect'], cannot: [] },
  // The first that a bot could be asked about: one file, before recoveries, bundles and freezes.
  {
    commit: '8465464',
    parts: ['host'],
    cannot: [
      // By a way: without one, a look at a machine on which other gateways write may find that this one waits.
      ['rollback node-o', /The host agent is older than the bot and cannot do this\. Update it/],
      ['bundle node-o', /The host agent is older than the bot and cannot do this\. Update it/],
    ],
  },
];

describe.skipIf(noHistory !== null).each(OLDER)('a host agent of $commit', ({ commit, parts, cannot }) => {
  let bot: Awaited<ReturnType<typeof startBot>>;
  let here: Place;
  let old: Earlier;
  let running: Service | null = null;

  beforeAll(async () => {
    old = buildEarlier(commit, parts);
    here = place();
    mkdirSync(here.home, { recursive: true });
    bot = await startBot();
  }, LIMIT_MS);
  afterEach(async () => {
    await running?.stop();
  });
  afterAll(async () => {
    here?.close();
    await bot?.stop();
    old?.close();
  });

  async function runs(file: string): Promise<void> {
    await running?.stop();
    await bot.sees('node-o', false);
    running = startFile(file, ['run', '--state', here.state], { env: here.env, cwd: here.home });
    await bot.sees('node-o', true);
  }

  it(
    'joins, is heard, answers, is shown as older, and goes on through an upgrade and back',
    async () => {
      const file = old.file('host');
      const join = ['join', '--url', bot.url, '--token', '-', '--name', 'node-o', '--state', here.state];
      const input = await bot.enroll('node-o');
      const joined = await runFile(file, join, { env: here.env, cwd: here.home, input });
      expect(joined, joined.stderr).toMatchObject({ code: 0 });
      await runs(file);
      const { thread } = await bot.triage('node-o');
      expect(thread.join('\n')).toContain('node-o');
      const first = await bot.card('node-o');
      expect(first).toMatchObject({ speaks: 1, quarantined: null });
      expect(await bot.say('host node-o')).toContain('it speaks version 1, this bot up to 2');
      for (const [line, told] of cannot) await bot.hears(line, told);

      await runs(fileOf('host'));
      await bot.triage('node-o');
      expect(await bot.card('node-o')).toMatchObject({
        speaks: 2,
        quarantined: null,
        keyFingerprint: first?.keyFingerprint,
      });
      expect(await bot.say('host node-o')).not.toContain('it speaks version');

      await runs(file);
      expect((await bot.triage('node-o')).thread.join('\n')).toContain('node-o');
      expect(await bot.card('node-o')).toMatchObject({
        speaks: 1,
        quarantined: null,
        keyFingerprint: first?.keyFingerprint,
      });
      expect(readdirSync(here.state).filter((name) => name.includes('damaged'))).toEqual([]);
    },
    LIMIT_MS,
  );
});
