/** Versions of a configuration that the looks of the resident host agent keep: each once, few, and nobody else's to read. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realHost } from '../../src/agent/host/host-port.ts';
import { keepConfig, keptConfigs } from '../../src/agent/kept-configs.ts';

let dir: string;
let own: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kept-configs-'));
  own = join(dir, 'own');
  file = join(dir, 'openclaw.json');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const host = realHost();
const saved = (text: string, at: number, path = file) => {
  writeFileSync(path, text);
  return keepConfig(host, own, path, at);
};
const texts = (path = file) => keptConfigs(own, path).map((each) => readFileSync(each.path, 'utf8'));

it('keeps each version once, the newest first, with the time when it was seen first', async () => {
  await saved('{"a":1}', 10);
  await saved('{"a":1}', 20);
  await saved('{"a":2}', 30);
  expect(texts()).toEqual(['{"a":2}', '{"a":1}']);
  expect(keptConfigs(own, file).map(({ seenAt }) => seenAt)).toEqual([30, 10]);
});

it('one that comes back is the newest again, and still one', async () => {
  for (const [n, text] of ['{"a":1}', '{"a":2}', '{"a":1}'].entries()) await saved(text, n + 1);
  expect(texts()).toEqual(['{"a":1}', '{"a":2}']);
});

it('keeps ten of each file, and no others of it', async () => {
  const second = join(dir, 'second.json');
  await saved('{"of":"the second"}', 1, second);
  for (let n = 1; n <= 14; n++) await saved(`{"a":${n}}`, n);
  expect(texts()).toHaveLength(10);
  expect(texts()[9]).toBe('{"a":5}');
  expect(texts(second)).toEqual(['{"of":"the second"}']);
});

it('is for this user alone', async () => {
  await saved('{"token":"x"}', 1);
  const [{ path } = { path: '' }] = keptConfigs(own, file);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
});

it('keeps nothing of a file that is not there or is empty, and a folder that cannot be written stops no look', async () => {
  await keepConfig(host, own, file, 1);
  await saved('\n', 2);
  expect(keptConfigs(own, file)).toEqual([]);
  writeFileSync(own, 'a file where the folder should be');
  await saved('{"a":1}', 3);
  expect(readdirSync(dir).sort()).toEqual(['openclaw.json', 'own']);
});
