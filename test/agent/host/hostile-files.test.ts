/** Files that want to hurt who reads them: each is refused or read within bounds, and nothing is quoted. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, readConfigFile } from '../../../src/agent/gateways/config-file.ts';
import { logLine, ofOthers, presentLife, readable } from '../../../src/agent/gateways/log-lines.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { readPrivate } from '../../../src/agent/private-files.ts';
import { emptyPlace } from '../place.ts';

const host = realHost();
const TAIL = 256 * 1024;
const MIB = 1_048_576;

/** What a probe makes of a log. */
function linesOf(text: string): string[] {
  return ofOthers(presentLife(text.split('\n').map(logLine), null)).map(readable);
}

describe('a log', () => {
  it.each([
    ['P-01 of 100 MB without a line end', 100 * MIB, 'x'.repeat(64)],
    ['P-02 of a million lines', 0, 'gateway closed (1000)\n'.repeat(1_000_000)],
    ['P-03 of NUL bytes', 4 * MIB, ''],
  ])('%s is read by its end, and no more', async (_, hole, words) => {
    const path = emptyPlace().write('gateway.log', '');
    const file = openSync(path, 'r+');
    ftruncateSync(file, hole);
    if (words) writeSync(file, words, hole);
    closeSync(file);
    const read = await host.read(path, { maxBytes: TAIL, tail: true });
    expect(read).toMatchObject({ ok: true, value: expect.any(String) });
    const text = read.ok ? (read.value ?? '') : '';
    expect(text.length).toBe(TAIL);
    expect(text.endsWith(words.slice(-16))).toBe(true);
    expect(linesOf(text).length).toBeGreaterThan(0);
  });

  it('P-04 with broken UTF-8 keeps the lines around', async () => {
    const { dir } = emptyPlace();
    const path = join(dir, 'gateway.log');
    const line = Buffer.from('2026-11-21T06:00:00.000Z [gateway] ready\n');
    writeFileSync(path, Buffer.concat([line, Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0a]), line]));
    const read = await host.read(path);
    expect(linesOf(read.ok ? (read.value ?? '') : '').filter((one) => one.endsWith('ready'))).toHaveLength(2);
  });

  it.each([
    ['P-05 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['P-05 100,000 deep and cut off', '{"a":['.repeat(100_000)],
    [
      'P-06 with hostile keys',
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"message":"m"}',
    ],
  ])('with a line of JSON %s goes on', (_, hostile) => {
    const lines = [hostile, '2026-11-21T06:00:00.000Z [gateway] ready'].map(logLine);
    expect(lines[1]).toMatchObject({ subsystem: 'gateway', message: 'ready' });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('a configuration', () => {
  it.each([
    ['P-05 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['P-05 100,000 lists deep', `{"a":${'['.repeat(100_000)}`],
    ['P-03 of NUL bytes', '\0'.repeat(10_000)],
  ])('%s is called broken', async (_, text) => {
    const place = emptyPlace();
    place.configure(text);
    expect(await readConfigFile(host, place.configPath)).toMatchObject({
      file: 'readable',
      parse: 'broken',
      value: {},
    });
  });

  it('larger than anybody writes is not parsed, and not called broken', async () => {
    const place = emptyPlace();
    place.configure(`{${"a:'b',".repeat(200_000)}}`);
    expect(await readConfigFile(realHost(), place.configPath)).toMatchObject({
      file: 'readable',
      parse: null,
      why: expect.stringContaining('too large'),
      value: {},
    });
  });

  it('that includes more than a look may parse is put together without the rest', async () => {
    const place = emptyPlace();
    place.write('part.json', `{${"a:'b',".repeat(150_000)}}`);
    place.configure({ $include: Array(32).fill('part.json'), gateway: { port: 1 } });
    const host = realHost();
    expect(await readConfigFile(host, place.configPath)).toMatchObject({
      parse: 'ok',
      value: { gateway: { port: 1 } },
    });
    // Nothing is left for another file of this look, and a new look begins anew.
    expect(
      await readConfigFile(host, place.write('other.json', `{${"a:'b',".repeat(150_000)}}`)),
    ).toMatchObject({
      parse: null,
    });
    expect(await readConfigFile(realHost(), place.configPath)).toMatchObject({ parse: 'ok' });
  });

  it('P-06 with hostile keys sets no prototype', async () => {
    const place = emptyPlace();
    place.configure('{"__proto__":{"admin":true},"a":{"__proto__":{"admin":true}},"gateway":{"port":1}}');
    const { value } = await readConfigFile(host, place.configPath);
    expect(at(value, 'gateway.port')).toBe(1);
    expect([at(value, 'admin'), at(value, 'a.admin'), ({} as { admin?: boolean }).admin]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['P-09 climbs out of its folder', '../../../../../../../../etc/passwd'],
    ['P-09 names an absolute path', '/etc/passwd'],
    ['P-09 has a backslash', '..\\..\\etc\\passwd'],
    ['P-14 names the memory of this process', '/proc/self/mem'],
    ['includes itself', 'openclaw.json'],
  ])('whose $include %s is read without it', async (_, file) => {
    const place = emptyPlace();
    place.configure({ $include: file, gateway: { port: 1 } });
    const read = await readConfigFile(host, place.configPath);
    expect(read).toMatchObject({ parse: 'ok', value: { gateway: { port: 1 } } });
    expect(JSON.stringify(read)).not.toContain('root:');
  });
});

describe('a private file', () => {
  const refused = (path: string): string => {
    try {
      return `read: ${readPrivate(path)}`;
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  const own = (dir: string, name: string, mode: number): string => {
    const path = join(dir, name);
    writeFileSync(path, 'key');
    chmodSync(path, mode);
    return path;
  };

  it('is read when it is plain and nobody else may touch it', () => {
    expect(readPrivate(own(emptyPlace().dir, 'key', 0o600))).toBe('key');
  });

  it('P-10 that is a link is refused, wherever it points', () => {
    const { dir } = emptyPlace();
    for (const [at, target] of ['/etc/shadow', own(dir, 'key', 0o600), join(dir, 'nothing')].entries()) {
      const path = join(dir, `link-${at}`);
      symlinkSync(target, path);
      expect(refused(path)).toBe('private-file');
    }
  });

  it('P-12 that is another name of a file that others may read is refused', () => {
    const { dir } = emptyPlace();
    linkSync(own(dir, 'open', 0o644), join(dir, 'key'));
    expect(refused(join(dir, 'key'))).toBe('private-file');
  });

  it('P-13 that is a pipe is refused and waited for by nobody', () => {
    const { dir } = emptyPlace();
    execFileSync('mkfifo', ['-m', '600', join(dir, 'key')]);
    expect(refused(join(dir, 'key'))).toBe('private-file');
  });
});

it.each(['/proc/self/mem', '/dev/zero', '/dev/tty'])('P-14 %s gives nothing', async (path) => {
  expect(await host.read(path)).toMatchObject({ ok: false, look: 'unavailable' });
});
