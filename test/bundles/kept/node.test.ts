/** Bundles as files on Node: the contract, who may read them, and what a crash leaves behind. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bundleFiles } from '../../../src/bundles/node-bundle-files.ts';
import { bundleKey } from '../../../src/bundles/store.ts';
import { bundleContract } from './contract.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'bundles-'));
const KEY = bundleKey('inc-1', 'a'.repeat(43));

bundleContract('Node', async () => {
  const dir = folder();
  return {
    store: bundleFiles(join(dir, 'bundles')),
    close: async () => rmSync(dir, { recursive: true }),
  };
});

function aFolder(): string {
  const dir = folder();
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return join(dir, 'bundles');
}

it('nobody but the bot’s own user may read a bundle, or see that there is one', async () => {
  const dir = aFolder();
  await bundleFiles(dir).put(KEY, new Uint8Array([1, 2, 3]));
  const modes = [dir, join(dir, 'inc-1'), join(dir, `${KEY}.bundle`)].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
  expect(readdirSync(join(dir, 'inc-1'))).toEqual([`${'a'.repeat(43)}.bundle`]);
});

it('what a crash left half written is never given out, and goes after a while', async () => {
  const dir = aFolder();
  const store = bundleFiles(dir);
  mkdirSync(join(dir, 'inc-1'), { recursive: true });
  const half = join(dir, `${KEY}.bundle.1-1.half`);
  writeFileSync(half, 'half');
  expect(await store.get(KEY)).toBeNull();
  for await (const one of store.list()) expect.unreachable(JSON.stringify(one));
  expect(readdirSync(join(dir, 'inc-1'))).toHaveLength(1);
  utimesSync(half, 0, 0);
  for await (const one of store.list()) expect.unreachable(JSON.stringify(one));
  expect(readdirSync(join(dir, 'inc-1'))).toEqual([]);
  await store.put(KEY, new Uint8Array([9]));
  expect(await store.get(KEY)).toEqual(new Uint8Array([9]));
});

it('a link that lies in its way is replaced, and what it leads to stays', async () => {
  const dir = aFolder();
  const store = bundleFiles(dir);
  mkdirSync(join(dir, 'inc-1'), { recursive: true });
  const other = join(dir, 'other');
  writeFileSync(other, 'x');
  symlinkSync(other, join(dir, `${KEY}.bundle`));
  await store.put(KEY, new Uint8Array([7]));
  expect(readFileSync(other, 'utf8')).toBe('x');
  expect(await store.get(KEY)).toEqual(new Uint8Array([7]));
});
