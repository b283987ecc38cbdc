/**
 * An upgrade as people make it, with real processes on both sides: a bot and a host agent of an earlier day, a freeze and an
 * incident whose triage is under way; then today's bot takes the same data directory over while that one still runs, then
 * today's host agent goes on with the same key and journal. Then back again, as far as it goes.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../contracts/world.ts';
import { fileOf, runFile, type Service, startFile } from '../gateway/programs.ts';
import { type Place, place } from '../host-agent/installed.ts';
import { type BotPlace, botPlace, startBot } from '../hosts/bot.ts';
import { dump } from '../storage/kept-stores.ts';
import { buildEarlier, type Earlier, noHistory } from './earlier-build.ts';

/** The last one whose stores have another shape, and whose host agent speaks protocol 1. */
const BEFORE = '274f682';
const LIMIT_MS = 180_000;

type Entry = { kind: string; id?: string; op?: string; counter?: number };
type Status = { freezes: { freeze: string; until: string; by: string }[]; incidents: { incident: string }[] };

describe.skipIf(noHistory !== null)(`from ${BEFORE} to today, and back`, () => {
  let old: Earlier;
  let at: BotPlace;
  let here: Place;
  let bot: Awaited<ReturnType<typeof startBot>>;
  let running: Service | null = null;

  beforeAll(async () => {
    old = buildEarlier(BEFORE, ['bot', 'host', 'host-run', 'host-collect']);
    at = await botPlace();
    here = place();
    mkdirSync(here.home, { recursive: true });
  }, LIMIT_MS);
  afterAll(async () => {
    await running?.stop();
    await bot?.stop();
    here?.close();
    if (at) rmSync(at.dir, { recursive: true, force: true });
    old?.close();
  });

  const entries = (): Entry[] =>
    here
      .journal()
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { entry: Entry }).entry);
  /** How often each order was taken. */
  const taken = (): Map<string, number> => {
    const times = new Map<string, number>();
    for (const { kind, id = '' } of entries()) if (kind === 'taken') times.set(id, (times.get(id) ?? 0) + 1);
    return times;
  };
  const status = async (): Promise<Status> =>
    JSON.parse(await bot.ask(['chat', '--once', '--json', 'status']));
  const runs = (file: string): Service =>
    startFile(file, ['run', '--state', here.state], { env: here.env, cwd: here.home });

  it(
    'keeps freeze, incident, host and journal, and does each order once',
    async () => {
      const before = await startBot({ file: old.file('bot'), at });
      bot = before;
      const join_ = ['join', '--url', bot.url, '--token', '-', '--name', 'node-o', '--state', here.state];
      const input = await bot.enroll('node-o');
      const joined = await runFile(old.file('host'), join_, { env: here.env, cwd: here.home, input });
      expect(joined, joined.stderr).toMatchObject({ code: 0 });
      running = runs(old.file('host'));
      await bot.sees('node-o', true);
      await bot.triage('node-o');
      await bot.say('freeze node-o for 2h because upgrade');
      const { freezes, incidents } = await status();
      const incident = incidents[0]?.incident ?? '';
      expect([freezes.length, incidents.length]).toEqual([1, 1]);
      const was = await bot.card('node-o');

      // A triage is under way when the next bot begins to wait, and the one before it is told to end.
      await bot.hears('triage node-o', /node-o/);
      bot = await startBot({ at, args: ['--wait'] });
      const { service } = bot;
      const says = (word: string) =>
        eventually(
          async () => service.printed(),
          (text) => text.includes(word),
          60_000,
        );
      expect(await says('Waiting for it to end')).toContain('Waiting for it to end');
      await before.service.stop();
      expect(await says('listens on')).toContain('listens on');
      await bot.sees('node-o', true);
      expect(await bot.card('node-o')).toMatchObject({
        ...{ keyFingerprint: was?.keyFingerprint, speaks: 1, quarantined: null, marked: null },
        held: [{ freeze: freezes[0]?.freeze }],
      });
      expect((await status()).freezes).toMatchObject([
        { freeze: freezes[0]?.freeze, until: freezes[0]?.until, by: freezes[0]?.by },
      ]);

      // The incident's whole record, from its first row on, is with the new bot: it goes on with the same one.
      const record = dump(join(at.dir, 'data'), '');
      expect(record).toContain(`-- object incident ${incident}`);
      expect(record).toContain(`"text":"triage node-o"`);

      await running.stop();
      running = runs(fileOf('host'));
      await bot.sees('node-o', true);
      await bot.triage('node-o');
      expect(await bot.card('node-o')).toMatchObject({
        ...{ keyFingerprint: was?.keyFingerprint, speaks: 2, quarantined: null, marked: null },
        held: [{ freeze: freezes[0]?.freeze }],
      });
      const times = [...taken()];
      expect(times.length).toBeGreaterThanOrEqual(3);
      expect(times.filter(([, n]) => n !== 1)).toEqual([]);
      const ended = entries()
        .filter(({ kind }) => kind === 'ended')
        .map(({ id }) => id);
      expect(new Set(ended).size).toBe(ended.length);
      const counters = entries().flatMap(({ kind, counter }) => (kind === 'taken' ? [counter ?? 0] : []));
      expect(counters).toEqual([...new Set(counters)].sort((a, b) => a - b));
      expect(readdirSync(here.state).filter((name) => /damaged|before-/.test(name))).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'the bot of before refuses the stores of today in words, with nothing touched, and today’s goes on',
    async () => {
      await running?.stop();
      running = null;
      await bot.stop();
      const data = join(at.dir, 'data');
      // What has another shape since; the rest it may go on with.
      const changed = (): string[] =>
        dump(data, '')
          .split('\n-- object ')
          .filter((one) => /^(host|fleet) /.test(one));
      const were = changed();
      const former = await startBot({ file: old.file('bot'), at });
      const { env } = former;
      const asked = await runFile(old.file('bot'), ['hosts'], { env, cwd: at.dir });
      const frozen = await runFile(old.file('bot'), ['chat', '--once', 'host node-o'], { env, cwd: at.dir });
      await former.service.stop();
      expect([asked.code, frozen.code]).toEqual([2, 2]);
      expect(former.service.printed()).toContain(
        'a newer bot wrote it. Nothing was changed. Run that newer version again',
      );
      expect(changed()).toEqual(were);
      bot = await startBot({ at });
      expect((await status()).freezes).toHaveLength(1);
      expect(await bot.card('node-o')).toMatchObject({ enrolled: true, quarantined: null });

      // A bot of today that is older than the stores: it does not begin.
      await bot.stop();
      const index = new DatabaseSync(join(data, 'index.db'));
      index.exec("UPDATE shapes SET needs = 99 WHERE kind = 'host'");
      index.close();
      const left = changed();
      const late = await runFile(fileOf('bot'), ['serve'], { env: bot.env, cwd: at.dir });
      expect(late).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('A newer bot has changed the stores of every host for good'),
      });
      expect(changed()).toEqual(left);
    },
    LIMIT_MS,
  );
});
