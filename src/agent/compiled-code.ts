/**
 * @module agent/compiled-code
 * Keeps what V8 compiled in the host agent's own folder, so that the next start and each look need not read all code
 * again: 2 MB less in memory, and some 20 ms less a look. Nobody else may write there, or they would write our program.
 */
import { readdirSync, rmSync } from 'node:fs';
import { constants, enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { openStateDir } from './private-files.ts';

/** For what is loaded from now on. Gives the folder, or null where there can be none: all goes on without it. */
export function keepCompiled(stateDir: string, build: string): string | null {
  const own = join(stateDir, 'compiled', build);
  try {
    openStateDir(stateDir);
    const { status } = enableCompileCache(own);
    return status === constants.compileCacheStatus.ENABLED ? own : null;
  } catch {
    return null;
  }
}

/** Writes it down when all is loaded, since a program that runs for months may end without warning; older builds' goes. */
export function writeCompiled(folder: string, build: string): void {
  try {
    flushCompileCache();
    const all = join(folder, '..');
    for (const other of readdirSync(all))
      if (other !== build) rmSync(join(all, other), { recursive: true, force: true });
  } catch {
    // A full disk, most likely: the next start reads all code again.
  }
}
