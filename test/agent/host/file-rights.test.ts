/** May an account use a file, by owner and mode alone? */
import { expect, it } from 'vitest';
import { shutTo, type Want } from '../../../src/agent/host/file-rights.ts';

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
    expect(shutTo(uid, stat, wants)).toBe(shut);
  },
);
