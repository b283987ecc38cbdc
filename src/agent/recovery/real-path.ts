/**
 * @module agent/recovery/real-path
 * Where a path leads once all links are followed. What is reached through another process's root (`/proc/PID/root/…`, as
 * of a gateway in a container) is followed by realpath(3) in our own root, where the same name may be somebody else's file.
 */
import { realpathSync, statSync } from 'node:fs';

const THROUGH_A_ROOT = /^\/proc\/\d+\/root(?:\/|$)/;

/**
 * @throws what the file system says; with the code `in another root` where our own root has another file of that name, or
 * none: whoever changed that would change the wrong one.
 */
export function realPath(path: string): string {
  if (!THROUGH_A_ROOT.test(path)) return realpathSync(path);
  // The kernel goes through that root; with nothing there, there is nothing to confuse.
  const there = statSync(path);
  try {
    const real = realpathSync(path);
    const here = statSync(real);
    if (here.dev === there.dev && here.ino === there.ino) return real;
  } catch {
    // Told below.
  }
  throw Object.assign(new Error(`${path} lies in another root.`), { code: 'in another root' });
}
