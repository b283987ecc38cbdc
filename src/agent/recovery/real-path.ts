/**
 * @module agent/recovery/real-path
 * Where a path leads once all links are followed. What is reached through another process's root (`/proc/PID/root/…`, as
 * of a gateway in a container) is followed by realpath(3) in our own root, where the same name may be somebody else's file.
 */
import { lstatSync, realpathSync, statSync } from 'node:fs';

const ROOT = /^\/proc\/\d+\/root(?=\/|$)/;

/** Only another root has what lies there: it may be read, and not be changed from here. `real`: as `realPath` gives it. */
export const inAnotherRoot = (real: string): boolean => ROOT.test(real);

/**
 * The same file by its own name here, where our root has it too; else the path as it is.
 * @throws what the file system says; with the code `a link in another root` where the way there leads over one, which
 * the kernel, too, follows in our own root.
 */
export function realPath(path: string): string {
  const [root] = ROOT.exec(path) ?? [];
  if (root === undefined) return realpathSync(path);
  const there = statSync(path);
  const here = byOurRoot(path);
  if (here !== null && here.dev === there.dev && here.ino === there.ino) return here.real;
  const parts = path.slice(root.length).split('/').filter(Boolean);
  for (let n = 1; n <= parts.length; n += 1)
    if (lstatSync([root, ...parts.slice(0, n)].join('/')).isSymbolicLink())
      throw Object.assign(new Error(`${path} leads over a link in another root.`), {
        code: 'a link in another root',
      });
  return path;
}

function byOurRoot(path: string): { real: string; dev: number; ino: number } | null {
  try {
    const real = realpathSync(path);
    const { dev, ino } = statSync(real);
    return { real, dev, ino };
  } catch {
    return null;
  }
}
