/** Which gateways a host has, which processes are theirs, and who only lives next door. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover, MOST_GATEWAYS, placeOf, type Target } from '../../../src/agent/gateways/discover.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, gatewayLike, type Place, processLike, targetOf } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

const pids = (target: Target): number[] =>
  target.processes.ok ? target.processes.value.map(({ pid }) => pid) : [];
const rivals = ({ rivals }: Target) => ({
  port: rivals.samePort.map(({ pid }) => pid),
  state: rivals.sameState.map(({ pid }) => pid),
});
const none = { port: [], state: [] };
/** As `emptyPlace`, but nobody names the configuration. */
const unnamed = ({ dir }: Place) => ({ HOME: dir, PATH: '/usr/bin' });

describe('where a gateway keeps its files', () => {
  it.each([
    [{ HOME: '/h' }, '/h/.openclaw', '/h/.openclaw/openclaw.json'],
    [{ HOME: '/h', OPENCLAW_PROFILE: 'work' }, '/h/.openclaw-work', '/h/.openclaw-work/openclaw.json'],
    [{ HOME: '/h', OPENCLAW_PROFILE: 'default' }, '/h/.openclaw', '/h/.openclaw/openclaw.json'],
    [{ HOME: '/h', OPENCLAW_HOME: '/o' }, '/o/.openclaw', '/o/.openclaw/openclaw.json'],
    [{ HOME: '/h', OPENCLAW_STATE_DIR: '~/s' }, '/h/s', '/h/s/openclaw.json'],
    [{ HOME: '/h', OPENCLAW_CONFIG_PATH: '/c.json' }, '/h/.openclaw', '/c.json'],
  ])('%j: %s', (env, stateDir, configPath) => {
    expect(placeOf(env)).toEqual({ stateDir, configPath });
  });
});

describe('a host', () => {
  it('whose environment names a configuration has that gateway, whatever else lies about', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_950 } });
    place.write('.openclaw-work/openclaw.json', '{}');
    const found = await discover(realHost(), place.env);
    expect(found).toMatchObject([
      { name: 'default', subject: 'gateway:default', port: 19_950, portSource: 'config' },
    ]);
  });

  it('whose environment names a state directory reads the former file name in it, too', async () => {
    const place = emptyPlace();
    const configPath = place.write('state/clawdbot.json', '{ "gateway": { "port": 19951 } }');
    const env = { ...unnamed(place), OPENCLAW_STATE_DIR: place.stateDir };
    const before = { name: 'default', stateDir: place.stateDir, configPath, port: 19_951 };
    expect(await discover(realHost(), env)).toMatchObject([before]);
    const today = place.write('state/openclaw.json', '{ "gateway": { "port": 19952 } }');
    expect(await discover(realHost(), env)).toMatchObject([{ configPath: today, port: 19_952 }]);
  });

  it('has one gateway a profile; what a former name left behind is none beside today’s', async () => {
    const place = emptyPlace();
    for (const folder of ['.openclaw', '.openclaw-work']) place.write(`${folder}/openclaw.json`, '{}');
    place.write('.clawdbot/clawdbot.json', '{ "gateway": { "port": 19951 } }');
    place.write('.openclaw-empty/notes.txt', 'no configuration here');
    const found = await discover(realHost(), unnamed(place));
    const own = found.filter(({ stateDir }) => stateDir.startsWith(place.dir));
    expect(own.map(({ name, port }) => [name, port])).toEqual([
      ['default', 18_789],
      ['work', 18_789],
    ]);
  });

  it('leaves out a folder that nothing uses beside a gateway that runs, unless it is asked for', async () => {
    const place = emptyPlace();
    for (const folder of ['.openclaw', '.openclaw-work', '.openclaw-backup'])
      place.write(`${folder}/openclaw.json`, '{}');
    const unit = '.config/systemd/user/openclaw-gateway-work.service';
    place.write(unit, '[Service]\nExecStart=/usr/bin/openclaw --profile work gateway\n');
    const names = async (asked?: string) =>
      (await discover(realHost(), unnamed(place), asked))
        .filter(({ stateDir }) => stateDir.startsWith(place.dir))
        .map(({ name }) => name)
        .sort();
    expect(await names()).toEqual(['backup', 'default', 'work']);
    const gone = { OPENCLAW_CONFIG_PATH: '', OPENCLAW_STATE_DIR: '' };
    await processLike(place, { env: gone, stateDir: join(place.dir, '.openclaw') });
    expect(await names()).toEqual(['default']);
    expect(await names('backup')).toEqual(['backup', 'default']);
    place.write('.config/systemd/user/default.target.wants/openclaw-gateway-work.service', '');
    expect(await names()).toEqual(['default', 'work']);
  });

  it.each([
    ['.clawdbot/clawdbot.json', 'clawdbot'],
    ['.clawdbot/openclaw.json', 'clawdbot'],
    ['.moltbot/moltbot.json', 'moltbot'],
    ['.openclaw/clawdbot.json', 'default'],
  ])('whose only configuration is ~/%s has that gateway', async (file, name) => {
    const place = emptyPlace();
    const path = place.write(file, '{ "gateway": { "port": 19951 } }');
    const found = await discover(realHost(), unnamed(place));
    expect(found.find((target) => target.configPath === path)).toMatchObject({
      name,
      stateDir: dirname(path),
      port: 19_951,
    });
  });

  it.each(['clawdbot', 'moltbot'])('shows a service of %s by the variables of that name', async (brand) => {
    const place = emptyPlace();
    const stateDir = join(place.dir, 'kept');
    const prefix = brand.toUpperCase();
    place.write(
      `.config/systemd/user/${brand}-gateway.service`,
      `[Service]\nExecStart=/usr/bin/node /opt/lib/node_modules/${brand}/dist/entry.js gateway --port 19966\n` +
        `Environment=${prefix}_STATE_DIR=${stateDir} OPENCLAW_STATE_DIR=/nowhere\n`,
    );
    place.write(`.config/systemd/user/default.target.wants/${brand}-gateway.service`, '');
    const found = await discover(realHost(), unnamed(place));
    expect(found.find((target) => target.stateDir === stateDir)).toMatchObject({
      configPath: join(stateDir, 'openclaw.json'),
      units: [{ name: `${brand}-gateway.service` }],
    });
  });

  it('shows a gateway that runs on a state directory of its own', async () => {
    const place = emptyPlace();
    const stateDir = join(place.dir, 'elsewhere', 'state');
    mkdirSync(stateDir, { recursive: true });
    const pid = await processLike(place, { stateDir, port: 19_952 });
    const found = await discover(realHost(), unnamed(place));
    const own = found.find((target) => target.stateDir === stateDir);
    expect(own).toMatchObject({ name: 'elsewhere', port: 19_952 });
    expect(own && pids(own)).toEqual([pid]);
  });
});

