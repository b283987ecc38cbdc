// Makes what is shipped: dist/bot.mjs, dist/host.mjs (one small file that needs nothing but Node) and the Worker.
// It also holds the promises about them: the host program stays small and imports nothing but Node itself.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { isBuilt, noteBuilt, stateOfSources } from './built.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const defines = {
  __VERSION__: JSON.stringify(version),
  // `ws` tries two native helpers that are never installed; without the attempt the file has no stray imports.
  'process.env.WS_NO_BUFFER_UTIL': '"1"',
  'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
};
const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;

/** CommonJS dependencies say "events" where Node's own name is "node:events": one spelling, so it can be checked. */
const nodeSpelling = {
  name: 'node-spelling',
  setup(esbuild) {
    const names = new Set(builtinModules);
    esbuild.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      names.has(path)
        ? { path: path.startsWith('node:') ? path : `node:${path}`, external: true }
        : undefined,
    );
  },
};

/** The host program dials and never listens: the part of `ws` that serves stays out. It is CommonJS, so nothing shakes it off. */
const dialsOnly = {
  name: 'dials-only',
  setup(esbuild) {
    const filter = /[\\/]ws[\\/]lib[\\/](?:websocket-server|stream)\.js$/;
    esbuild.onLoad({ filter }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The letters that JSON5 takes for a name, by Node's own tables: those that it brings weigh 15 kB. */
const nodesLetters = {
  name: 'nodes-letters',
  setup(esbuild) {
    const contents = `exports.Space_Separator = /[\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]/;
exports.ID_Start = /\\p{ID_Start}/u;
exports.ID_Continue = /\\p{ID_Continue}/u;`;
    esbuild.onLoad({ filter: /[\\/]json5[\\/]lib[\\/]unicode\.js$/ }, () => ({ contents }));
  },
};

/** Zod can also describe its shapes as JSON Schema, which the host program never asks for: 19 kB. */
const noJsonSchema = {
  name: 'no-json-schema',
  setup(esbuild) {
    esbuild.initialOptions.logOverride = { 'import-is-undefined': 'silent' };
    const filter =
      /[\\/]zod[\\/]v4[\\/]core[\\/](?:to-json-schema|json-schema-(?:processors|generator))\.js$/;
    const contents = `const none = () => undefined;
export { none as createToJSONSchemaMethod, none as createStandardJSONSchemaMethod };
export { none as toJSONSchema, none as JSONSchemaGenerator };`;
    esbuild.onLoad({ filter }, () => ({ contents }));
  },
};

/** `explain` reads free text, which a resident host agent never does: it is a file of its own, loaded when it is asked for. */
const explainApart = {
  name: 'explain-apart',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/host-explain\.ts$/ }, () => ({
      path: './host-explain.mjs',
      external: true,
    }));
  },
};

/** Bundles one program for Node. Written aside and renamed, so that a running one never reads half a file. */
async function program({ name, entry, target, minify, limit, plugins = [], beside = [] }) {
  const out = join(root, 'dist', `${name}.mjs`);
  const aside = `${out}.${process.pid}.new`;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: aside,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target,
    minify,
    // Escaped Chinese and Unicode tables would weigh twice.
    charset: 'utf8',
    define: defines,
    plugins: [nodeSpelling, ...plugins],
    banner: {
      js: '#!/usr/bin/env node\nimport{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const [output] = Object.values(metafile.outputs);
  const strangers = output.imports
    .filter((one) => one.external && !one.path.startsWith('node:') && !beside.includes(one.path))
    .map((one) => one.path);
  if (strangers.length > 0)
    throw new Error(`${name}.mjs would need packages beside it: ${[...new Set(strangers)].join(', ')}`);
  const tooNew = output.imports.filter(
    (one) => one.kind === 'import-statement' && one.path === 'node:sqlite',
  );
  if (target === 'node20' && tooNew.length > 0)
    throw new Error(
      `${name}.mjs must start on Node 20, which has no node:sqlite: import it where it is used`,
    );
  if (limit && output.bytes > limit)
    throw new Error(`${name}.mjs is ${kib(output.bytes)}, over its limit of ${kib(limit)}`);
  renameSync(aside, out);
  console.error(`dist/${name}.mjs  ${kib(output.bytes)}, ${kib(gzipSync(readFileSync(out)).length)} gzipped`);
}

/** The Worker as Cloudflare would get it, made by wrangler without an account, an upload or a look at the network. */
function worker() {
  const outdir = join(root, 'dist', 'worker');
  const config = ['wrangler.toml', 'infra/cloudflare/wrangler.toml'].find((path) =>
    existsSync(join(root, path)),
  );
  if (!config) throw new Error('src/worker.ts exists but there is no wrangler.toml');
  const argv = ['deploy', '--dry-run', '--outdir', outdir, '--config', config, '--minify'];
  const ran = spawnSync(
    process.execPath,
    [
      'node_modules/wrangler/wrangler-dist/cli.js',
      ...argv,
      '--define',
      `__VERSION__:${JSON.stringify(version)}`,
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_SEND_ERROR_REPORTS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_LOG_PATH: join(root, '.wrangler', 'logs'),
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        CI: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  if (ran.status !== 0) throw new Error(`wrangler could not build the Worker:\n${ran.stdout}${ran.stderr}`);
  const file = join(outdir, 'worker.js');
  if (!existsSync(file)) throw new Error(`wrangler said it built the Worker but ${file} is missing`);
  const zipped = gzipSync(readFileSync(file)).length;
  console.error(`dist/worker/worker.js  ${kib(statSync(file).size)}, ${kib(zipped)} gzipped`);
  // Cloudflare takes 3 MB with a free plan; more than half of it is what was learned from example complaints.
  if (zipped > 1024 * 1024) throw new Error(`the Worker is ${kib(zipped)} gzipped, over its limit of 1 MiB`);
}

const parts = {
  bot: {
    entry: 'src/node.ts',
    out: 'dist/bot.mjs',
    make: (entry) => program({ name: 'bot', entry, target: 'node22', minify: false }),
  },
  host: {
    entry: 'src/host.ts',
    out: 'dist/host.mjs',
    make: (entry) =>
      program({
        name: 'host',
        entry,
        target: 'node20',
        minify: true,
        limit: 900_000,
        plugins: [dialsOnly, nodesLetters, noJsonSchema, explainApart],
        beside: ['./host-explain.mjs'],
      }),
  },
  'host-explain': {
    entry: 'src/host-explain.ts',
    out: 'dist/host-explain.mjs',
    make: (entry) =>
      program({
        name: 'host-explain',
        entry,
        target: 'node20',
        minify: true,
        plugins: [nodesLetters, noJsonSchema],
      }),
  },
  worker: { entry: 'src/worker.ts', out: 'dist/worker/worker.js', make: worker },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
mkdirSync(join(root, 'dist'), { recursive: true });
// Read before the first part is made: what changes meanwhile is built again next time.
const state = stateOfSources(root);
const unchanged = [];
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const { entry, out, make } = parts[name];
  if (isBuilt(root, name, state)) {
    unchanged.push(out);
    continue;
  }
  try {
    await make(entry);
    noteBuilt(root, name, state, out);
  } catch (error) {
    console.error(`Building ${name} failed: ${error.message}`);
    process.exitCode = 1;
  }
}
// Who asks for some parts wants to run them; who asks for all wants to know.
if (unchanged.length > 0 && asked.length === 0)
  console.error(`Built from these sources before: ${unchanged.join(', ')}`);
