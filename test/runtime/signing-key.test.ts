/** Where the signing key comes from, and which one is refused. */
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSigningKey } from '../../src/hub/node-signing-key.ts';
import { loadSigner } from '../../src/protocol/signer.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'signing-key-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('is made at the first start, for its owner alone, and found at the next', async () => {
  const first = await readSigningKey(null, join(dir, 'data'));
  const path = join(dir, 'data', 'signing-key.jwk');
  expect(first).toEqual({ ok: true, made: true, jwk: readFileSync(path, 'utf8').trim() });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(dir, 'data'))).toEqual(['signing-key.jwk']);
  expect(await readSigningKey(null, join(dir, 'data'))).toEqual({ ...first, made: false });
  await expect(loadSigner(first.ok ? first.jwk : '')).resolves.toHaveProperty('kid');
});

it('is refused when others can read it, with the line that mends it', async () => {
  const file = join(dir, 'key');
  writeFileSync(file, 'a secret');
  chmodSync(file, 0o640);
  const read = await readSigningKey({ file }, dir);
  expect(read).toEqual({ ok: false, problem: expect.stringContaining(`chmod 600 ${file}`) });
  expect(JSON.stringify(read)).not.toContain('a secret');
});

it.runIf(process.geteuid?.() === 0)('is refused when somebody else put it there', async () => {
  const file = join(dir, 'key');
  writeFileSync(file, 'a secret', { mode: 0o600 });
  chownSync(file, 64_123, 64_123);
  const read = await readSigningKey({ file }, dir);
  expect(read).toEqual({ ok: false, problem: expect.stringContaining('belongs to another user') });
  expect(JSON.stringify(read)).not.toContain('a secret');
});

it('is never made where an operator named a file', async () => {
  const file = join(dir, 'missing');
  expect(await readSigningKey({ file }, dir)).toEqual({
    ok: false,
    problem: `JOB_SIGNING_KEY_FILE: there is no file ${file}.`,
  });
});

it('comes from the environment untouched', async () => {
  expect(await readSigningKey({ jwk: '{"kty":"OKP"}' }, dir)).toEqual({
    ok: true,
    jwk: '{"kty":"OKP"}',
    made: false,
  });
  expect(readdirSync(dir)).toEqual([]);
});
