// What `npm run …` can run, as a list of steps each. A step is arguments for Node; `goOn` steps do not stop the
// ones behind them, so that one `npm run check` tells everything that is wrong at once.
import { HOST_FILES } from './host-files.mjs';

/** What example complaints sound like is learned again only when they changed; the first that needs it waits some seconds. */
const learn = { argv: ['infra/complaints/learn.ts'] };

/** Parts that were made from the same sources are not made again, so that every command may ask for what it needs. */
const build = (...parts) => ({ argv: ['infra/build.mjs', ...parts] });
const programs = build('bot', ...HOST_FILES);

/**
 * The tests of the named projects of test/vitest.config.ts; `args` are vitest's own: a path, -t, --reporter …, and
 * --project for others than these.
 */
const vitest = (projects, args) => ({
  title: 'tests',
  argv: [
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'],
    ...(args.some((arg) => /^--project\b/.test(arg))
      ? []
      : projects.map((project) => `--project=${project}`)),
    ...args,
  ],
});
const quick = ['pure', 'heavy'];

const tsc = (project) => ['node_modules/typescript/bin/tsc', '-p', project];

/** Parts of the figures that have a command of their own: each prints what it measured, and writes no bench.json. */
export const BENCH_PARTS = [
  'approval-flips',
  'canaries',
  'complaints',
  'hostile',
  'hub-load',
  'hub-load-workerd',
  'publish',
  'recovery-kills',
  'ssm',
  'tickets',
  'workers-cost',
];

function bench({ args: [first, ...more] }) {
  const part = BENCH_PARTS.includes(first) ? first : 'index';
  const rest = part === 'index' && first !== undefined ? [first, ...more] : more;
  const argv = ['--import', './test/bench/on-signal.ts', `test/bench/${part}.ts`, ...rest];
  return [learn, programs, { argv }];
}

const check = () => [
  learn,
  { title: 'format and lint', argv: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], goOn: true },
  { title: 'types', argv: tsc('tsconfig.json'), goOn: true },
  { title: 'types on Workers', argv: tsc('infra/tsconfig.workers.json'), goOn: true },
  { ...vitest(quick, ['test/house']), title: 'house tests', goOn: true },
  { ...build(), title: 'build', goOn: true },
];
check.sumUp = true;

// Most tests need no build: a part that cannot be built fails the run, but does not hide the rest.
const test = ({ args }) => [learn, { ...build(), title: 'build', goOn: true }, vitest(quick, args)];
test.sumUp = true;

export const commands = {
  demo: ({ args }) => [learn, programs, { argv: ['test/gateway/demo.ts', ...args] }],
  test,
  'test:field': ({ args }) => [learn, programs, vitest(['field'], args)],
  'test:hosts': ({ args }) => [learn, programs, vitest(['hosts'], args)],
  check,
  bench,
  build: ({ args }) => [learn, build(...args)],
  learn: () => [learn],
  findings: ({ args }) => [{ argv: ['infra/findings.ts', ...args] }],
  manifest: ({ args }) => [{ argv: ['infra/slack/manifest.ts', ...args] }],
  deploy: ({ args }) => [learn, { argv: ['infra/cloudflare/deploy.ts', ...args] }],
  sbom: ({ args }) => [{ argv: ['infra/sbom.mjs', ...args] }],
  start: ({ args }) => [learn, programs, { argv: ['dist/bot.mjs', 'serve', ...args] }],
};
