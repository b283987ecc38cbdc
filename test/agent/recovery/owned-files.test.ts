/** Files of another user, changed by root with that user's rights; in a process of its own, whose rights change. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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

function replaceAsRoot(path: string, was: string, text: string): unknown {
  const module = join(import.meta.dirname, '../../../src/agent/recovery/owned-files.ts');
  const script = `const { replaceOwned } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(replaceOwned(${JSON.stringify(path)}, { was: ${JSON.stringify(was)}, bytes: Buffer.from(${JSON.stringify(text)}) })));
    console.log(process.geteuid(), process.getegid());`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const [result = '', rights = ''] = ran.stdout.split('\n');
  expect(rights).toBe('0 0');
  return JSON.parse(result);
}

it.skipIf(!isRoot)(
  "a file of somebody else stays theirs, and so does what root could do to others' files",
  () => {
    const dir = folder();
    const [home, secret] = [join(dir, 'home'), join(dir, 'roots-own')];
    for (const path of [home, secret]) mkdirSync(path);
    chmodSync(secret, 0o700);
    chownSync(home, SOMEBODY, SOMEBODY);
    const path = join(home, 'openclaw.json');
    writeFileSync(path, 'old', { mode: 0o640 });
    chownSync(path, SOMEBODY, SOMEBODY);
    chmodSync(path, 0o640);
    expect(replaceAsRoot(path, sha256('old'), 'new')).toEqual({ ok: true });
    const { uid, gid, mode } = statSync(path);
    expect({ uid, gid, mode: mode & 0o777, text: readFileSync(path, 'utf8') }).toEqual({
      uid: SOMEBODY,
      gid: SOMEBODY,
      mode: 0o640,
      text: 'new',
    });
    // A link of theirs into a place that they may not enter leads root nowhere.
    writeFileSync(join(secret, 'openclaw.json'), 'of root');
    chownSync(join(secret, 'openclaw.json'), SOMEBODY, SOMEBODY);
    symlinkSync(secret, join(home, 'link'));
    const led = replaceAsRoot(join(home, 'link', 'openclaw.json'), sha256('of root'), 'theirs');
    expect(led).toMatchObject({ ok: false, why: 'failed', code: 'EACCES' });
    expect(readFileSync(join(secret, 'openclaw.json'), 'utf8')).toBe('of root');
  },
);

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
