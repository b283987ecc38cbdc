/**
 * A root for a booted host that outlives a reboot: the small Debian below, and what is written above it in memory.
 * `systemd-nspawn` throws its own layer away with each boot.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootfs } from './rootfs.ts';

export type KeptRoot = { path: string; drop(): void };

/** Mounts it. The layer is a file system of its own: another overlay, as a container's root is, cannot be one's upper. */
export function keptRoot(): KeptRoot {
  const base = mkdtempSync(join(tmpdir(), 'kept-root-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'none', base]);
  const [upper, work, path] = ['upper', 'work', 'root'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [upper, work, path]) mkdirSync(each);
  execFileSync('mount', [
    '-t',
    'overlay',
    '-o',
    `lowerdir=${rootfs()},upperdir=${upper},workdir=${work}`,
    'overlay',
    path,
  ]);
  return {
    path,
    drop() {
      execFileSync('umount', [path]);
      execFileSync('umount', [base]);
      rmdirSync(base);
    },
  };
}
