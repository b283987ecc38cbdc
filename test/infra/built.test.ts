/**
 * What is shipped is built once for each state of the sources, and never left as it was after a change: the real
 * infra/build.mjs with a small project around it.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it, onTestFinished } from 'vitest';

const HERE = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['infra/build.mjs', 'infra/built.mjs', 'infra/host-files.mjs', 'package.json'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'built-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const dir of ['infra', 'src']) mkdirSync(join(root, dir));
  for (const file of COPIED) copyFileSync(join(HERE, file), join(root, file));
  symlinkSync(join(HERE, 'node_modules'), join(root, 'node_modules'));
  write('src/node.ts', "import { answer } from './answer.ts';\nconsole.log(answer);\n");
  write('src/answer.ts', "export const answer = 'first';\n");
});

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

/** What is built is put in place as a new file. */
const fileNumber = () => statSync(join(root, 'dist/bot.mjs'), { throwIfNoEntry: false })?.ino;

/** Builds the bot; whether it was made, and what it says when it runs. */
function build(): { made: boolean; status: number | null; says: string } {
  const before = fileNumber();
  const built = spawnSync(process.execPath, ['infra/build.mjs', 'bot'], { cwd: root, encoding: 'utf8' });
  const ran = spawnSync(process.execPath, ['dist/bot.mjs'], { cwd: root, encoding: 'utf8' });
  return { made: fileNumber() !== before, status: built.status, says: ran.stdout.trim() };
}

it('builds a state of the sources once', () => {
  expect(build()).toEqual({ made: true, status: 0, says: 'first' });
  expect(build()).toEqual({ made: false, status: 0, says: 'first' });
});

it('takes away a host agent’s file of an older release, which people would copy along', () => {
  mkdirSync(join(root, 'dist'));
  write('dist/host-explain.mjs', '');
  build();
  expect(statSync(join(root, 'dist/host-explain.mjs'), { throwIfNoEntry: false })).toBeUndefined();
});

it('builds again what changed, even to a file that is as old as before', () => {
  const old = new Date(1_000_000_000_000);
  utimesSync(join(root, 'src/answer.ts'), old, old);
  build();
  write('src/answer.ts', "export const answer = 'other';\n");
  utimesSync(join(root, 'src/answer.ts'), old, old);
  expect(build()).toEqual({ made: true, status: 0, says: 'other' });
  write('src/answer.ts', "export const answer = 'first';\n");
  expect(build()).toEqual({ made: true, status: 0, says: 'first' });
});

it.each([
  ['a new file', () => write('src/more.ts', 'export {};\n')],
  ['a file that went', () => rmSync(join(root, 'src/unused.ts'))],
  ['another version', () => write('package.json', JSON.stringify({ version: '9.9.9' }))],
  [
    'another way to build',
    () => write('infra/build.mjs', `${readFileSync(join(root, 'infra/build.mjs'), 'utf8')}\n`),
  ],
  ['a program that was meddled with', () => write('dist/bot.mjs', 'console.log("meddled");\n')],
  ['a program that is gone', () => rmSync(join(root, 'dist/bot.mjs'))],
  ['a stamp that cannot be read', () => write('dist/.built.json', '{')],
])('builds again after %s', (_, change) => {
  write('src/unused.ts', 'export {};\n');
  build();
  change();
  expect(build()).toEqual({ made: true, status: 0, says: 'first' });
});

it('does not take for built what failed', () => {
  build();
  write('src/answer.ts', 'export const other = 1;\n');
  expect(build()).toMatchObject({ status: 1 });
  expect(build()).toMatchObject({ status: 1 });
});
