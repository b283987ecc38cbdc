/** Which folders and files the bot takes for its own, by owner and mode, on a real file system. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { openToRead, ownUid, sharedFile, sharedFolder } from '../../src/storage/node-own-place.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';

/** Somebody else, as seen from the files that this test makes. */
const STRANGER = 64_123;
let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'own-place-')));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A folder of that mode, whatever the umask is. */
function folder(name: string, mode: number): string {
  const path = join(dir, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  return path;
}

function file(name: string, mode: number): string {
  const path = join(dir, name);
  writeFileSync(path, 'X=1\n');
  chmodSync(path, mode);
  return path;
}

describe('a folder', () => {
  it.each([0o700, 0o750, 0o755])('of mode %o is ours alone', (mode) => {
    expect(sharedFolder(folder('data', mode))).toBeNull();
  });

  it.each([0o777, 0o1777, 0o770, 0o720])('of mode %o is not, and the cure is named', (mode) => {
    expect(sharedFolder(folder('data', mode))).toContain(`chmod go-w ${dir}/data`);
  });

  // Root's own places are trusted by everybody, so only root can give one away to look at.
  it.runIf(ownUid() === 0)('of another user is not', () => {
    const path = folder('data', 0o700);
    chownSync(path, STRANGER, STRANGER);
    expect(sharedFolder(path)).toContain('belongs to another user');
    expect(sharedFolder(path, STRANGER)).toBeNull();
  });

  it.runIf(ownUid() === 0)('below one of another user can be replaced', () => {
    chownSync(folder('theirs', 0o755), STRANGER, STRANGER);
    expect(sharedFolder(folder('theirs/data', 0o700))).toContain('who could replace it');
  });

  it('is judged where a link leads', () => {
    const open = folder('open', 0o777);
    symlinkSync(open, join(dir, 'link'));
    expect(sharedFolder(join(dir, 'link'))).toContain(`chmod go-w ${open}`);
  });

  it('below one that anybody may write to can be replaced', () => {
    folder('shared', 0o777);
    expect(sharedFolder(folder('shared/data', 0o700))).toContain(`chmod o-w ${dir}/shared`);
  });

  it('below one like /tmp cannot', () => {
    folder('shared', 0o1777);
    expect(sharedFolder(folder('shared/data', 0o700))).toBeNull();
  });
});

describe('a data directory that others could write to before', () => {
  const stranger = ownUid() === 0;
  const given = (path: string): void => chownSync(path, STRANGER, STRANGER);
  const elsewhere = (name: string): string => {
    const path = folder(name, 0o755);
    given(path);
    return path;
  };
  const planted: [string, (data: string) => void, boolean][] = [
    ['objects that anybody may write to', (data) => void folder(`${data}/objects`, 0o777), true],
    ['hosts that anybody may write to', (data) => void folder(`${data}/objects/host`, 0o777), true],
    ['incidents that a group may write to', (data) => void folder(`${data}/objects/incident`, 0o775), true],
    ['objects of another user', (data) => given(folder(`${data}/objects`, 0o755)), stranger],
    ['objects elsewhere', (data) => symlinkSync(elsewhere('e'), join(dir, data, 'objects')), stranger],
    [
      'a link of another user',
      (data) => {
        symlinkSync(folder('mine', 0o755), join(dir, data, 'objects'));
        lchownSync(join(dir, data, 'objects'), STRANGER, STRANGER);
      },
      stranger,
    ],
    ['an index that anybody may write to', (data) => void file(`${data}/index.db`, 0o666), true],
    ['an index of another user', (data) => given(file(`${data}/index.db`, 0o644)), stranger],
    ['an index elsewhere', (data) => symlinkSync(file('open', 0o666), join(dir, data, 'index.db')), true],
    ['a pipe for an index', (data) => void execFileSync('mkfifo', [join(dir, data, 'index.db')]), true],
    ['a folder for an index', (data) => void folder(`${data}/index.db`, 0o755), true],
  ];
  it.each(planted.filter(([, , can]) => can))('and holds %s is not used', (_, plant) => {
    folder('data', 0o755);
    plant('data');
    expect(openDataDir(join(dir, 'data'), 0)).toMatchObject({ ok: false, shared: expect.any(String) });
  });

  it('and holds a store that anybody may write to does not use that one', () => {
    expect(() => openSqlite(file('x.db', 0o666))).toThrow('Anybody may write to');
  });

  it('and holds only our own is used', () => {
    folder('data/objects/host', 0o755);
    const opened = openDataDir(join(dir, 'data'), 0);
    expect(opened).toMatchObject({ ok: true });
    if (opened.ok) opened.dir.close();
  });
});

describe('a file', () => {
  it.each([0o600, 0o644, 0o664])('of mode %o was written by its owner', (mode) => {
    expect(sharedFile(file('.env', mode))).toBeNull();
  });

  it('that anybody may write to is not believed', () => {
    expect(sharedFile(file('.env', 0o666))).toContain(`chmod o-w ${dir}/.env`);
  });

  it.runIf(ownUid() === 0)('of another user is not believed, nor is their link to one of ours', () => {
    const theirs = file('theirs', 0o600);
    chownSync(theirs, STRANGER, STRANGER);
    expect(sharedFile(theirs)).toContain('belongs to another user');
    symlinkSync(file('ours', 0o600), join(dir, 'link'));
    lchownSync(join(dir, 'link'), STRANGER, STRANGER);
    expect(sharedFile(join(dir, 'link'))).toContain('belongs to another user');
  });

  it('that is a folder is not read', () => {
    expect(sharedFile(folder('.env', 0o700))).toContain('is not a plain file');
  });

  it.each([
    [0o600, false],
    [0o644, true],
  ])('of mode %o is open to read: %s', (mode, open) => {
    expect(openToRead(file('.env', mode))).toBe(open);
  });
});
