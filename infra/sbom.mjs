// What the shipped programs are made of: the packages of which the builder put at least one byte into them, as CycloneDX,
// with the digests of package-lock.json. Not what is declared: half of that is types, and a bundler also finds what nobody
// declared. `npm run sbom` writes dist/bot.cdx.json and dist/host.cdx.json beside what was built; `-- bot` one of them.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesIn, stateOfSources } from './built.mjs';
import { HOST_FILES } from './host-files.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const {
  name: product,
  version,
  license,
  description,
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const state = stateOfSources(root);
const FOLDER = 'node_modules/';

const nameOf = (folder) => folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length);
const refOf = (folder) => `${nameOf(folder)}@${locked[folder].version}`;
const licenses = (of) => (of === undefined ? {} : { licenses: [{ license: { id: of } }] });

function component(folder) {
  const { version: at, license: of, integrity = '' } = locked[folder];
  const [, sha512] = /sha512-(\S+)/.exec(integrity) ?? [];
  const hash = sha512 && { alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') };
  return {
    ...{ 'bom-ref': refOf(folder), type: 'library', name: nameOf(folder), version: at },
    purl: `pkg:npm/${nameOf(folder).replace('@', '%40')}@${at}`,
    ...(hash ? { hashes: [hash] } : {}),
    ...licenses(of),
  };
}

/** Where Node finds `name` from `folder`: in it, else in one above. */
function found(folder, name) {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${FOLDER}`)))) {
    const there = `${at === '' ? '' : `${at}/`}${FOLDER}${name}`;
    if (locked[there] || at === '') return there;
  }
}

function needs(folder, inside) {
  const { dependencies, optionalDependencies, peerDependencies } = locked[folder];
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    .map((name) => found(folder, name))
    .filter((one) => inside.has(one));
}

function listOf(parts) {
  const each = parts.map((part) => packagesIn(root, part, state));
  if (each.includes(null)) return null;
  // A package that lies in two folders at one version is one package.
  const byRef = new Map(each.flat().map((folder) => [refOf(folder), folder]));
  const inside = new Set([...byRef.values()].sort());
  const whole = `${product}@${version}`;
  const itself = { 'bom-ref': whole, type: 'application', name: product, version, description };
  return {
    ...{ $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX' },
    ...{ specVersion: '1.5', version: 1 },
    metadata: { lifecycles: [{ phase: 'build' }], component: { ...itself, ...licenses(license) } },
    components: [...inside].map(component),
    dependencies: [
      { ref: whole, dependsOn: needs('', inside).map(refOf) },
      ...[...inside].map((one) => ({ ref: refOf(one), dependsOn: needs(one, inside).map(refOf) })),
    ],
  };
}

const PROGRAMS = { bot: ['bot'], host: HOST_FILES };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PROGRAMS, name));
if (unknown.length > 0) {
  console.error(
    `There is no program "${unknown.join('", "')}". There are: ${Object.keys(PROGRAMS).join(', ')}`,
  );
  process.exit(2);
}
mkdirSync(join(root, 'dist'), { recursive: true });
for (const program of asked.length > 0 ? asked : Object.keys(PROGRAMS)) {
  const list = listOf(PROGRAMS[program]);
  const out = join(root, 'dist', `${program}.cdx.json`);
  if (list === null) {
    console.error(`${program}: it is not built from these sources, so what is in it is not known.`);
    console.error(`dist/${program}.cdx.json was not written. Next: npm run build, then npm run sbom`);
    process.exitCode = 1;
    continue;
  }
  const aside = `${out}.${process.pid}.new`;
  writeFileSync(aside, `${JSON.stringify(list, null, 2)}\n`);
  renameSync(aside, out);
  console.error(`dist/${program}.cdx.json  ${list.components.length} packages`);
}
