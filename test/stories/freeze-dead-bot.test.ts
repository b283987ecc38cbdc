/** A freeze whose bot is killed: nobody stays locked out, and whoever reads the channel learns of it once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const HOUR = 3_600_000;
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dead-bot-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Runs the bot so far ahead of the clock until it has been alive for a while, kills it, and gives what it printed. */
async function killed({ ahead = 0, lasts = 0 }): Promise<string[]> {
  const script = new URL('freezing-bot.ts', import.meta.url).pathname;
  const argv = [script, dataDir, String(ahead), ...(lasts > 0 ? [String(lasts)] : [])];
  const bot = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  bot.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.split('alive').length > 25) bot.kill('SIGKILL');
  });
  await once(bot, 'close');
  return printed.split('\n').filter((line) => line !== '' && line !== 'alive');
}

it('lapses on time, and is told of once when the bot is back', async () => {
  const before = await killed({ lasts: 30 * 60_000 });
  expect(before).toContain('holds active');
  expect(before).toContain('held 1');
  expect(before.filter((line) => line.startsWith('says'))).toEqual([
    expect.stringContaining('says freeze: Change freeze on node-3 · active'),
  ]);

  const after = await killed({ ahead: 2 * HOUR });
  expect(after).toContain('held 0');
  expect(after.filter((line) => line.startsWith('says'))).toEqual([
    expect.stringMatching(
      /^says ended: Change freeze on node-3 · ended Ended by itself, .*The bot was not running/,
    ),
  ]);
  const edits = after.filter((line) => line.startsWith('edits'));
  expect(edits.at(-1)).toMatch(/^edits freeze: Change freeze on node-3 · ended .*The bot was not running/);

  const later = await killed({ ahead: 3 * HOUR });
  expect(later.filter((line) => /^(?:says|edits)/.test(line))).toEqual([]);
});
