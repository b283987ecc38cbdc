// Makes what is shipped: dist/bot.mjs, the host agent's files (which need nothing but Node) and the Worker.
// It also holds the promises about them: what stays in memory on a host is small, and nothing is imported but Node itself.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { isBuilt, noteBuilt, stateOfSources } from './built.mjs';
import { HOST_FILES, RESIDENT_FILES } from './host-files.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// Read before the first part is made: what changes meanwhile is built again next time.
const state = stateOfSources(root);
const defines = {
  __VERSION__: JSON.stringify(version),
  // Equal for files that were made from the same sources: the host agent's files work together only then.
  __BUILD__: JSON.stringify(state.slice(0, 16)),
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
      names.has(path) && !path.startsWith('node:') ? { path: `node:${path}`, external: true } : undefined,
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

/** Frames to and from the bot are never compressed; without the code for it Node's zlib is not loaded either. */
const noDeflate = {
  name: 'no-deflate',
  setup(esbuild) {
    const contents = "exports.extensionName = 'permessage-deflate';";
    esbuild.onLoad({ filter: /[\\/]ws[\\/]lib[\\/]permessage-deflate\.js$/ }, () => ({ contents }));
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

/** The host agent's other files stay files of their own, beside the one that loads them. */
const filesApart = {
  name: 'files-apart',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\/host-[a-z]+\.ts$/ }, ({ path }) => {
      const name = path.slice(2, -3);
      return HOST_FILES.includes(name) ? { path: `./${name}.mjs`, external: true } : undefined;
    });
  },
};

/**
 * Node's own modules are required, not imported: an import that this Node lacks (`node:sqlite`) fails before the first
 * line of ours could say so, and for one Node reads every export: what `node:http` then loads (a WebSocket, an
 * EventSource) takes 9 MB that no host agent uses.
 */
const nodeRequired = {
  name: 'node-required',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'node-required' } : { path, external: true },
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'node-required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Runs before anything that an older Node lacks: it says which one is needed instead of a stack trace. */
const oldNode = (name, fits, needs) =>
  `if(!(${fits})){process.stderr.write("${name}.mjs needs Node ${needs} or newer (https://nodejs.org), and this is "+process.version+". Nothing was done.\\n");process.exit(2)}`;

/** Bundles one program for Node. Written aside and renamed, so that a running one never reads half a file. */
async function program({ name, entry, minify, fits, needs, plugins = [], beside = [] }) {
  const out = join(root, 'dist', `${name}.mjs`);
  const aside = `${out}.${process.pid}.new`;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: aside,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // What an older Node cannot parse it cannot refuse either.
    target: 'node18',
    minify,
    // Escaped Chinese and Unicode tables would weigh twice.
    charset: 'utf8',
    define: defines,
    plugins: [nodeSpelling, nodeRequired, ...plugins],
    banner: {
      js: `#!/usr/bin/env node\nimport{createRequire,isBuiltin}from"node:module";${oldNode(name, fits, needs)}const require=createRequire(import.meta.url);`,
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
  const tooNew = output.imports.filter((one) => one.kind !== 'dynamic-import' && one.path === 'node:sqlite');
  if (needs === '20' && tooNew.length > 0)
    throw new Error(
      `${name}.mjs must start on Node 20, which has no node:sqlite: import it where it is used`,
    );
  renameSync(aside, out);
  console.error(`dist/${name}.mjs  ${kib(output.bytes)}, ${kib(gzipSync(readFileSync(out)).length)} gzipped`);
  return packagesOf(output);
}

/** The folders of the packages of which at least one byte is in the output. */
function packagesOf({ inputs }) {
  const folders = Object.entries(inputs).map(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] : undefined,
  );
  return [...new Set(folders.filter((one) => one !== undefined))].sort();
}

/** What Cloudflare would be sent, gzipped, in bytes. */
const WORKER_LIMIT = 1_350 * 1024;

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
  // Cloudflare takes 3 MB with a free plan; half of it is what was learned from example complaints, a tenth AWS's client.
  if (zipped > WORKER_LIMIT)
    throw new Error(`the Worker is ${kib(zipped)} gzipped, over its limit of ${kib(WORKER_LIMIT)}`);
}

/** What a host keeps in memory, in bytes of all these files; the others are loaded for one command or one look. */
const RESIDENT_LIMIT = 450_000;

/** One file of the host agent. */
const hostFile = (name) => ({
  entry: `src/${name}.ts`,
  out: `dist/${name}.mjs`,
  make: (entry) =>
    program({
      name,
      entry,
      minify: true,
      fits: 'parseInt(process.versions.node)>=20',
      needs: '20',
      plugins: [dialsOnly, noDeflate, nodesLetters, noJsonSchema, filesApart],
      beside: HOST_FILES.map((other) => `./${other}.mjs`),
    }),
});

function holdResidentSmall() {
  const files = RESIDENT_FILES.map((name) => join(root, 'dist', `${name}.mjs`));
  if (!files.every(existsSync)) return;
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  console.error(
    `what a host keeps in memory: ${Math.round(bytes / 1000)} kB of at most ${RESIDENT_LIMIT / 1000}`,
  );
  if (bytes > RESIDENT_LIMIT)
    throw new Error(`${RESIDENT_FILES.join(' and ')} together are ${bytes} bytes, over ${RESIDENT_LIMIT}`);
}

const parts = {
  bot: {
    entry: 'src/node.ts',
    out: 'dist/bot.mjs',
    make: (entry) =>
      program({ name: 'bot', entry, minify: false, fits: 'isBuiltin("node:sqlite")', needs: '22.13' }),
  },
  ...Object.fromEntries(HOST_FILES.map((name) => [name, hostFile(name)])),
  worker: { entry: 'src/worker.ts', out: 'dist/worker/worker.js', make: worker },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
mkdirSync(join(root, 'dist'), { recursive: true });
// People copy dist/host*.mjs: a file of an older release must not be among them.
for (const file of readdirSync(join(root, 'dist')))
  if (/^host.*\.mjs$/.test(file) && !HOST_FILES.includes(file.slice(0, -'.mjs'.length)))
    rmSync(join(root, 'dist', file));
const unchanged = [];
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const { entry, out, make } = parts[name];
  if (isBuilt(root, name, state)) {
    unchanged.push(out);
    continue;
  }
  try {
    noteBuilt(root, name, state, out, await make(entry));
  } catch (error) {
    console.error(`Building ${name} failed: ${error.message}`);
    process.exitCode = 1;
  }
}
// Who asks for some parts wants to run them; who asks for all wants to know.
if (unchanged.length > 0 && asked.length === 0)
  console.error(`Built from these sources before: ${unchanged.join(', ')}`);
try {
  holdResidentSmall();
} catch (error) {
  console.error(`Building host failed: ${error.message}`);
  process.exitCode = 1;
}
