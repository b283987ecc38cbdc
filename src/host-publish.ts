/**
 * @module host-publish
 * Door: what makes a bundle and checks it before it may leave the host. A host agent that runs for months starts it as a
 * process of its own for each bundle, and `host.mjs bundle` loads it; what stays in memory carries no scanner.
 */
import { fileURLToPath } from 'node:url';
import { makeBundleWith } from './agent/bundle/make-bundle.ts';
import { serveBundle } from './agent/bundle/serve-bundle.ts';
import { BUILD } from './build.ts';

export { BUILD } from './build.ts';

const makeBundle = makeBundleWith({
  version: BUILD.version,
  // Closed until there is a gate: nothing leaves unsearched.
  gate: async () => ({ passed: false, hits: [], because: { code: 'bundle.gate-missing', params: {} } }),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) serveBundle(BUILD, makeBundle);
