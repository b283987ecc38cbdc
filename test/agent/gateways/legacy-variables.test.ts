/** Variables of a former name count where the release that gets them still reads them, and nowhere else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discover } from '../../../src/agent/gateways/discover.ts';
import { inReadersWords, readsFormerVariables } from '../../../src/agent/gateways/legacy-variables.ts';
import { openclawProcesses } from '../../../src/agent/gateways/processes.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, type Place } from '../place.ts';

/** An installation of this release, as npm lays it out. */
function installed(place: Place, version: string): { bin: string; entry: string } {
  const root = 'lib/node_modules/openclaw';
  place.write(`${root}/package.json`, JSON.stringify({ name: 'openclaw', version }));
  place.write(`${root}/openclaw.mjs`, '');
  const entry = place.write(`${root}/dist/index.js`, 'console.log(1); setInterval(() => {}, 1e4)');
  const bin = join(place.dir, 'bin');
  mkdirSync(bin);
  symlinkSync('../lib/node_modules/openclaw/openclaw.mjs', join(bin, 'openclaw'));
  return { bin, entry };
}

it.each([
  ['2026.2.26', true],
  ['2026.3.13', true],
  ['2026.3.13-1', true],
  ['2026.3.22-beta.1', false],
  ['2026.4.14', false],
  ['2026.9.6', false],
  ['unknown', false],
])('%s reads them: %s', (version, reads) => {
  expect(readsFormerVariables(version)).toBe(reads);
});

describe('a shell', () => {
  const words = async (version: string, env: Record<string, string>, is: 'client' | 'gateway' = 'client') => {
    const place = emptyPlace();
    const { bin } = installed(place, version);
    return inReadersWords(realHost(), { PATH: `/nowhere:${bin}`, ...env }, { brand: 'openclaw', is });
  };

  it.each([
    ['2026.3.13', { CLAWDBOT_STATE_DIR: '/old' }, '/old'],
    ['2026.3.13', { CLAWDBOT_STATE_DIR: '/old', OPENCLAW_STATE_DIR: '/new' }, '/new'],
    ['2026.3.13', { CLAWDBOT_STATE_DIR: '/old', OPENCLAW_STATE_DIR: ' ' }, '/old'],
    ['2026.3.13', { MOLTBOT_STATE_DIR: '/old' }, undefined],
    ['2026.4.14', { CLAWDBOT_STATE_DIR: '/old' }, undefined],
  ])('with OpenClaw %s and %j leads to %s', async (version, env, stateDir) => {
    expect((await words(version, env)).OPENCLAW_STATE_DIR).toBe(stateDir);
  });

  it('of an old release has its configuration, port and credentials by them too', async () => {
    const env = { CONFIG_PATH: '/c.json', GATEWAY_PORT: '19967', GATEWAY_TOKEN: 't', GATEWAY_PASSWORD: 'p' };
    const named = (prefix: string) =>
      Object.fromEntries(Object.entries(env).map(([name, value]) => [`${prefix}_${name}`, value]));
    expect(await words('2026.2.26', named('CLAWDBOT'))).toMatchObject(named('OPENCLAW'));
  });

  it('gives clients a credential that the gateway of the same release does not take', async () => {
    const env = { CLAWDBOT_GATEWAY_TOKEN: 't', CLAWDBOT_GATEWAY_PORT: '19967' };
    const gateway = await words('2026.3.13', env, 'gateway');
    expect(gateway).toMatchObject({ OPENCLAW_GATEWAY_PORT: '19967' });
    expect(gateway).not.toHaveProperty('OPENCLAW_GATEWAY_TOKEN');
    expect(await words('2026.3.13', env)).toMatchObject({ OPENCLAW_GATEWAY_TOKEN: 't' });
  });

  it('in which no installation is found keeps its words', async () => {
    const env = { PATH: '/nowhere', CLAWDBOT_STATE_DIR: '/old' };
    expect(await inReadersWords(realHost(), env, { brand: 'openclaw', is: 'client' })).toEqual(env);
  });
});

it.each([
  ['2026.3.13', true],
  ['2026.9.6', false],
])('a service of OpenClaw %s lives where they say: %s', async (version, follows) => {
  const place = emptyPlace();
  const { entry } = installed(place, version);
  const stateDir = join(place.dir, 'kept');
  for (const folder of ['kept', '.openclaw']) place.write(`${folder}/openclaw.json`, '{}');
  place.write(
    '.config/systemd/user/openclaw-gateway.service',
    `[Service]\nExecStart=/usr/bin/node ${entry} gateway\nEnvironment=CLAWDBOT_STATE_DIR=${stateDir} CLAWDBOT_GATEWAY_PORT=19968\n`,
  );
  place.write('.config/systemd/user/default.target.wants/openclaw-gateway.service', '');
  const found = await discover(realHost(), { HOME: place.dir, PATH: '/usr/bin' });
  const its = found.find(({ units }) => units.some(({ path }) => path.startsWith(place.dir)));
  expect(its).toMatchObject(
    follows ? { stateDir, port: 19_968 } : { stateDir: join(place.dir, '.openclaw'), port: 18_789 },
  );
});

it.each([
  ['2026.3.13', '/old'],
  ['2026.9.6', undefined],
])('a process of OpenClaw %s lives in %s', async (version, stateDir) => {
  const place = emptyPlace();
  installed(place, version);
  const child = spawn(process.execPath, ['lib/node_modules/openclaw/dist/index.js', 'gateway'], {
    cwd: place.dir,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { HOME: place.dir, CLAWDBOT_STATE_DIR: '/old' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const all = await openclawProcesses(realHost());
  const own = all.ok ? all.value.find(({ pid }) => pid === child.pid) : undefined;
  expect(own).toMatchObject({ is: 'gateway' });
  expect(own?.env?.OPENCLAW_STATE_DIR).toBe(stateDir);
});
