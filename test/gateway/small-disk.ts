/**
 * A file system of a few megabytes in memory, mounted where a test wants to run out of space. Mounting needs root,
 * or being root of a user namespace (`unshare -Urm`).
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

/**
 * Mounts `megabytes` of memory on `dir` until the lab is disposed of, also when this process ends early. `more` are
 * further options of the mount: `ro`, or `nr_inodes=500` for a disk that runs out of files before it runs out of space.
 */
export function mountSmallDisk(
  lab: Pick<Lab, 'onDispose'>,
  dir: string,
  megabytes: number,
  more?: string,
): void {
  mkdirSync(dir, { recursive: true });
  try {
    const size = [`size=${megabytes}m,mode=700`, more].filter(Boolean).join(',');
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', dir], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const why = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(`A small disk could not be mounted (${why}). Run as root, or inside: unshare -Urm`);
  }
  let mounted = true;
  const unmount = () => {
    if (!mounted) return;
    mounted = false;
    // Lazy: a process that was killed a moment ago may still hold it.
    execFileSync('umount', ['-l', dir], { stdio: 'ignore' });
  };
  process.prependOnceListener('exit', unmount);
  lab.onDispose(() => {
    process.off('exit', unmount);
    unmount();
  });
}

/** Writes a file `name` into `dir` until not one more byte fits. */
export function fillDisk(dir: string, name: string): void {
  const file = openSync(join(dir, name), 'w');
  for (const bytes of [64 * 1024, 512, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}
