/**
 * A bot whose disk is full: the built bot on a file system of a few megabytes. What could not be stored is not said to be
 * done, the process stays, /readyz tells, and all goes on when there is room again.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../bench/bots.ts';
import { tokenIn, until } from '../gateway/bot-and-host.ts';
import { runProgram, startProgram } from '../gateway/programs.ts';
import { fillDisk, mountSmallDisk } from '../gateway/small-disk.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('A full disk is skipped: mounting a small one needs root.');

it.skipIf(!isRoot)(
  'says that its disk is full, and goes on when there is room again',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'disk-full-'));
    const ends: (() => void)[] = [];
    const data = join(dir, 'data');
    mkdirSync(data, { mode: 0o700 });
    mountSmallDisk({ onDispose: (end) => void ends.push(end as () => void) }, data, 6);
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = {
      ...{ PATH: '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'warn', PUBLIC_URL: url },
      ...{ DATA_DIR: data, PORT: new URL(url).port },
    };
    const bot = startProgram('bot', ['serve'], { env, cwd: dir });
    const typed = (...words: string[]) => runProgram('bot', words, { env, cwd: dir });
    const ready = async () => {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      return answer === null ? null : { status: answer.status, body: (await answer.json()) as unknown };
    };
    try {
      await until('the bot is ready', bot, async () => (await ready())?.status === 200);
      expect(tokenIn((await typed('enroll', 'node-3')).stdout)).toBeTruthy();

      fillDisk(data, 'ballast');
      const refused = await typed('enroll', 'node-4');
      const said = refused.stdout + refused.stderr;
      expect(said).toContain('The bot’s disk is full');
      expect(said).toContain('Free space where DATA_DIR lies, then type it again');
      expect(() => tokenIn(said)).toThrow();
      expect(refused.code).not.toBe(0);
      const copied = await typed('backup', join(data, 'copy.backup'));
      expect(copied.code).not.toBe(0);
      expect(copied.stderr).toContain('A disk is full, and this was not finished.');
      expect(readdirSync(data).filter((name) => name.startsWith('copy'))).toEqual([]);
      expect(await ready()).toMatchObject({
        status: 503,
        body: { checks: [{ what: 'store', ok: false, why: 'the disk of DATA_DIR is full' }] },
      });
      expect(bot.exitCode()).toBeUndefined();

      rmSync(join(data, 'ballast'));
      expect(await ready()).toMatchObject({ status: 200 });
      expect(tokenIn((await typed('enroll', 'node-4')).stdout)).toBeTruthy();
      const { stdout } = await typed('hosts');
      for (const name of ['node-3', 'node-4']) expect(stdout.split(`│ ${name} `)).toHaveLength(2);
      expect(bot.exitCode()).toBeUndefined();
    } finally {
      await bot.stop();
      for (const end of ends) end();
      rmSync(dir, { recursive: true, force: true });
    }
  },
  180_000,
);
