/**
 * An OpenClaw of the lab's own, whose files may be changed or lost without harm to the one in the cache. Files are
 * linked where that can be done: whoever changes one removes it first.
 */
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Gateway, startGateway } from './gateway.ts';
import type { Lab } from './lab.ts';

function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, goal] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, goal);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), goal);
    else linkOrCopy(source, goal);
  }
}

function linkOrCopy(source: string, goal: string): void {
  try {
    linkSync(source, goal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(source, goal);
  }
}

export interface OwnPackage {
  /** The package's folder. */
  folder: string;
  /** What an operator's shell has, so that `openclaw` is this one. */
  env: { PATH: string };
  /** Starts its gateway; does not wait. */
  start(): Gateway;
  /** Writes one of its files anew, and no other's. */
  rewrite(file: string, content: string): void;
}

export function ownPackage(lab: Lab): OwnPackage {
  const shared = join(lab.openclaw.cacheDir, 'node_modules');
  const modules = join(lab.dir, 'own', 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(shared)) {
    if (name === 'openclaw') linkTree(join(shared, name), join(modules, name));
    else if (name !== '.bin') symlinkSync(join(shared, name), join(modules, name));
  }
  const command = join(modules, '.bin', 'openclaw');
  symlinkSync('../openclaw/openclaw.mjs', command);
  const env = { PATH: `${join(modules, '.bin')}:${lab.env().PATH}` };
  const folder = join(modules, 'openclaw');
  return {
    folder,
    env,
    start() {
      const openclaw = { ...lab.openclaw, command };
      const gateway = startGateway({
        openclaw,
        port: lab.port,
        env: lab.env(env),
        cwd: lab.dir,
        say: lab.say,
      });
      lab.onDispose(async () => void (await gateway.stop()));
      return gateway;
    },
    rewrite(file, content) {
      rmSync(join(folder, file));
      writeFileSync(join(folder, file), content);
    },
  };
}
