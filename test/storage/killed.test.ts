/** A promise made before kill -9 is kept after it: what was committed is done in the end, whenever death came. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { type Death, jobsBehaviour } from './jobs-object.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Runs the bot until it kills itself at `death`, or until it has acknowledged so many jobs and is killed. */
function killed(
  round: number,
  { after = Number.POSITIVE_INFINITY, death = '' as Death | '' },
): Promise<string[]> {
  const script = new URL('working-bot.ts', import.meta.url).pathname;
  const argv = [script, dataDir, String(round), ...(death === '' ? [] : [death])];
  const bot = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  bot.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.split('\n').length > after) bot.kill('SIGKILL');
  });
  return new Promise((resolve) => bot.on('close', () => resolve(printed.split('\n').slice(0, -1))));
}

/** Starts anew an hour later, lets everything due run, and counts each incident's jobs. */
async function afterwards(names: string[]): Promise<{ jobs: unknown[]; wakes: number }> {
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('the lock of a killed bot still holds');
  const behaviour = jobsBehaviour();
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log: silentLog,
    now: () => Date.now() + 3_600_000,
    behaviours: () => ({ incident: behaviour, host: behaviour, fleet: behaviour, freeze: behaviour }),
  });
  await objects.runDue();
  const count = (name: string) => objects.send({ kind: 'incident', name }, { type: 'count' });
  const jobs = await Promise.all(names.map(count));
  const { wakes } = objects.figures();
  await objects.close();
  opened.dir.close();
  return { jobs, wakes };
}

it.each([
  ['before-commit', 0],
  ['after-commit', 1],
  ['in-wake', 1],
] as const)('does what was committed when it was killed %s', async (death, done) => {
  await killed(0, { death });
  const { jobs, wakes } = await afterwards(['incident-0']);
  const [first] = jobs as Array<{ noted: number; done: number }>;
  expect(first?.noted).toBeGreaterThanOrEqual(done);
  expect(first?.done).toBe(first?.noted);
  expect(wakes).toBe(0);
});

it('does every job that was acknowledged before each of five kills', async () => {
  const promised: string[] = [];
  for (const [round, after] of [1, 4, 9, 25, 60].entries())
    promised.push(...(await killed(round, { after })));
  const names = ['incident-0', 'incident-1', 'incident-2', 'incident-3'];
  const { jobs } = await afterwards(names);
  for (const [i, name] of names.entries()) {
    const { noted, done } = jobs[i] as { noted: number; done: number };
    expect(noted).toBeGreaterThanOrEqual(promised.filter((line) => line.startsWith(`${name} `)).length);
    expect(done).toBe(noted);
  }
});
