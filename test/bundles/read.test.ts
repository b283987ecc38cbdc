/** A bundle may come from anybody: what is odd about it is said, and nothing of it is taken. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../src/bundles/read.ts';
import { LIMITS, type Limits, UnreadableBundle } from '../../src/bundles/unpack.ts';
import { bundleOf, type Entry, manifestOf, packed } from './packed.ts';

const why = async (bytes: Uint8Array | Promise<Uint8Array>, limits: Limits = LIMITS): Promise<string> => {
  try {
    await readBundle(await bytes, limits);
    return 'read';
  } catch (error) {
    if (!(error instanceof UnreadableBundle)) throw error;
    return `${error.kind}: ${error.message}`;
  }
};

const withEntry = (entry: Entry): Promise<Uint8Array> =>
  packed([{ name: 'manifest.json', content: JSON.stringify(manifestOf({})) }, entry]);

describe('a bundle', () => {
  it('is read, with every file held against its manifest', async () => {
    const bundle = await readBundle(
      await bundleOf({ 'report.md': '# node-3\n', 'logs/gateway.log': 'a\nb\n' }),
    );
    expect([...bundle.files.keys()]).toEqual(['report.md', 'logs/gateway.log']);
    expect(bundle.manifest).toMatchObject({ host: 'node-3', tags: '5e1f00aa5e1f00aa' });
  });

  it.each<[string, Entry, string]>([
    ['climbs', { name: '../etc/passwd', content: 'x' }, 'name: '],
    ['climbs in the middle', { name: 'logs/../../x', content: 'x' }, 'name: '],
    ['is absolute', { name: '/etc/shadow', content: 'x' }, 'name: '],
    ['has capitals', { name: 'Logs/a.txt', content: 'x' }, 'name: '],
    ['turns the direction of reading', { name: 'logs/\u202egol.txt', content: 'x' }, 'name: '],
    ['is hidden', { name: '.', content: 'x' }, 'name: '],
    ['is a symlink', { name: 'logs/a', type: 'symlink', linkname: '/etc/shadow' }, 'type: '],
    ['is a hard link', { name: 'logs/a', type: 'link', linkname: 'manifest.json' }, 'type: '],
    ['is a FIFO', { name: 'logs/a', type: 'fifo' }, 'type: '],
    ['is a device', { name: 'logs/a', type: 'character-device' }, 'type: '],
    ['is there twice', { name: 'manifest.json', content: '{}' }, 'twice: '],
    ['is not listed', { name: 'logs/a.txt', content: 'x' }, 'not-listed: '],
  ])('is refused when a name %s', async (_, entry, kind) => {
    expect(await why(withEntry(entry))).toMatch(new RegExp(`^${kind}`));
  });

  it('says the odd name without carrying out what stands in it', async () => {
    expect(await why(withEntry({ name: 'a\u001b[2Jb', content: 'x' }))).toBe(
      'name: The archive holds a name that no bundle has: a\\u001b[2Jb',
    );
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['is empty', () => new Uint8Array(), 'not-gzip'],
    ['is no gzip', () => new TextEncoder().encode('hello, this is no bundle at all'), 'not-gzip'],
    [
      'is cut off',
      async () => (await bundleOf({ 'report.md': 'x'.repeat(9_000) })).slice(0, 200),
      'not-gzip',
    ],
    ['is no tar', () => gzipSync('x'.repeat(4_096)), 'not-tar'],
    ['has no manifest', () => packed([{ name: 'report.md', content: 'x' }]), 'no-manifest'],
    ['has a manifest that is no JSON', () => packed([{ name: 'manifest.json', content: '{' }]), 'manifest'],
    [
      'has one that is no UTF-8',
      () => packed([{ name: 'manifest.json', content: new Uint8Array([0xff, 0xfe, 0]) }]),
      'manifest',
    ],
    [
      'has one of 100,000 levels',
      () => packed([{ name: 'manifest.json', content: '['.repeat(100_000) + ']'.repeat(100_000) }]),
      'manifest',
    ],
    ['has one of another schema', () => bundleOf({}, { schema: 2 }), 'manifest'],
    [
      'lists a file that is not there',
      () => bundleOf({}, { files: [{ name: 'a', bytes: 0, sha256: '0'.repeat(64), source: '', cut: null }] }),
      'not-there',
    ],
  ])('is refused when it %s', async (_, make, kind) => {
    expect(await why(make())).toMatch(new RegExp(`^${kind}: \\S`));
  });

  it('is refused when a byte of a file is another than its manifest says', async () => {
    const manifest = JSON.stringify(manifestOf({ 'report.md': 'healthy' }));
    const bytes = await packed([
      { name: 'manifest.json', content: manifest },
      { name: 'report.md', content: 'heaLthy' },
    ]);
    expect(await why(bytes)).toBe('checksum: A file is not the one of the manifest: report.md');
  });

  it('is refused before it is unpacked whole, when a few bytes grow a thousandfold', async () => {
    const bomb = gzipSync(new Uint8Array(16 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(32 * 1024);
    // Its end is damaged: whoever reads that far says so.
    const damaged = bomb.fill(0xff, bomb.length - 8);
    expect(await why(damaged, { ...LIMITS, unpacked: 2 * 1024 * 1024 })).toMatch(/^too-large: /);
    expect(await why(damaged)).toMatch(/^not-gzip: /);
  });

  it('is refused when it holds more files than a bundle can', async () => {
    const many = Array.from({ length: 50 }, (_, at) => ({ name: `logs/${at}.txt` }));
    expect(await why(packed(many), { ...LIMITS, files: 49 })).toMatch(/^too-many: /);
  });
});
