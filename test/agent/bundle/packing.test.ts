/** The archive and what stands around it: the same bytes again, names that lead nowhere, small enough, kept not for ever. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pack } from '../../../src/agent/bundle/archive.ts';
import { withNames } from '../../../src/agent/bundle/archive-names.ts';
import { cleanFiles } from '../../../src/agent/bundle/clean.ts';
import { gather } from '../../../src/agent/bundle/gather.ts';
import {
  dropKept,
  forgetOld,
  KEPT_MS,
  keepBundle,
  readKept,
  writeNew,
} from '../../../src/agent/bundle/kept-bundles.ts';
import { lockFor } from '../../../src/agent/bundle/recipients.ts';
import { shrink } from '../../../src/agent/bundle/shrink.ts';
import { minutesOf } from '../../../src/agent/bundle/since.ts';
import { defineSource, type SourceContext } from '../../../src/agent/bundle/source.ts';
import { readZip } from '../../../src/agent/bundle/zip.ts';
import { NotBegun } from '../../../src/agent/operation.ts';
import { unpacked } from './given.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NOW = Date.UTC(2026, 10, 23, 12);

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bundles-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe('the archive', () => {
  const files = [
    { name: 'logs/gateway.log', bytes: bytes('a\n') },
    { name: 'report.md', bytes: bytes('# b\n') },
    { name: 'manifest.json', bytes: bytes('{}\n') },
    { name: 'config/shape.json', bytes: bytes('{}\n') },
  ];
  it('is the same for the same files, in whatever order and at whatever time they came', async () => {
    const once = await pack(files);
    const again = await pack([...files].reverse());
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true);
    expect(Object.keys(await unpacked(once))).toEqual([
      'manifest.json',
      'report.md',
      'config/shape.json',
      'logs/gateway.log',
    ]);
  });

  it('is one that tar reads, with nobody as its owner', async () => {
    const file = join(folder(), 'b.tar.gz');
    writeFileSync(file, await pack(files));
    const listed = execFileSync('tar', ['tvzf', file, '--numeric-owner'], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    expect(listed.split('\n')[0]).toMatch(/^-rw-r--r-- 0\/0 +3 1980-01-01 00:00 manifest\.json$/);
  });

  it('can be opened by a recipient alone', async () => {
    const identity = await generateIdentity();
    const locked = await lockFor([await identityToRecipient(identity)], bytes('inside'));
    expect(Buffer.from(locked).includes('inside')).toBe(false);
    const opener = new Decrypter();
    opener.addIdentity(identity);
    expect(await opener.decrypt(locked, 'text')).toBe('inside');
    await expect(lockFor(['age1nonsensenonsensenonsense'], bytes('x'))).rejects.toThrow(NotBegun);
  });
});

describe('names inside it', () => {
  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['/absolute/NAME', 'absolute/name'],
    ['..\\..\\windows\\x', 'windows-x'],
    ['logs/ä ö\n\u202e.log', 'logs/log'],
    ['.hidden/..', 'hidden'],
    ['', 'unnamed'],
    [`logs/${'x'.repeat(300)}.log`, `logs/${'x'.repeat(80)}`],
  ])('%j becomes %j', (name, wanted) => {
    expect(withNames([{ name }])[0]?.name).toBe(wanted);
  });

  it('stand once each', () => {
    expect(withNames([{ name: 'A' }, { name: 'a' }, { name: 'a' }]).map(({ name }) => name)).toEqual([
      'a',
      'a-2',
      'a-3',
    ]);
  });
});

describe('a bundle that is too large', () => {
  const log = (name: string, lines: number) => ({
    name,
    source: 's',
    cut: null,
    canShrink: true as const,
    text: Array.from({ length: lines }, (_, n) => `line ${n} of ${name}`).join('\n'),
  });
  it('gives up the middle of its largest log first, and says so', () => {
    const [small, large, fixed] = shrink(
      [log('a', 500), log('b', 10_000), { ...log('c', 50_000), canShrink: undefined as never }],
      50_000,
    );
    expect(small?.cut).toBeNull();
    expect(fixed?.cut).toBeNull();
    expect(large?.cut).toMatch(/^\d+ lines left out to keep the bundle small$/);
    expect(large?.text).toMatch(/^line 0 of b\n[\s\S]*··· \d+ lines left out[\s\S]*line 9999 of b$/);
  });

  it('leaves the last 200 lines of each', () => {
    expect(shrink([log('a', 150)], 1_000_000)[0]?.cut).toBeNull();
  });
});

describe('what is packed', () => {
  it('is redacted by path where it is JSON, and else as text; what throws stays on the host', () => {
    const redactor = {
      text: (text: string) => {
        if (text.includes('odd')) throw new Error('no');
        return text.replaceAll('secret', '‹x›');
      },
      value: <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('secret', '‹y›')) as T,
    };
    const raw = (name: string, text: string) => ({ name, text, source: 's', cut: null });
    const { files, missing } = cleanFiles(
      [
        raw('a.json', '{"a":"secret"}'),
        raw('b.txt', 'a \u001b[31msecret\u001b[0m\0'),
        raw('c.json', 'secret {'),
        raw('d.txt', 'odd'),
      ],
      redactor,
    );
    expect(files.map(({ text }) => text)).toEqual(['{\n "a": "‹y›"\n}\n', 'a ‹x›', '‹x› {']);
    expect(missing).toEqual([{ what: 'd.txt', why: 'it could not be redacted, so it stays on the host' }]);
  });
});

describe('sources', () => {
  const context = { signal: new AbortController().signal } as SourceContext;
  it('that hang or throw cost themselves alone', async () => {
    const got = await gather(
      [
        defineSource({ id: 'a', title: 'A', limitMs: 30, collect: () => new Promise(() => undefined) }),
        defineSource({
          id: 'b',
          title: 'B',
          limitMs: 1_000,
          collect: () => Promise.reject(new TypeError('token sk-1')),
        }),
        defineSource({
          id: 'c',
          title: 'C',
          limitMs: 1_000,
          collect: async () => ({ versions: { c: '1' } }),
        }),
      ],
      context,
      () => undefined,
    );
    expect(got).toEqual([
      { missing: [{ what: 'A', why: 'it took longer than 0.03 s' }] },
      { missing: [{ what: 'B', why: 'reading it failed: TypeError' }] },
      { versions: { c: '1' } },
    ]);
  });
});

describe('a ZIP', () => {
  const zip = (members: { name: string; body: Buffer; method?: number; size?: number }[]): Buffer => {
    const locals: Buffer[] = [];
    const entries: Buffer[] = [];
    let at = 0;
    for (const { name, body, method = 8, size = body.length } of members) {
      const packed = method === 8 ? deflateRawSync(body) : body;
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(name.length, 26);
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(method, 10);
      entry.writeUInt32LE(packed.length, 20);
      entry.writeUInt32LE(size, 24);
      entry.writeUInt16LE(name.length, 28);
      entry.writeUInt32LE(at, 42);
      locals.push(local, Buffer.from(name), packed);
      entries.push(entry, Buffer.from(name));
      at += 30 + name.length + packed.length;
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(members.length, 10);
    end.writeUInt32LE(at, 16);
    return Buffer.concat([...locals, ...entries, end]);
  };
  const text = (body: Uint8Array | undefined) => new TextDecoder().decode(body);

  it('gives its members, stored and deflated', () => {
    const { members, problems } = readZip(
      zip([
        { name: 'a/b.json', body: Buffer.from('{}') },
        { name: 'c', body: Buffer.from('x'), method: 0 },
      ]),
      1_000,
    );
    expect([members.map(({ name, bytes: body }) => [name, text(body)]), problems]).toEqual([
      [
        ['a/b.json', '{}'],
        ['c', 'x'],
      ],
      [],
    ]);
  });

  it('that unpacks to more than it says, or is no ZIP, or is cut off, gives nothing of that', () => {
    const bomb = zip([{ name: 'bomb', body: Buffer.alloc(10_000_000), size: 100 }]);
    expect(readZip(bomb, 1_000).problems).toHaveLength(1);
    expect(readZip(zip([{ name: 'large', body: Buffer.alloc(2_000) }]), 1_000).problems).toEqual([
      'large is too large',
    ]);
    expect(readZip(Buffer.from('no'), 1_000).problems).toEqual(['it is no ZIP archive']);
    const whole = zip([{ name: 'a', body: Buffer.from('abc') }]);
    expect(readZip(whole.subarray(20), 1_000).problems).toHaveLength(1);
  });
});

describe('a kept bundle', () => {
  const names = (dir: string): string[] => readdirSync(join(dir, 'bundles'));

  it('is for its owner alone, and comes back piece by piece', () => {
    const dir = join(folder(), 'own');
    const digest = keepBundle(dir, bytes('0123456789'), NOW);
    expect(statSync(join(dir, 'bundles')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'bundles', `${digest}.bundle`)).mode & 0o777).toBe(0o600);
    const piece = readKept(dir, digest, { offset: 8, length: 4 });
    expect([Buffer.from(piece?.bytes ?? []).toString(), piece?.total]).toEqual(['89', 10]);
    expect([dropKept(dir, digest), dropKept(dir, digest)]).toEqual([true, false]);
    expect(readKept(dir, digest, { offset: 0, length: 4 })).toBeNull();
  });

  it('gives way to the newest three, and is gone after a day; what a dead process left goes too', () => {
    const dir = join(folder(), 'own');
    const digests = [1, 2, 3, 4].map((n) => {
      const digest = keepBundle(dir, bytes(`bundle ${n}`), NOW);
      const at = (NOW - (10 - n) * 60_000) / 1_000;
      utimesSync(join(dir, 'bundles', `${digest}.bundle`), at, at);
      return digest;
    });
    const left = join(dir, 'bundles', `${digests[0]}.bundle.999.new`);
    writeFileSync(left, 'half');
    utimesSync(left, 1, 1);
    forgetOld(dir, NOW);
    expect(names(dir).sort()).toEqual(
      digests
        .slice(1)
        .map((digest) => `${digest}.bundle`)
        .sort(),
    );
    forgetOld(dir, NOW + KEPT_MS);
    expect(names(dir)).toEqual([]);
  });

  it('in a folder that others may enter, or that is a link, is not kept', () => {
    const dir = join(folder(), 'own');
    mkdirSync(join(dir, 'bundles'), { recursive: true });
    chmodSync(dir, 0o700);
    chmodSync(join(dir, 'bundles'), 0o755);
    expect(() => keepBundle(dir, bytes('x'), NOW)).toThrow(/Others may enter/);
    const other = join(folder(), 'own');
    mkdirSync(other, { mode: 0o700 });
    symlinkSync('/tmp', join(other, 'bundles'));
    expect(() => keepBundle(other, bytes('x'), NOW)).toThrow(/not a folder/);
  });

  it('is not written over a file that is there, nor through a link', () => {
    const dir = folder();
    const path = join(dir, 'out.tar.gz');
    symlinkSync(join(dir, 'elsewhere'), path);
    expect(() => writeNew(path, bytes('x'))).toThrow(/EEXIST/);
    expect(existsSync(join(dir, 'elsewhere'))).toBe(false);
  });

  it('for which there is no space leaves nothing behind', ({ skip }) => {
    const dir = folder();
    const program = join(dir, 'fill.mjs');
    const kept = join(import.meta.dirname, '../../../src/agent/bundle/kept-bundles.ts');
    writeFileSync(
      program,
      `import { readdirSync } from 'node:fs';
import { keepBundle } from ${JSON.stringify(kept)};
try { keepBundle('${dir}/small/own', new Uint8Array(1_000_000), Date.now()); console.log('kept'); }
catch (error) { console.log(error.code, readdirSync('${dir}/small/own/bundles').length); }`,
    );
    const mounted = `mkdir ${dir}/small && mount -t tmpfs -o size=200k none ${dir}/small && exec "$0" ${program}`;
    const ran = spawnSync('unshare', ['--mount', 'sh', '-c', mounted, process.execPath], {
      encoding: 'utf8',
    });
    if (ran.status !== 0) return skip('a small disk cannot be mounted here');
    expect(ran.stdout).toBe('ENOSPC 0\n');
  });
});

it.each([
  ['24h', 1_440],
  ['5m', 5],
  ['14d', 20_160],
  ['15d', null],
  ['4m', null],
  ['1w', null],
  ['-1h', null],
  ['', null],
])('--since %s is %s minutes', (words, minutes) => {
  expect(minutesOf(words)).toBe(minutes);
});
