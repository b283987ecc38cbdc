/** `bundle check` opens a bundle as somebody would who got it: is it whole, is it clean, and can it be looked into. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type PackedFile, pack } from '../../../src/agent/bundle/archive.ts';
import { bundleCheck } from '../../../src/agent/bundle/check.ts';
import { becauseText } from '../../../src/messages/because.ts';
import { drawFrom } from '../../redaction/draw.ts';

const draw = drawFrom(7);
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'check-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
});
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
};

const file = (name: string, text: string): PackedFile => ({ name, bytes: Buffer.from(text) });
const manifestOf = (files: readonly PackedFile[], folder = ''): PackedFile =>
  file(
    `${folder}manifest.json`,
    JSON.stringify({
      schema: 1,
      host: 'node-3',
      gateway: 'default',
      madeAt: '2026-11-02T10:00:00.000Z',
      files: files.map(({ name, bytes }) => ({
        name,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        source: 'a log',
        cut: null,
      })),
    }),
  );
const files = [file('report.md', '# Seen\nready\n'), file('logs/gateway.log', 'ready\nport 18789\n')];

async function check(content: Uint8Array | string, flags: Record<string, unknown> = {}) {
  const shown: string[] = [];
  const path = put('bundle.tar.gz', content);
  const show = (text: string): void => void shown.push(text);
  const end = await bundleCheck(path, { show, ...flags }, async (because) => becauseText(because));
  return { ...end, said: [shown.join('\n'), end.complaint?.message, end.complaint?.hint].join('\n') };
}

it('a whole and clean one ends with 0', async () => {
  const { code, said } = await check(await pack([manifestOf(files), ...files]));
  expect(said).toContain('node-3, gateway default, made 2026-11-02T10:00:00.000Z: 2 files.');
  expect(said).toContain('Every file is as the manifest says.');
  expect(code).toBe(0);
});

it('as JSON', async () => {
  const { code, said } = await check(await pack([manifestOf(files), ...files]), { json: true });
  expect(JSON.parse(said)).toMatchObject({ schema: 1, ok: true, problems: [], gate: { passed: true } });
  expect(code).toBe(0);
});

it.each<[string, () => PackedFile[], string]>([
  [
    'a file that was changed',
    () => [manifestOf(files), files[0] as PackedFile, file('logs/gateway.log', 'READY\nport 18789\n')],
    'logs/gateway.log is not as the manifest says',
  ],
  [
    'a file that was taken out',
    () => [manifestOf(files), files[0] as PackedFile],
    'logs/gateway.log is in the manifest, and not',
  ],
  [
    'a file that was put in',
    () => [manifestOf(files), ...files, file('more.txt', 'x')],
    'more.txt is in the bundle, and not',
  ],
  ['no manifest', () => files, 'There is no manifest.json'],
  [
    'a manifest of something else',
    () => [file('manifest.json', '{"schema":9}'), ...files],
    'no manifest that this program knows',
  ],
  [
    'a manifest that is no JSON',
    () => [file('manifest.json', '{'), ...files],
    'no manifest that this program knows',
  ],
])('%s ends with 1', async (_, packed, why) => {
  const { code, said } = await check(await pack(packed()));
  expect(said).toContain(why);
  expect(code).toBe(1);
});

it('one of several hosts has a manifest in each folder, and pages beside them', async () => {
  const moved = files.map(({ name, bytes }) => ({ name: `node-3/${name}`, bytes }));
  const bytes = await pack([
    manifestOf(files, 'node-3/'),
    ...moved,
    file('report.html', '<p>side by side</p>'),
  ]);
  expect(await check(bytes)).toMatchObject({ code: 0 });
  expect(
    await check(await pack([manifestOf(files, 'node-3/'), ...moved, file('node-4/x', 'y')])),
  ).toMatchObject({ code: 1 });
});

describe('a secret in it ends with 1, and is not told', () => {
  const secret = draw('hex', 48);
  const leaky = [file('report.md', `a\nb ${Buffer.from(secret).toString('base64')}\n`)];
  it('one that was named', async () => {
    const known = put('known', `${JSON.stringify(secret)}\n`);
    const { code, said } = await check(await pack([manifestOf(leaky), ...leaky]), { known });
    expect(said).toContain('report.md, line 2: known secret in base64');
    expect(said).not.toContain(secret.slice(0, 8));
    expect(code).toBe(1);
  });
  it('one of the admins’ own rules', async () => {
    const rules = put('redactions.toml', '[[rule]]\nname = "ports"\npattern = "port [0-9]+"\n');
    const { code, said } = await check(await pack([manifestOf(files), ...files]), { rules });
    expect(said).toContain('logs/gateway.log, line 2: own rule: ports');
    expect(code).toBe(1);
  });
  it('one that its shape tells', async () => {
    const token = [file('report.md', `ghp_${draw('alnum', 36)}\n`)];
    const { code, said } = await check(await pack([manifestOf(token), ...token]));
    expect(said).toContain('report.md, line 1: secretlint: github');
    expect(code).toBe(1);
  });
});

describe('what cannot be looked into ends with 2', () => {
  it('no file', async () => {
    const end = await bundleCheck(join(dir, 'none'), { show: () => undefined }, async () => '');
    expect(end).toMatchObject({ code: 2, complaint: { message: expect.stringContaining('ENOENT') } });
  });
  it('a folder', async () => {
    expect(await bundleCheck(dir, { show: () => undefined }, async () => '')).toMatchObject({ code: 2 });
  });
  it('a file of another kind is refused by its first bytes', async () => {
    const { code, said } = await check('just a text');
    expect(said).toContain('no gzip');
    expect(code).toBe(1);
  });
  it('broken rules', async () => {
    const rules = put('redactions.toml', '[[rule]]\nname = "a"\npattern = "("\n');
    const { code, said } = await check(await pack([manifestOf(files), ...files]), { rules });
    expect(said).toContain('line 3');
    expect(code).toBe(2);
  });
});

describe('one that is locked', () => {
  it('is not looked into without the identity, and says so; with it, it is', async () => {
    const identity = await generateIdentity();
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(identity));
    const locked = await encrypter.encrypt(await pack([manifestOf(files), ...files]));
    const without = await check(locked);
    expect(without.said).toContain('without the identity of one of its recipients nobody can look inside');
    expect(without.code).toBe(2);
    const key = put('key.txt', `# created today\n${identity}\n`);
    expect(await check(locked, { identity: key })).toMatchObject({ code: 0 });
    const other = put('other.txt', `${await generateIdentity()}\n`);
    expect(await check(locked, { identity: other })).toMatchObject({ code: 2 });
  });
});
