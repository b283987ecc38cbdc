/** May an account use a file, by owner, mode, groups and access list? */
import { describe, expect, it } from 'vitest';
import { keptOut, shutTo, type Want } from '../../../src/agent/host/file-rights.ts';

it.each([
  ["root's own file", 1000, 0, 0o600, ['read'], true],
  ["root's file that everybody may read", 1000, 0, 0o644, ['read'], false],
  ["root's file that everybody may read, to be written", 1000, 0, 0o644, ['read', 'write'], true],
  ["a file of root's whose group may read: nobody knows who is in it", 1000, 0, 0o640, ['read'], false],
  ['its own file', 1000, 1000, 0o600, ['read', 'write'], false],
  ['its own file, write-protected', 1000, 1000, 0o400, ['read', 'write'], true],
  ['a folder that only its owner may enter', 1000, 0, 0o700, ['enter'], true],
  ['a folder that all may enter and none may list', 1000, 0, 0o711, ['enter'], false],
  ["somebody's file, for root", 0, 1000, 0o000, ['read', 'write'], false],
] satisfies [string, number, number, number, Want[], boolean][])(
  '%s',
  (_case, uid, owner, mode, wants, shut) => {
    const stat = { kind: 'file' as const, size: 1, mtimeMs: 0, uid: owner, mode: 0o100000 | mode, id: '1' };
    expect(shutTo({ uid }, stat, wants)).toBe(shut);
  },
);

it.each([
  ["root's file whose group may read, and it is in that group", [1000, 44], 44, 0o640, ['read'], false],
  ["root's file whose group may read, and it is in no such group", [1000], 44, 0o640, ['read'], true],
  ['a group that may not, though all others may', [44], 44, 0o604, ['read'], true],
  ['a folder that its group may enter and write to', [44], 44, 0o770, ['read', 'write', 'enter'], false],
  ['a folder that its group may only look into', [44], 44, 0o750, ['read', 'write', 'enter'], true],
  ['somebody else’s, open to all', [1000], 0, 0o755, ['read', 'enter'], false],
] satisfies [string, number[], number, number, Want[], boolean][])(
  'with its groups known: %s',
  (_case, groups, gid, mode, wants, shut) => {
    expect(shutTo({ uid: 1000, groups }, { uid: 0, gid, mode }, wants)).toBe(shut);
  },
);

describe('an access list', () => {
  const host = (stdout: string, ok = true) => ({
    run: async () =>
      ok
        ? { ok: true as const, value: { code: 0, stdout, stderr: '' } }
        : { ok: false as const, look: 'unavailable' as const, why: 'getfacl is not installed' },
  });
  const account = { uid: 1000, groups: [1000] };
  const asked = { path: '/srv/x', file: { uid: 0, gid: 0, mode: 0o660 }, wants: ['read', 'write'] as Want[] };
  it.each<[string, string, boolean]>([
    ['that names the account opens it', 'user::rw-\nuser:1000:rw-\ngroup::r--\nmask::rw-\n', false],
    ['that names its group opens it', 'group:1000:rw-\nmask::rw-\n', false],
    ['that names others does not', 'user:1001:rw-\n', true],
    ['whose mask takes the right away does not', 'user:1000:rw-\t#effective:r--\n', true],
  ])('%s', async (_case, list, out) => {
    expect(await keptOut(host(list), account, asked)).toBe(out);
  });
  it('that nobody can make leaves the mode', async () => {
    expect(await keptOut(host('', false), account, asked)).toBe(true);
  });
});
