/**
 * Programs of an earlier day, built from the history of this repository: the one proof that today's works beside them,
 * or goes on from what they left, is to run them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

const git = (...args: string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'buffer', maxBuffer: 1e9 });

/**
 * Why there is no history to build from, or null. A copy that was cut short on purpose (`git clone --depth`, an archive)
 * has none; where there is a whole one, a commit that is missing from it is a mistake and no reason to skip.
 */
export const noHistory: string | null = (() => {
  const shallow = git('rev-parse', '--is-shallow-repository');
  if (shallow.status !== 0)
    return 'This copy has no git history: programs of earlier days cannot be built from it';
  return shallow.stdout.toString().trim() === 'true'
    ? 'The history of this copy was cut short: programs of earlier days cannot be built from it. git fetch --unshallow'
    : null;
})();
if (noHistory) console.log(noHistory);

export type Earlier = { dir: string; file(name: string): string; close(): void };

/** Builds these parts as they were at this commit, with today's dependencies. */
export function buildEarlier(commit: string, parts: readonly string[]): Earlier {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-earlier-'));
  const tar = git('archive', commit, 'src', 'infra', 'package.json');
  if (tar.status !== 0) throw new Error(`${commit} is not in the history: ${tar.stderr}`);
  mustRun(dir, 'tar', ['-x'], tar.stdout);
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  // Made by a build step of its own, which takes longer than all the rest; what it holds is of no matter here.
  const learned = 'src/explain/resemble/learned.json';
  mkdirSync(join(dir, 'src/explain/resemble'), { recursive: true });
  if (existsSync(join(ROOT, learned))) cpSync(join(ROOT, learned), join(dir, learned));
  mustRun(dir, process.execPath, ['infra/build.mjs', ...parts]);
  return {
    dir,
    file: (name) => join(dir, 'dist', `${name}.mjs`),
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function mustRun(cwd: string, program: string, args: readonly string[], input?: Buffer): void {
  const { status, stderr } = spawnSync(program, args, { cwd, input: input ?? '' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${status}\n${stderr}`);
}
