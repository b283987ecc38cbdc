/** The port to the machine: bounded, never throwing, and "could not look" is never "nothing there". */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace } from '../place.ts';

const host = realHost();
const seen = (value: unknown) => ({ ok: true, value });
const alive = (pid: number): boolean =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe('a program', () => {
  it('gives its code and both outputs', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    const ran = await host.run([process.execPath, '-e', script], { timeoutMs: 10_000 });
    expect(ran).toEqual(seen({ code: 3, stdout: 'out\n', stderr: 'err\n' }));
  });

  it('is given its words as they are, without a shell', async () => {
    const words = ['$HOME', '`id`', '; exit 9'];
    const ran = await host.run([process.execPath, '-p', 'process.argv.slice(1).join()', ...words], {
      timeoutMs: 10_000,
    });
    expect(ran).toEqual(seen({ code: 0, stdout: '$HOME,`id`,; exit 9\n', stderr: '' }));
  });

  it('that does not end is ended with everything it started', async () => {
    const place = emptyPlace();
    const note = join(place.dir, 'grandchild');
    const script = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(()=>{},1e4)'], {stdio:'inherit'});
      require('fs').writeFileSync(${JSON.stringify(note)}, String(c.pid)); setInterval(()=>{},1e4)`;
    const ran = await host.run([process.execPath, '-e', script], { timeoutMs: 1_500 });
    expect(ran).toMatchObject({ ok: false, look: 'timed-out' });
    const grandchild = Number(readFileSync(note, 'utf8'));
    await expect.poll(() => alive(grandchild)).toBe(false);
  });

  it('that is not there, talks too much or is not wanted any more is unavailable', async () => {
    const missing = await host.run(['no-such-program-anywhere'], { timeoutMs: 1_000 });
    expect(missing).toEqual({
      ok: false,
      look: 'unavailable',
      why: 'no-such-program-anywhere is not installed',
    });
    const endless = 'for (;;) require("fs").writeSync(1, "x".repeat(65536))';
    const loud = await host.run([process.execPath, '-e', endless], { timeoutMs: 20_000 });
    expect(loud).toMatchObject({ ok: false, look: 'unavailable', why: expect.stringContaining('4 MiB') });
    const stopped = new AbortController();
    const waiting = host.run([process.execPath, '-e', 'setInterval(()=>{},1e4)'], {
      timeoutMs: 20_000,
      signal: stopped.signal,
    });
    stopped.abort();
    expect(await waiting).toMatchObject({ ok: false, look: 'unavailable' });
  });
});

describe('a file', () => {
  it('is read from its start, or from its end', async () => {
    const path = emptyPlace().write('log', 'first line\nlast line\n');
    expect(await host.read(path, { maxBytes: 10 })).toEqual(seen('first line'));
    expect(await host.read(path, { maxBytes: 10, tail: true })).toEqual(seen('last line\n'));
    expect(await host.read('/proc/self/comm')).toMatchObject({
      ok: true,
      value: expect.stringMatching(/\n$/),
    });
  });

  it('that is not there is seen to be absent', async () => {
    const { dir } = emptyPlace();
    const path = join(dir, 'nothing', 'here');
    for (const look of [host.read(path), host.stat(path), host.list(path), host.link(path), host.real(path)])
      expect(await look).toEqual(seen(null));
  });

  it('that is a folder, a pipe or has an impossible name is unavailable', async () => {
    const { dir } = emptyPlace();
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    for (const path of [dir, join(dir, 'pipe'), `${dir}/a\0b`])
      expect(await host.read(path)).toMatchObject({ ok: false, look: 'unavailable' });
  });

  it('that may not be read is unavailable, and says which right is missing', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may read everything');
    const path = emptyPlace().write('secret', 'x');
    chmodSync(path, 0o000);
    expect(await host.read(path)).toMatchObject({
      ok: false,
      why: expect.stringContaining("gateway's user"),
    });
  });

  it('is the same file under every name', async () => {
    const place = emptyPlace();
    symlinkSync(place.stateDir, join(place.dir, 'link'));
    const [one, other] = await Promise.all([host.stat(place.stateDir), host.stat(join(place.dir, 'link'))]);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ value: { kind: 'directory' } });
  });
});

describe('a database', () => {
  it('is read from a copy, what was written last included, and nothing is left beside it', async () => {
    const { stateDir } = emptyPlace();
    const path = join(stateDir, 'some.sqlite');
    const writer = new DatabaseSync(path);
    writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE runs (pid INTEGER); INSERT INTO runs VALUES (7)');
    const before = readdirSync(stateDir);
    expect(await host.queries(path, ['SELECT pid FROM runs'])).toEqual(seen([[{ pid: 7 }]]));
    expect(readdirSync(stateDir)).toEqual(before);
    writer.exec('INSERT INTO runs VALUES (8)'); // Nobody holds a lock on it.
    writer.close();
  });

  it('without that table, or not there at all, gives null; a broken one is unavailable', async () => {
    const place = emptyPlace();
    const path = join(place.dir, 'empty.sqlite');
    const writer = new DatabaseSync(path);
    writer.exec('CREATE TABLE other (x)');
    writer.close();
    expect(await host.queries(path, ['SELECT * FROM runs'])).toEqual(seen([null]));
    expect(await host.queries(join(place.dir, 'none.sqlite'), ['SELECT 1'])).toEqual(seen(null));
    const broken = place.write('broken.sqlite', 'this is no database at all, '.repeat(50));
    expect(await host.queries(broken, ['SELECT * FROM runs'])).toMatchObject({
      ok: false,
      look: 'unavailable',
    });
  });
});

it('space and rights are asked for without writing', async () => {
  const { dir } = emptyPlace();
  mkdirSync(join(dir, 'w'));
  expect(await host.writable(join(dir, 'w'))).toEqual(seen(true));
  const space = await host.space(dir);
  expect(space).toMatchObject({ ok: true, value: { usedPercent: expect.any(Number) } });
  expect(await host.space(join(dir, 'nowhere'))).toMatchObject({ ok: false });
});
