/** Files of another user, changed by root with that user's rights; in a process of its own, whose rights change. */
import { spawnSync } from 'node:child_process';
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
import { expect, it, onTestFinished } from 'vitest';
import { replaceOwned, sha256, sweepBeside } from '../../../src/agent/recovery/owned-files.ts';

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
