// One test project a purpose: "pure" and "heavy" are what any machine runs (npm test), "field" is every fault of the
// real gateway, "hosts" needs real systemd or containers. Pure files run in parallel. Heavy ones start processes and wait
// for them most of the time: two run beside each other, each in folders and on ports of its own.

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { pureTests } from './house/pure-tests.ts';
import { retried } from './retried.ts';

const root = new URL('..', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
const pure = pureTests(root);
/** Where .ci/run wants the counts as JSON. */
const { TEST_REPORT: report, GITHUB_ACTIONS: onGitHub } = process.env;
/** How many files of the field, and of the hosts, run at once. */
const lanes = Number(process.env.FIELD_LANES ?? 1);
const hostLanes = Number(process.env.HOSTS_LANES ?? 1);
const apart = ['test/field/**', 'test/hosts/**'];

export default defineConfig({
  root,
  define: { __VERSION__: JSON.stringify(version) },
  test: {
    reporters: [
      'default',
      ...(report ? ([['json', { outputFile: report }]] as ['json', { outputFile: string }][]) : []),
      ...(onGitHub ? (['github-actions'] as const) : []),
      retried(),
    ],
    fileParallelism: false,
    // Real processes on a shared machine: in CI a test that fails is run once more, and fails if it fails twice.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          pool: 'threads',
          fileParallelism: true,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'heavy',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...apart, ...pure],
          fileParallelism: true,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'field',
          include: ['test/field/**/*.test.ts'],
          testTimeout: 300_000,
          // A start keeps one processor busy for half of the time that a test takes: two files fit beside each other.
          fileParallelism: lanes > 1,
          maxWorkers: lanes,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          testTimeout: 300_000,
          // Booted hosts have a network and control groups of their own; container engines do not bear a neighbour.
          fileParallelism: hostLanes > 1,
          maxWorkers: hostLanes,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
