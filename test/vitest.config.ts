// One test project a purpose: "rooms" is what any machine runs (npm test), "field" is every fault of the real
// gateway, "hosts" needs real systemd or containers. Files run one after another: gateways are heavy.

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const apart = ['test/field/**', 'test/hosts/**'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  define: { __VERSION__: JSON.stringify(version) },
  test: {
    fileParallelism: false,
    // Real processes on a shared machine: in CI a test that fails is run once more, and fails if it fails twice.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: ['**/node_modules/**', ...apart] },
      },
      { extends: true, test: { name: 'field', include: ['test/field/**/*.test.ts'], testTimeout: 300_000 } },
      { extends: true, test: { name: 'hosts', include: ['test/hosts/**/*.test.ts'], testTimeout: 300_000 } },
    ],
  },
});