describe('a process', () => {
  it('belongs to the gateway whose state directory it uses, through links too', async () => {
    const place = emptyPlace();
    place.configure({});
    const link = join(place.dir, 'link');
    symlinkSync(place.stateDir, link);
    const pid = await processLike(place, { stateDir: link });
    const target = await targetOf(place.env);
    expect(pids(target)).toEqual([pid]);
    expect(rivals(target)).toEqual(none);
  });

  it('is not the one that only started it and waits, though that is called alike', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_957 } });
    const pid = await processLike(place, { within: 'timeout', listen: true, port: 19_957 });
    const target = await targetOf(place.env);
    expect(pids(target)).toEqual([pid]);
    expect(rivals(target)).toEqual(none);
  });

  it('on another state directory and port is a neighbour', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_953 } });
    await processLike(place, { stateDir: join(place.dir, 'rescue'), port: 19_954 });
    const target = await targetOf(place.env);
    expect(pids(target)).toEqual([]);
    expect(rivals(target)).toEqual(none);
  });

  it('that wants the same port is a rival, and so is a second one on the same state', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_955 } });
    const main = await processLike(place, { port: 19_955 });
    const onPort = await processLike(place, { stateDir: join(place.dir, 'other'), port: 19_955 });
    const onState = await processLike(place, { lock: false, listen: true, port: 19_956 });
    const target = await targetOf(place.env);
    expect(pids(target)).toEqual([main]);
    expect(rivals(target)).toEqual({ port: [onPort], state: [onState] });
  });

  it('that shares the configuration but was told another port is no rival', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_957 } });
    await processLike(place, { stateDir: join(place.dir, 'other'), port: 19_958 });
    expect(rivals(await targetOf(place.env))).toEqual(none);
  });

  it('with a port of its own by flag is looked for there; clients of the host still try the configured one', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_959 } });
    await processLike(place, { port: 19_960 });
    expect(await targetOf(place.env)).toMatchObject({ port: 19_960, portSource: 'flag', clientPort: 19_959 });
  });

  it('of another user is neither ours nor a rival', async () => {
    const host = scriptedHost({
      files: {
        '/proc/stat': 'btime 1700000000\n',
        '/proc/7/comm': 'openclaw-gatewa\n',
        '/proc/7/cmdline': 'openclaw-gateway\0',
        '/proc/7/stat': `7 (openclaw-gatewa) S 1 ${'0 '.repeat(17)}500 0`,
        '/proc/7/environ': null,
        '/proc/7/fd': null,
        '/h/.openclaw/openclaw.json': '{}',
      },
    });
    const target = await targetOf({ HOME: '/h', OPENCLAW_PROFILE: 'default' }, host);
    expect(target.processes).toEqual({ ok: true, value: [] });
    expect(rivals(target)).toEqual(none);
  });

  it('in a container is a gateway of its own, and its files are seen as it sees them', async () => {
    const inside = '/proc/7/root/root/.openclaw';
    const host = scriptedHost({
      files: {
        '/proc/stat': 'btime 1700000000\n',
        '/proc/7/comm': 'openclaw-gatewa\n',
        '/proc/7/cmdline': 'openclaw-gateway\0',
        '/proc/7/stat': `7 (openclaw-gatewa) S 1 ${'0 '.repeat(17)}500 0`,
        '/proc/7/environ': 'HOME=/root\0PATH=/usr/bin\0',
        [`${inside}/openclaw.json`]: '{ gateway: { port: 19961 } }',
        [`${inside}/tmp/openclaw-0/gateway.state.lock`]: JSON.stringify({
          pid: 1,
          configPath: '/root/.openclaw/openclaw.json',
          stateDir: '/root/.openclaw',
          port: 19_961,
        }),
        '/root/.openclaw/openclaw.json': '{ gateway: { port: 19962 } }',
      },
      links: {
        '/proc/self/ns/mnt': 'mnt:[1]',
        '/proc/7/ns/mnt': 'mnt:[2]',
        '/proc/7/fd/20': '/root/.openclaw/tmp/openclaw-0/gateway.state.lock',
      },
    });
    const found = await discover(host, { HOME: '/root' });
    expect(found.map((target) => [target.port, target.root, pids(target)])).toEqual([
      [19_962, '', []],
      [19_961, '/proc/7/root', [7]],
    ]);
  });
});

