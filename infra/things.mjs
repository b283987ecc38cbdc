// What `npm run …` can run, as a list of steps each. A step is arguments for Node; `goOn` steps do not stop the
// ones behind them, so that one `npm run check` tells everything that is wrong at once.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HOST_FILES } from './host-files.mjs';

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];

/** The newest change below the given files and folders, in milliseconds; 0 when there are none. */
function newest(paths) {
  return paths.reduce((latest, path) => {
    if (!existsSync(path)) return latest;
    const stat = statSync(path);
    const inside = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
    return Math.max(latest, inside, stat.isDirectory() ? 0 : stat.mtimeMs);
  }, 0);
}

/** What example complaints sound like is learned again only when they changed; the first that needs it waits some seconds. */
const learn = { argv: ['infra/complaints/learn.ts'] };

/** The Node programs are built again only when something they are made from is newer. */
function buildIfOld(root) {
  const programs = ['bot', ...HOST_FILES];
  const made = programs.map((name) => join(root, 'dist', `${name}.mjs`));
  const from = ['src', 'package.json', 'package-lock.json', 'infra/build.mjs'].map((path) =>
    join(root, path),
  );
  const fresh = made.every((file) => existsSync(file) && statSync(file).mtimeMs >= newest(from));
  return fresh ? [] : [learn, { argv: ['infra/build.mjs', ...programs] }];
}

function hasTests(root, folder) {
  const dir = join(root, folder);
  return (
    existsSync(dir) && readdirSync(dir, { recursive: true }).some((name) => String(name).endsWith('.test.ts'))
  );
}

const none = (folder) => `there are no tests in ${folder} yet`;
const test = (project, args) => ({
  title: `${project} tests`,
  argv: [...vitest, '--project', project, ...args],
});

function check({ root }) {
  const workers = 'infra/tsconfig.workers.json';
  const isMissing = (path) => !existsSync(join(root, path));
  return [
    learn,
    { title: 'format and lint', argv: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], goOn: true },
    { title: 'types', argv: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], goOn: true },
    {
      title: 'types on Workers',
      argv: ['node_modules/typescript/bin/tsc', '-p', workers],
      goOn: true,
      ...(isMissing('src/worker.ts') && { skip: 'src/worker.ts does not exist yet' }),
    },
    {
      title: 'house tests',
      argv: [...vitest, '--project', 'rooms', 'test/house'],
      goOn: true,
      ...(!hasTests(root, 'test/house') && { skip: none('test/house') }),
    },
    { title: 'build', argv: ['infra/build.mjs'], goOn: true },
  ];
}
check.sumUp = true;

function runTests({ args }) {
  // Most tests need no build: a part that cannot be built fails the run, but does not hide the rest.
  return [learn, { title: 'build', argv: ['infra/build.mjs'], goOn: true }, test('rooms', args)];
}
runTests.sumUp = true;

const bench = ({ root, args }) => {
  const file = ['infra/bench.ts', 'infra/bench/index.ts', 'test/bench/index.ts'].find((path) =>
    existsSync(join(root, path)),
  );
  if (!file) return [{ title: 'bench', skip: 'there is no bench yet' }];
  return [...buildIfOld(root), { argv: [file, ...args] }];
};

export const things = {
  demo: ({ root, args }) => [...buildIfOld(root), { argv: ['test/gateway/demo.ts', ...args] }],
  test: runTests,
  'test:field': ({ root, args }) =>
    hasTests(root, 'test/field')
      ? [...buildIfOld(root), test('field', args)]
      : [{ title: 'test:field', skip: none('test/field') }],
  'test:hosts': ({ root, args }) =>
    hasTests(root, 'test/hosts')
      ? [...buildIfOld(root), test('hosts', args)]
      : [{ title: 'test:hosts', skip: none('test/hosts') }],
  check,
  bench,
  build: ({ args }) => [learn, { argv: ['infra/build.mjs', ...args] }],
  learn: () => [learn],
  findings: ({ args }) => [{ argv: ['infra/findings.ts', ...args] }],
  manifest: ({ args }) => [{ argv: ['infra/slack/manifest.ts', ...args] }],
  start: ({ root, args }) => [...buildIfOld(root), { argv: ['dist/bot.mjs', 'serve', ...args] }],
};
