/**
 * Fetches the real OpenClaw once per machine and version. It is 650 MB, so it lives in the user's cache and not
 * in the tree; its own lock file beside this one says exactly what is installed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { dependenciesAreWhole, npmCi } from '../../infra/npm-ci.mjs';
import { withLock } from '../../infra/one-at-a-time.mjs';

/** An OpenClaw that can be started: its command, its version, and the folder of the Node that runs it. */
export interface OpenClaw {
  version: string;
  command: string;
  nodeDir: string;
  cacheDir: string;
}

/** OpenClaw 2026.9.6 wants Node >= 24.16 < 25 or >= 26.1 (its package.json, `engines`). */
function assertNodeIsNewEnough(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if ((major === 24 && minor >= 16) || (major === 26 && minor >= 1) || major > 26) return;
  throw new Error(
    `OpenClaw needs Node 24.16 or newer (or 26.1), and this is ${process.version}. Nothing was installed. ` +
      'Install Node 24 from https://nodejs.org and run the same line again.',
  );
}

/** Where what is too large for the tree is kept, between runs and for all clones of one user. */
export function cacheRoot(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'openclaw-incident-bot');
}

/**
 * Makes sure that the OpenClaw of `recipe` (a folder with package.json and package-lock.json) is installed, and
 * returns it. An install that was killed halfway is never taken for whole: it is made aside and renamed.
 * Throws with cause and next step when it cannot be installed.
 */
export async function installOpenClaw(
  say: (line: string) => void,
  recipe: string = import.meta.dirname,
): Promise<OpenClaw> {
  assertNodeIsNewEnough();
  const manifest = JSON.parse(readFileSync(join(recipe, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const version = manifest.dependencies.openclaw;
  if (!version) throw new Error(`${recipe}/package.json names no openclaw`);
  const hash = createHash('sha256')
    .update(readFileSync(join(recipe, 'package-lock.json')))
    .digest('hex');
  const name = `openclaw-${version}-${hash.slice(0, 12)}`;
  const root = cacheRoot();
  const dir = join(root, name);
  const installed: OpenClaw = {
    version,
    command: join(dir, 'node_modules', '.bin', 'openclaw'),
    nodeDir: dirname(process.execPath),
    cacheDir: dir,
  };
  if (existsSync(dir)) return ready(installed);

  mkdirSync(root, { recursive: true });
  await withLock(
    { file: join(root, `${name}.lock`), say, what: `installing OpenClaw ${version}` },
    async () => {
      if (existsSync(dir)) return;
      for (const left of readdirSync(root)) {
        if (left.startsWith(`${name}.part`)) rmSync(join(root, left), { recursive: true, force: true });
      }
      const aside = join(root, `${name}.part-${process.pid}`);
      mkdirSync(aside);
      for (const file of ['package.json', 'package-lock.json'])
        copyFileSync(join(recipe, file), join(aside, file));
      const result = await npmCi({ dir: aside, say, what: `OpenClaw ${version} (once, about 650 MB)` });
      if (result.ok && dependenciesAreWhole(aside)) {
        renameSync(aside, dir);
        return;
      }
      rmSync(aside, { recursive: true, force: true });
      const cause = result.ok ? 'npm ended well but packages are missing' : result.cause;
      const next = result.ok ? 'run the same line again' : result.next;
      throw new Error(
        `OpenClaw ${version} could not be installed: ${cause}. No gateway was started. Next: ${next}`,
      );
    },
  );
  return ready(installed);
}

/**
 * npm installs without running packages' scripts, and OpenClaw makes up for its own at its first start. Whoever starts it
 * first must be able to write there, and a gateway that runs as another user is not.
 */
function ready(installed: OpenClaw): OpenClaw {
  const pending = join(installed.cacheDir, 'node_modules/openclaw/.openclaw-lifecycle-pending');
  if (existsSync(pending))
    execFileSync(process.execPath, [realpathSync(installed.command), '--version'], { stdio: 'ignore' });
  return installed;
}
