/** Which places are only clients of a gateway elsewhere, and which are to run one of their own. */
import { describe, expect, it } from 'vitest';
import { suits } from '../../../src/agent/probe.ts';
import { PROBES } from '../../../src/agent/probes/index.ts';
import { emptyPlace, processLike, targetOf } from '../place.ts';

const FAR = 'wss://gateway.example.net';
const REMOTE = { gateway: { mode: 'remote', remote: { url: FAR } } };
const NEAR = { OPENCLAW_GATEWAY_URL: 'ws://127.0.0.1:18790' };

describe('a place is only a client', () => {
  it.each<[string, unknown, Record<string, string>, { source: string; url: string | null }]>([
    ['in remote mode', REMOTE, {}, { source: 'remote', url: FAR }],
    [
      'in remote mode, and the shell has another address',
      REMOTE,
      NEAR,
      { source: 'env', url: NEAR.OPENCLAW_GATEWAY_URL },
    ],
    [
      'in remote mode that names no address',
      { gateway: { mode: 'remote' } },
      {},
      { source: 'remote', url: null },
    ],
    [
      'by its environment, without a configuration',
      null,
      NEAR,
      { source: 'env', url: NEAR.OPENCLAW_GATEWAY_URL },
    ],
    [
      'by its environment, with a configuration of other things',
      { logging: {} },
      NEAR,
      { source: 'env', url: NEAR.OPENCLAW_GATEWAY_URL },
    ],
  ])('%s', async (_, config, env, clientOf) => {
    const place = emptyPlace();
    if (config !== null) place.configure(config);
    expect((await targetOf({ ...place.env, ...env })).clientOf).toEqual(clientOf);
  });
});

describe('a place is to run a gateway', () => {
  it.each<[string, unknown, Record<string, string>]>([
    ['in local mode', { gateway: { mode: 'local' } }, {}],
    ['in local mode, whatever the shell leads to', { gateway: { mode: 'local' } }, NEAR],
    ['without any word', null, {}],
    ['with an address that is only kept for later', { gateway: { remote: { url: FAR } } }, {}],
    ['with a file that nobody can read', '{ "gateway": { "mode": "remote"', NEAR],
  ])('%s', async (_, config, env) => {
    const place = emptyPlace();
    if (config !== null) place.configure(config);
    expect((await targetOf({ ...place.env, ...env })).clientOf).toBeNull();
  });

  it('where one runs, although the configuration leads elsewhere', async () => {
    const place = emptyPlace();
    place.configure(REMOTE);
    await processLike(place);
    expect((await targetOf(place.env)).clientOf).toBeNull();
  });

  it.each([
    [true, false],
    [false, true],
  ])('where a service would start one; switched on: %s', async (on, client) => {
    const place = emptyPlace();
    place.configure(REMOTE);
    const folder = '.config/systemd/user';
    const unit = `[Service]\nEnvironment=OPENCLAW_STATE_DIR=${place.stateDir}\nEnvironment=OPENCLAW_CONFIG_PATH=${place.configPath}\nExecStart=/usr/bin/openclaw gateway run\n`;
    place.write(`${folder}/openclaw-gateway.service`, unit);
    if (on) place.write(`${folder}/default.target.wants/openclaw-gateway.service`, unit);
    expect((await targetOf(place.env)).clientOf !== null).toBe(client);
  });
});

it('a place that is only a client is looked at by the probes that suit it', () => {
  const ids = (clientOf: { source: 'remote'; url: string } | null) =>
    PROBES.filter((probe) => suits(probe, { clientOf })).map(({ id }) => id);
  const asClient = ids({ source: 'remote', url: FAR });
  expect(asClient).toEqual(expect.arrayContaining(['processes', 'road', 'config', 'log-tail', 'service']));
  for (const id of ['conversation', 'http-health', 'client-address', 'workspace', 'boots'])
    expect(asClient).not.toContain(id);
  expect(ids(null)).not.toContain('road');
});