describe('the environment', () => {
  it('names the port before the configuration does', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_963 } });
    const target = await targetOf({ ...place.env, OPENCLAW_GATEWAY_PORT: '19964' });
    expect(target).toMatchObject({ port: 19_964, portSource: 'env' });
  });

  it('of a service that is installed tells of a gateway that does not run', async () => {
    const place = emptyPlace();
    const stateDir = join(place.dir, 'work-state');
    mkdirSync(stateDir);
    place.write(
      '.config/systemd/user/openclaw-gateway-work.service',
      `[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway\nEnvironment=OPENCLAW_STATE_DIR=${stateDir}\n`,
    );
    const find = async () =>
      (await discover(realHost(), unnamed(place))).find((target) => target.stateDir === stateDir);
    // Switched off and without a configuration it is a left-over.
    expect(await find()).toBeUndefined();
    place.write('.config/systemd/user/default.target.wants/openclaw-gateway-work.service', '');
    expect(await find()).toMatchObject({
      units: [{ name: 'openclaw-gateway-work.service', manager: 'systemd-user' }],
    });
  });
});

it('a gateway whose process cannot be seen is still listed with its port', async () => {
  const { port } = await gatewayLike();
  const host = scriptedHost({
    files: { '/h/.openclaw/openclaw.json': JSON.stringify({ gateway: { port } }) },
  });
  const target = await targetOf({ HOME: '/h' }, host);
  expect(target).toMatchObject({ port, processes: { ok: false, look: 'unavailable' } });
});

it.each([
  ['the same configuration', 'openclaw.json', true],
  ['its own', 'another.json', false],
])('a gateway on another state, with %s, is seen from here', async (_, file, sameConfig) => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 19_960 } });
  const stateDir = join(place.dir, 'another');
  await processLike({ ...place, configPath: join(place.dir, file) }, { stateDir });
  const { elsewhere } = await targetOf(place.env);
  expect(elsewhere.filter((one) => one.stateDir === stateDir)).toEqual([{ stateDir, sameConfig }]);
});

it('of a hundred profiles so many are looked at, and each one that is asked for', async () => {
  const place = emptyPlace();
  place.write('.openclaw/openclaw.json', '{}');
  for (let n = 100; n < 200; n++) place.write(`.openclaw-p${n}/openclaw.json`, '{}');
  const env = { HOME: place.dir, PATH: '/usr/bin:/bin' };
  expect(await discover(realHost(), env)).toHaveLength(MOST_GATEWAYS);
  const named = (await discover(realHost(), env, 'p199')).map(({ name }) => name);
  expect(named).toContain('p199');
});
