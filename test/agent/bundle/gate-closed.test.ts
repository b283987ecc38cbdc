/**
 * The gate fails closed: what it cannot open, understand to the last byte, or search in time is refused, and it says why.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pack } from '../../../src/agent/bundle/archive.ts';
import { type GateOptions, searchForLeaks } from '../../../src/agent/bundle/gate/gate.ts';
import { search } from '../../../src/agent/bundle/gate/search.ts';
import { becauseText } from '../../../src/messages/because.ts';

const nothing = { values: [], unread: [] };
const clean = () => pack([{ name: 'report.md', bytes: Buffer.from('ready\n') }]);
const word = async (file: Uint8Array, archive = {}) => search({ file, known: nothing, rules: null, archive });
const tarOf = async (...entries: TarEntry[]): Promise<Uint8Array> => gzipSync(await packTar(entries));
const entry = (header: Partial<TarEntry['header']>, body = ''): TarEntry => ({
  header: { name: 'report.md', size: Buffer.byteLength(body), mtime: new Date(0), ...header },
  body,
});
/** The archive with some bytes of its first header changed, and the sum of that header put right. */
async function patched(at: number, bytes: string): Promise<Uint8Array> {
  const tar = Buffer.from(await packTar([entry({}, 'ready\n')]));
  tar.write(bytes, at, 'latin1');
  tar.write('        ', 148, 'latin1');
  const sum = tar.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return gzipSync(tar);
}

it('passes what it understands, in a thread of its own', async () => {
  expect(await searchForLeaks(await clean(), nothing)).toEqual({
    passed: true,
    values: 0,
    searches: ['secretlint'],
  });
});

it('finds there what it finds here', async () => {
  const token = randomBytes(24).toString('hex');
  const file = await pack([{ name: 'a.log', bytes: Buffer.from(`x\n${token}\n`) }]);
  const known = { values: [{ path: 'gateway.auth.token', value: token }], unread: [] };
  const said = await searchForLeaks(file, known);
  expect(said).toMatchObject({ passed: false, hits: [{ file: 'a.log', line: 2, kind: 'known token' }] });
  if (!said.passed) expect(becauseText(said.because)).toContain('a.log:2, known token');
});

describe('an archive that is not as we pack it is refused', () => {
  const hidden = 'a secret that nobody would look for here';
  it.each<[name: string, file: () => Promise<Uint8Array>, what: string]>([
    ['no gzip', async () => Buffer.from('report'), 'no gzip'],
    ['nothing at all', async () => new Uint8Array(0), 'no gzip'],
    ['a gzip that is cut short', async () => (await clean()).subarray(0, 60), 'damaged gzip'],
    [
      'bytes behind the gzip',
      async () => Buffer.concat([await clean(), Buffer.from(hidden)]),
      'bytes behind the end of the gzip',
    ],
    [
      'a second gzip behind the first',
      async () => Buffer.concat([await clean(), gzipSync(hidden)]),
      'bytes behind the end of the gzip',
    ],
    [
      'a name in the gzip’s own header',
      async () => {
        const file = Buffer.from(await clean());
        return Buffer.concat([
          file.subarray(0, 3),
          Buffer.from([8]),
          file.subarray(4, 10),
          Buffer.from(`${hidden}\0`),
          file.subarray(10),
        ]);
      },
      'a gzip header with fields of its own',
    ],
    [
      'a wrong checksum',
      async () => {
        const file = Buffer.from(await clean());
        file.writeUInt32LE(1, file.length - 8);
        return file;
      },
      'a wrong checksum',
    ],
    ['no file', async () => gzipSync(Buffer.alloc(1024)), 'no file'],
    [
      'bytes behind the archive',
      async () =>
        gzipSync(Buffer.concat([Buffer.from(await packTar([entry({}, 'x')])), Buffer.from(hidden)])),
      'bytes behind its end',
    ],
    [
      'bytes behind a file',
      async () => {
        const tar = Buffer.from(await packTar([entry({}, 'ready\n')]));
        tar.write(hidden, 600);
        return gzipSync(tar);
      },
      'bytes behind the end of a file',
    ],
    ['one name twice', () => tarOf(entry({}, 'a'), entry({}, 'b')), 'a name that comes twice'],
    [
      'a symbolic link',
      () => tarOf(entry({ type: 'symlink', linkname: '/etc/shadow', size: 0 })),
      'no plain file',
    ],
    ['a hard link', () => tarOf(entry({ type: 'link', linkname: 'report.md', size: 0 })), 'no plain file'],
    ['a folder', () => tarOf(entry({ name: 'logs/', type: 'directory', size: 0 })), 'no plain file'],
    ['fields of pax', () => tarOf(entry({ pax: { comment: hidden } }, 'x')), 'no plain file'],
    ['an owner', () => tarOf(entry({ uname: 'sofia' }, 'x')), 'an owner’s name'],
    ['a link’s target in a plain file', () => patched(157, hidden), 'a header with fields of its own'],
    ['text behind a name’s end', () => patched(20, hidden), 'a damaged header'],
    ['../', () => tarOf(entry({ name: '../report.md' }, 'x')), 'an odd name'],
    ['/', () => tarOf(entry({ name: '/etc/report.md' }, 'x')), 'an odd name'],
    ['C:\\', () => tarOf(entry({ name: 'C:\\report.md' }, 'x')), 'an odd name'],
    ['a capital', () => tarOf(entry({ name: 'Report.md' }, 'x')), 'an odd name'],
    ['a dot', () => tarOf(entry({ name: 'a/./b' }, 'x')), 'an odd name'],
    ['a size of letters', () => patched(124, 'zzzzzzzzzzz\0'), 'an odd size'],
  ])('%s', async (_, file, what) => {
    const said = await word(await file());
    expect(said).toMatchObject({ passed: false, because: { code: 'gate.odd-archive' } });
    if (!said.passed) expect(said.because.params.what).toContain(what);
    expect(JSON.stringify(said)).not.toContain(hidden);
  });
});

