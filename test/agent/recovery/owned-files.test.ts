/** Files are read and replaced by their own user alone, and only while they are the very files that were looked at. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readOwned, replaceOwned, sha256, sweepBeside } from '../../../src/agent/recovery/owned-files.ts';

const SOMEBODY = 54_321;
const isRoot = process.getuid?.() === 0;

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'owned-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  chmodSync(dir, 0o755);
  return dir;
}

it.skipIf(!isRoot)(
  "root neither reads nor replaces another user's file, by name or by that user's link",
  () => {
    const dir = folder();
    const home = join(dir, 'home');
    mkdirSync(home);
    chownSync(home, SOMEBODY, SOMEBODY);
    const path = join(home, 'openclaw.json');
    writeFileSync(path, 'old');
    chownSync(path, SOMEBODY, SOMEBODY);
    expect(readOwned(path)).toEqual({ is: 'unreadable', why: 'other-owner' });
    const change = { was: sha256('old'), bytes: Buffer.from('new') };
    expect(replaceOwned(path, change)).toMatchObject({ ok: false, code: 'other-owner' });
    // A link to a file of root's: what is written would be root's, and stand where the user wants it.
    const roots = join(dir, 'roots.json');
    writeFileSync(roots, 'old');
    rmSync(path);
    symlinkSync(roots, path);
    expect(replaceOwned(join(home, 'new.json'), { was: null, bytes: Buffer.from('new') })).toMatchObject({
      ok: false,
      code: 'other-owner',
    });
    expect(readdirSync(home)).toEqual(['openclaw.json']);
  },
);

it('another file with the same bytes is not the one that was looked at', () => {
  const dir = folder();
  const path = join(dir, 'openclaw.json');
  writeFileSync(path, 'old');
  const looked = readOwned(path);
  if (looked.is !== 'file') throw new Error(looked.is);
  renameSync(path, join(dir, 'aside'));
  writeFileSync(path, 'old');
  const change = { was: sha256('old'), id: looked.id, bytes: Buffer.from('new') };
  expect(replaceOwned(path, change)).toEqual({ ok: false, why: 'changed', code: 'changed' });
  renameSync(join(dir, 'aside'), path);
  expect(replaceOwned(path, change)).toEqual({ ok: true });
  expect(readdirSync(dir)).toEqual(['openclaw.json']);
});

it('mode and group stay, and a link to a file of one’s own stays a link', () => {
  const dir = folder();
  const [real, link] = [join(dir, 'kept.json'), join(dir, 'openclaw.json')];
  writeFileSync(real, 'old');
  chmodSync(real, 0o640);
  symlinkSync(real, link);
  expect(replaceOwned(link, { was: sha256('old'), bytes: Buffer.from('new') })).toEqual({ ok: true });
  expect([lstatSync(link).isSymbolicLink(), readFileSync(real, 'utf8')]).toEqual([true, 'new']);
  expect(statSync(real).mode & 0o777).toBe(0o640);
});

it('a file that changed at the last moment is left alone, and nothing is left beside it', () => {
  const dir = folder();
  const path = join(dir, 'openclaw.json');
  writeFileSync(path, 'theirs');
  expect(replaceOwned(path, { was: sha256('old'), bytes: Buffer.from('ours') })).toMatchObject({
    ok: false,
    why: 'changed',
  });
  expect(replaceOwned(path, { was: null, bytes: Buffer.from('ours') })).toMatchObject({
    ok: false,
    why: 'changed',
  });
  expect(readFileSync(path, 'utf8')).toBe('theirs');
  const folderIn = join(dir, 'openclaw.json.d');
  mkdirSync(folderIn);
  expect(replaceOwned(folderIn, { was: null, bytes: Buffer.from('ours') })).toMatchObject({
    ok: false,
    why: 'failed',
  });
});

it('what a killed run has left beside a file is taken away, and nothing else', () => {
  const dir = folder();
  const path = join(dir, 'openclaw.json');
  const names = [
    '.openclaw.json.0123456789ab.candidate',
    '.openclaw.json.0123456789ab.new',
    '.other.json.0123456789ab.new',
    '.openclaw.json.mine.new',
    'openclaw.json',
  ];
  for (const name of names) writeFileSync(join(dir, name), 'x');
  sweepBeside(path, Date.now());
  expect(readdirSync(dir).sort()).toEqual([...names].sort());
  sweepBeside(path, Date.now() + 3_600_000);
  expect(readdirSync(dir).sort()).toEqual(names.slice(2).sort());
  sweepBeside(join(dir, 'nowhere', 'openclaw.json'), 0);
});

const mayMount = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;

/** A process that sees another folder at `dir`, with a file in it; gives the way there from here. */
async function anotherRoot(dir: string): Promise<string> {
  const script = 'mount -t tmpfs none "$0" && echo theirs > "$0/openclaw.json" && exec sleep 60';
  const child = spawn('unshare', ['-m', 'sh', '-c', script, dir], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const path = `/proc/${child.pid}/root${dir}/openclaw.json`;
  await vi.waitFor(() => expect(readFileSync(path, 'utf8')).toBe('theirs\n'), 10_000);
  return path;
}

it.skipIf(!mayMount).each([
  ['another file of that name lies here', true],
  ['there is none of that name here', false],
])(
  'a file in another root, as of a container, is read and not changed, and neither is ours where %s',
  async (_, there) => {
    const dir = folder();
    const theirs = await anotherRoot(dir);
    const ours = join(dir, 'openclaw.json');
    if (there) writeFileSync(ours, 'ours\n');
    expect(readOwned(theirs)).toMatchObject({ is: 'file', sha256: sha256(Buffer.from('theirs\n')) });
    for (const was of [sha256(Buffer.from('ours\n')), sha256(Buffer.from('theirs\n')), null])
      expect(replaceOwned(theirs, { was, bytes: Buffer.from('new') }).ok).toBe(false);
    expect(replaceOwned(`${theirs}.none`, { was: null, bytes: Buffer.from('new') }).ok).toBe(false);
    expect(readFileSync(theirs, 'utf8')).toBe('theirs\n');
    if (there) expect(readFileSync(ours, 'utf8')).toBe('ours\n');
    expect(readdirSync(dir)).toEqual(there ? ['openclaw.json'] : []);
    sweepBeside(theirs, Date.now());
  },
);

it.skipIf(!mayMount)('a link in another root is not followed: it would lead into ours', async () => {
  const dir = folder();
  const theirs = await anotherRoot(dir);
  const ours = join(folder(), 'ours.json');
  writeFileSync(ours, 'ours');
  const link = join(theirs, '..', 'link.json');
  symlinkSync(ours, link);
  expect(readOwned(link)).toEqual({ is: 'unreadable', why: 'a link in another root' });
});

it.skipIf(!mayMount)('a file that another process sees as we do is the same file', () => {
  const path = join(folder(), 'openclaw.json');
  writeFileSync(path, 'ours');
  const through = `/proc/${process.pid}/root${path}`;
  expect(readOwned(through)).toMatchObject({ is: 'file', real: path });
  expect(readOwned(`/proc/${process.pid}/root${path}.none`)).toEqual({ is: 'missing' });
});
