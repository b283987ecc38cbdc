/** The installed package, found by the command without running it. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { versions } from '../../../src/agent/probes/versions.ts';
import { contextOf, emptyPlace, type Place, processLike, said } from '../place.ts';

function installed(place: Place, version = '2026.9.6'): string {
  place.write('lib/openclaw/package.json', JSON.stringify({ name: 'openclaw', version }));
  place.write('lib/openclaw/dist/package.json', '{"type":"module"}');
  return place.write('lib/openclaw/dist/openclaw.mjs', '');
}

it('by the link that npm makes on the search path', async () => {
  const place = emptyPlace();
  const entry = installed(place);
  place.write('bin/other', '');
  symlinkSync(entry, join(place.dir, 'bin', 'openclaw'));
  place.env.PATH = `/nowhere:${place.dir}/bin`;
  expect(said(await versions.look(await contextOf(place)))).toEqual({
    'gateway.version.installed': '2026.9.6',
    'clients.version': '2026.9.6',
  });
});

it('by the path that was named', async () => {
  const place = emptyPlace();
  const openclaw = installed(place, '2026.2.1');
  expect(said(await versions.look(await contextOf(place, { openclaw })))).toMatchObject({
    'gateway.version.installed': '2026.2.1',
  });
});

it('a program of that name from another package is not it', async () => {
  const place = emptyPlace();
  place.write('lib/package.json', JSON.stringify({ name: 'somebody-else', version: '1.0.0' }));
  const openclaw = place.write('lib/openclaw.mjs', '');
  expect(await versions.look(await contextOf(place, { openclaw }))).toMatchObject({
    look: 'unavailable',
    facts: [],
  });
});

it("another one on the path of the shell than on the gateway's", async () => {
  const place = emptyPlace();
  for (const version of ['2026.8.2', '2026.9.6']) {
    place.write(`${version}/package.json`, JSON.stringify({ name: 'openclaw', version }));
    const entry = place.write(`${version}/openclaw.mjs`, '');
    place.write(`bin-${version}/other`, '');
    symlinkSync(entry, join(place.dir, `bin-${version}`, 'openclaw'));
  }
  await processLike(place, { env: { PATH: `${place.dir}/bin-2026.9.6` } });
  place.env.PATH = `${place.dir}/bin-2026.8.2`;
  expect(said(await versions.look(await contextOf(place)))).toEqual({
    'gateway.version.installed': '2026.9.6',
    'clients.version': '2026.8.2',
  });
});

it('not installed', async () => {
  const place = emptyPlace();
  const sight = await versions.look(await contextOf(place, { openclaw: join(place.dir, 'openclaw') }));
  expect(sight).toMatchObject({ look: 'unavailable', why: expect.stringContaining('--openclaw PATH') });
});

it('with its build, where the package is stamped', async () => {
  const place = emptyPlace();
  const openclaw = installed(place);
  place.write('lib/openclaw/dist/build-info.json', '{"version":"2026.9.6","buildId":"2026.9.6-release-1"}');
  expect(said(await versions.look(await contextOf(place, { openclaw })))).toMatchObject({
    'gateway.build.installed': '2026.9.6-release-1',
  });
});

it('not whole: a file of its own list is gone, in the folder itself', async () => {
  const place = emptyPlace();
  const openclaw = installed(place);
  const list = ['dist/openclaw.mjs', 'dist/server-start-BG4nMCFD.mjs', 'dist/extensions/a/index.js'];
  place.write('lib/openclaw/dist/postinstall-inventory.json', JSON.stringify(list));
  const look = async () => said(await versions.look(await contextOf(place, { openclaw })));
  expect(await look()).toMatchObject({ 'gateway.package.lacks': ['dist/server-start-BG4nMCFD.mjs'] });
  place.write('lib/openclaw/dist/server-start-BG4nMCFD.mjs', '');
  expect(await look()).not.toHaveProperty('gateway.package.lacks');
});

/** A Node.js in a folder of its own, with the header that tells its version. */
function node(place: Place, version: string): string {
  const [major, minor, patch] = version.split('.');
  place.write(`node-${version}/bin/node`, '');
  place.write(
    `node-${version}/include/node/node_version.h`,
    `#define NODE_MAJOR_VERSION ${major}\n#define NODE_MINOR_VERSION ${minor}\n#define NODE_PATCH_VERSION ${patch}\n`,
  );
  return join(place.dir, `node-${version}/bin`);
}

it.each<[string, string[], object]>([
  ['none that fits', ['20.20.2', '24.10.0'], { 'clients.node': '20.20.2', 'clients.node-supported': false }],
  ['one behind that fits', ['20.20.2', '24.18.0'], { 'clients.node-supported': true }],
  ['one that fits', ['26.2.0'], { 'clients.node-supported': true }],
])('the path of a shell has %s', async (_what, found, wanted) => {
  const place = emptyPlace();
  const engines = { node: '>=24.16.0 <25 || >=26.1.0' };
  place.write(
    'lib/openclaw/package.json',
    JSON.stringify({ name: 'openclaw', version: '2026.9.6', engines }),
  );
  const entry = place.write('lib/openclaw/openclaw.mjs', '');
  place.write('bin/other', '');
  symlinkSync(entry, join(place.dir, 'bin', 'openclaw'));
  place.env.PATH = [join(place.dir, 'bin'), ...found.map((version) => node(place, version))].join(':');
  expect(said(await versions.look(await contextOf(place)))).toMatchObject(wanted);
  // A version manager may bring in another one: nobody can say then.
  place.write('.nvm/alias/default', '26');
  place.env.HOME = place.dir;
  expect(said(await versions.look(await contextOf(place)))).not.toHaveProperty('clients.node-supported');
});