describe('what cannot be searched is refused', () => {
  const age = 'age-encryption.org/v1\n';
  it.each<[name: string, bytes: Buffer, kind: string]>([
    ['a log rotated as .gz', gzipSync('secret'), 'gzip'],
    ['zip', Buffer.from('PK\x03\x04rest', 'latin1'), 'zip'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'xz'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'zstd'],
    ['age', Buffer.from(age), 'age'],
  ])('%s inside it', async (_, bytes, kind) => {
    const said = await word(await pack([{ name: 'logs/old', bytes }]));
    expect(said).toMatchObject({
      passed: false,
      because: { code: 'gate.packed-inside', params: { file: 'logs/old', kind } },
    });
  });

  it('a bomb, before it is unpacked', async () => {
    const bomb = await pack([{ name: 'a', bytes: Buffer.alloc(80 * 1024 * 1024) }]);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await word(bomb)).toMatchObject({ passed: false, because: { code: 'gate.too-large' } });
  });

  it('more than it may weigh, packed, unpacked, and in number', async () => {
    const noise = await pack([{ name: 'a', bytes: randomBytes(40_000) }]);
    for (const limits of [{ packed: 30_000 }, { unpacked: 30_000 }, { file: 30_000 }])
      expect(await word(noise, limits)).toMatchObject({ passed: false, because: { code: 'gate.too-large' } });
    const two = await pack(['a', 'b'].map((name) => ({ name, bytes: Buffer.from('x') })));
    expect(await word(two, { files: 1 })).toMatchObject({
      passed: false,
      because: { code: 'gate.too-large' },
    });
  });
});

describe('a gate that does not come to an end', () => {
  /** A gate's thread that does this instead of searching. */
  async function thread(code: string, options: GateOptions = {}) {
    const dir = mkdtempSync(join(tmpdir(), 'gate-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const file = join(dir, 'thread.mjs');
    writeFileSync(file, code);
    return searchForLeaks(await clean(), nothing, { program: pathToFileURL(file), ...options });
  }

  it('R-16 that hangs is late', async () => {
    const said = await thread('for (;;);', { limitMs: 400 });
    expect(said).toMatchObject({ passed: false, hits: [], because: { code: 'gate.late' } });
  });
  it('R-16 that needs all memory has failed', async () => {
    const code = 'const all = []; for (;;) all.push(new Array(100_000).fill(Math.random()));';
    expect(await thread(code, { heapMb: 32 })).toMatchObject({
      passed: false,
      because: { code: 'gate.failed', params: { why: 'ERR_WORKER_OUT_OF_MEMORY' } },
    });
  });
  it.each([
    ['R-16 that throws', "throw new TypeError('token=abc');", 'TypeError'],
    ['that ends without a word', '', 'it ended without a word'],
    ['that ends its process', 'process.exit(0);', 'it ended without a word'],
    [
      'that says something else',
      "import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ passed: 'yes' });",
      'it said something else',
    ],
    ['that cannot be loaded', 'import "./not-there.mjs";', 'ERR_MODULE_NOT_FOUND'],
  ])('%s has failed', async (_, code, why) => {
    expect(await thread(code)).toEqual({
      passed: false,
      hits: [],
      because: { code: 'gate.failed', params: { why } },
    });
  });
  it('and neither has one whose program is not there', async () => {
    expect(
      await searchForLeaks(await clean(), nothing, { program: new URL('file:///nowhere/gate.mjs') }),
    ).toMatchObject({
      passed: false,
      because: { code: 'gate.failed' },
    });
  });
  it('with rules that are broken, it does not guess what they meant', async () => {
    const rules = {
      path: '/etc/openclaw-host-agent/redactions.toml',
      text: '[[rule]]\nname = "x"\npattern = "("\n',
    };
    const said = await searchForLeaks(await clean(), nothing, { rules });
    expect(said).toMatchObject({ passed: false, because: { code: 'gate.rules-broken' } });
    if (!said.passed) expect(said.because.params.why).toContain('line 3');
  });
});
