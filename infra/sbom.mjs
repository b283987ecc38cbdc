// What the bot is made of: npm's own list of the packages that are not for development, as CycloneDX, with their
// digests, from package-lock.json. `npm run sbom` writes dist/bot.cdx.json beside what was built from them.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, 'dist', 'bot.cdx.json');

/** npm as it called us; else the one in PATH. */
const npm = process.env.npm_execpath;
const args = [
  'sbom',
  '--package-lock-only',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--omit',
  'dev',
];
const options = { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 };
const ran = npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, options);
if (ran.status !== 0) {
  console.error(`npm could not list the packages: ${ran.error?.message ?? ran.stderr.trim()}`);
  console.error('Nothing was written. Next: npm ci');
  process.exit(1);
}
const all = JSON.parse(ran.stdout);
const { components } = all;
// npm 11 leaves out with `dev` what a package for development may use too: @opentelemetry/api, for vitest.
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const listed = new Set(components.map(({ purl }) => purl));
for (const name of Object.keys(packages[''].dependencies ?? {})) {
  const { version, license } = packages[`node_modules/${name}`] ?? {};
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  if (version === undefined || listed.has(purl)) continue;
  const licenses = license === undefined ? {} : { licenses: [{ license: { id: license } }] };
  components.push({ 'bom-ref': `${name}@${version}`, type: 'library', name, version, purl, ...licenses });
}
mkdirSync(dirname(out), { recursive: true });
const aside = `${out}.${process.pid}.new`;
writeFileSync(aside, `${JSON.stringify(all, null, 2)}\n`);
renameSync(aside, out);
console.error(`dist/bot.cdx.json  ${components.length} packages`);
