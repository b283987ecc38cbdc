/** The whole look: every probe speaks once, nothing secret leaves, and it always ends. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CollectOptions, collect } from '../../src/agent/collect.ts';
import { realHost } from '../../src/agent/host/host-port.ts';
import { PROBES } from '../../src/agent/probes/index.ts';
import { Evidence } from '../../src/protocol/evidence.ts';
import { emptyPlace, gatewayLike, type Place, processLike } from './place.ts';
import { knows } from './stand-in-gateway.ts';

async function look(place: Place, more: Partial<CollectOptions> = {}): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  await collect({
    stateDir: join(place.dir, 'own'),
    env: place.env,
    signal: new AbortController().signal,
    emit: (batch) => void evidence.push(...batch),
    ...more,
  });
  return evidence;
}
const ids = (evidence: readonly Evidence[]) => evidence.map(({ probe }) => probe).sort();
const usual = PROBES.filter(({ deep, of }) => !deep && of !== 'clients')
  .map(({ id }) => id)
  .sort();

it('each probe speaks once, in a form that travels', async () => {
  const gateway = await gatewayLike(knows('the-token-of-config'));
  const place = emptyPlace();
  place.configure({ gateway: { port: gateway.port, auth: { token: 'the-token-of-config' } } });
  const evidence = await look(place);
  expect(ids(evidence)).toEqual(usual);
  for (const one of evidence) expect(Evidence.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
});

it('a host that is only a client is looked at along its road, and each probe keeps its promises', async () => {
  const token = 'the-token-of-another-host';
  const { port } = await gatewayLike(knows(token));
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'remote', remote: { url: `ws://127.0.0.1:${port}`, token } } });
  const evidence = await look(place);
  expect(ids(evidence)).toEqual(PROBES.flatMap(({ id, of }) => (of === undefined ? [] : [id])).sort());
  expect(JSON.stringify(evidence)).not.toContain(token);
  for (const { probe, facts } of evidence) {
    const promised = new Set<string>(PROBES.find(({ id }) => id === probe)?.gives);
    expect(facts.filter(({ fact }) => !promised.has(fact))).toEqual([]);
  }
  const facts = evidence.flatMap((one) => one.facts).map(({ fact, value }) => [fact, value]);
  expect(Object.fromEntries(facts)).toMatchObject({ 'gateway.role': 'client', 'connect.hello': true });
  expect(facts.map(([fact]) => fact)).not.toContain('gateway.process.count');
}, 20_000);

it('gives only facts that it has promised', async () => {
  const gateway = await gatewayLike(knows('the-token-of-config'));
  const place = emptyPlace();
  place.configure({ gateway: { port: gateway.port, auth: { token: 'the-token-of-config' } } });
  const unpromised = (await look(place)).flatMap(({ probe, facts }) => {
    const promised = new Set<string>(PROBES.find(({ id }) => id === probe)?.gives);
    return facts.filter(({ fact }) => !promised.has(fact)).map(({ fact }) => `${probe}: ${fact}`);
  });
  expect(unpromised).toEqual([]);
});

it('no secret that the host knows leaves it, from wherever it turns up', async () => {
  const secrets = {
    config: 'cf-4711-secret-of-the-config',
    backup: 'bk-4711-secret-of-a-backup',
    shell: 'sh-4711-secret-of-the-shell',
    process: 'pr-4711-secret-of-the-process',
    dotenv: 'de-4711-secret-of-the-state',
    unit: 'un-4711-secret-of-the-unit',
    flag: 'fl-4711-secret-of-the-flag',
  };
  const place = emptyPlace();
  const spoken = Object.values(secrets).map((secret, n) =>
    JSON.stringify({
      '0': '{"subsystem":"gateway"}',
      _meta: { logLevelName: 'ERROR' },
      time: new Date(Date.now() + 60_000).toISOString(),
      message: `failed to use ${secret} conn=1111111${n} unauthorized: ${secret} reason=${secret}`,
    }),
  );
  const file = place.write('gateway.log', spoken.join('\n'));
  place.configure({
    gateway: { auth: { token: secrets.config }, mode: secrets.backup, bind: secrets.shell },
    logging: { file },
    agents: { defaults: { workspace: `/data/${secrets.process}`, model: `stub/${secrets.unit}` } },
  });
  place.write('openclaw.json.bak', JSON.stringify({ gateway: { auth: { token: secrets.backup } } }));
  place.write('state/.env', `OPENCLAW_GATEWAY_TOKEN=${secrets.dotenv}\n`);
  place.write(
    '.config/systemd/user/openclaw-gateway.service',
    `[Service]\nExecStart=/x/openclaw gateway --token ${secrets.flag}\nEnvironment=OPENCLAW_GATEWAY_TOKEN=${secrets.unit} OPENCLAW_STATE_DIR=${place.stateDir}\n`,
  );
  await processLike(place, { env: { OPENCLAW_GATEWAY_TOKEN: secrets.process } });
  place.env.OPENCLAW_GATEWAY_TOKEN = secrets.shell;
  const told = JSON.stringify(await look(place));
  expect(told).toContain('failed to use');
  for (const secret of Object.values(secrets)) expect(told).not.toContain(secret);
});

it('a configuration that does not parse keeps its secrets too', async () => {
  const place = emptyPlace();
  const token = 'br-4711-secret-of-a-broken-file';
  const file = place.write('openclaw.log', `2026-11-21T06:00:00Z [gateway] failed with ${token}`);
  place.configure(`{ gateway: { auth: { token: "${token}" } }, logging: { file: "${file}" },`);
  place.env.OPENCLAW_WORKSPACE_DIR = `/data/${token}`;
  expect(JSON.stringify(await look(place))).not.toContain(token);
});

describe('some of it', () => {
  it('only the probes that were asked for', async () => {
    const place = emptyPlace();
    place.configure({});
    expect(ids(await look(place, { probes: ['resources', 'config'] }))).toEqual(['config', 'resources']);
  });

  it('of a gateway that is not here, it says which ones are', async () => {
    const place = emptyPlace();
    place.write('.openclaw-work/openclaw.json', '{}');
    const env = { HOME: place.dir, PATH: '/usr/bin' };
    expect(await look(place, { env, gateway: 'nowhere' })).toMatchObject([
      { probe: 'discover', look: 'unavailable', why: expect.stringContaining('work'), facts: [] },
    ]);
    const work = await look(place, { env, gateway: 'work', probes: ['config'] });
    expect(work).toMatchObject([{ subject: 'gateway:work', look: 'seen' }]);
  });
});

describe('it ends', () => {
  it('when it is stopped, and says so of what was still out', async () => {
    const gateway = await gatewayLike({});
    const place = emptyPlace();
    place.configure({ gateway: { port: gateway.port, auth: { token: 'a-token' } } });
    const stopped = new AbortController();
    const evidence: Evidence[] = [];
    await look(place, {
      signal: stopped.signal,
      emit: (batch) => {
        evidence.push(...batch);
        if (batch.some(({ probe }) => probe === 'config')) stopped.abort();
      },
    });
    expect(ids(evidence)).toEqual(usual);
    const conversation = evidence.find(({ probe }) => probe === 'conversation');
    expect(conversation?.why).toContain('stopped before its end');
    expect(conversation?.facts.map(({ fact }) => fact)).toContain('connect.reached');
    expect(conversation?.facts.map(({ fact }) => fact)).not.toContain('connect.hello');
  });

  it('when a file system never answers', async () => {
    const place = emptyPlace();
    place.configure({});
    const stopped = new AbortController();
    const dead = { ...realHost(), list: () => new Promise<never>(() => stopped.abort()) };
    expect(await look(place, { host: dead, signal: stopped.signal })).toMatchObject([
      { look: 'unavailable' },
    ]);
  });

  it('when a probe breaks: its fault is not the gateway’s', async () => {
    const place = emptyPlace();
    place.configure({});
    const broken = { ...realHost(), space: () => Promise.reject(new Error('no such call')) };
    const [evidence] = await look(place, { host: broken, probes: ['resources'] });
    expect(evidence).toMatchObject({
      look: 'unavailable',
      why: expect.stringContaining('probe itself'),
      facts: [],
    });
  });
});

it('leaves the gateway’s folders as they were', async () => {
  const place = emptyPlace();
  mkdirSync(join(place.stateDir, 'agents'));
  const before = readdirSync(place.stateDir);
  await look(place);
  expect(readdirSync(place.stateDir)).toEqual(before);
  expect(existsSync(place.configPath)).toBe(false);
});

describe('R-13 with a key of the fleet, what is redacted', () => {
  // What could be guessed gets no tag at all.
  const SECRET = randomBytes(24).toString('hex');
  async function tagIn(incident: string): Promise<string> {
    const place = emptyPlace();
    const line = { time: new Date().toISOString(), message: `refused: ${SECRET}` };
    const file = place.write('gateway.log', JSON.stringify(line));
    place.configure({ gateway: { auth: { token: SECRET } }, logging: { file } });
    const stateDir = join(place.dir, 'own');
    mkdirSync(stateDir, { mode: 0o700 });
    writeFileSync(join(stateDir, 'fleet-key'), '2a'.repeat(32), { mode: 0o600 });
    const evidence = await look(place, { incident, stateDir, probes: ['log-tail'] });
    const tag = /‹[a-z]+:[0-9a-f]{8}›/.exec(JSON.stringify(evidence))?.[0];
    if (tag === undefined) throw new Error(`Nothing was redacted in ${JSON.stringify(evidence)}`);
    return tag;
  }

  it('can be compared between hosts within an incident, and not between incidents', async () => {
    const [one, other, elsewhere] = [await tagIn('inc-1'), await tagIn('inc-1'), await tagIn('inc-2')];
    expect(other).toBe(one);
    expect(elsewhere).not.toBe(one);
  });
});
