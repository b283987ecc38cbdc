/** One conversation: how far it comes, what refuses it, and that a refused credential is not shown again. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusalsIn } from '../../../src/agent/credentials/refusals.ts';
import { conversation } from '../../../src/agent/probes/conversation.ts';
import { record } from '../boot-record.ts';
import { contextOf, emptyPlace, gatewayLike, type Place, processLike, said } from '../place.ts';
import { greeting, knows, MISMATCH, refusal } from '../stand-in-gateway.ts';

const PROBE = '/client:probe';
const configOf = (port: number, token: unknown = 'right-token', more: object = {}) => ({
  gateway: { port, auth: { mode: 'token', token }, ...more },
  agents: { defaults: { model: { primary: 'stub/stub-1' } } },
});

function remembering(place: Place) {
  const dir = join(place.dir, 'own');
  mkdirSync(dir, { mode: 0o700, recursive: true });
  return { refusals: refusalsIn(dir) };
}

describe('a gateway that greets', () => {
  it('is asked as the command line asks, with read rights only and no device', async () => {
    const gateway = await gatewayLike(knows('right-token'));
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({
      'connect.reached': 'rpc',
      'connect.hello': true,
      'connect.credential': 'config',
      'connect.scopes': ['operator.read'],
      'rpc.read.ok': true,
    });
    expect(said(sight, '/credential:config')).toEqual({ 'credential.in-force': true });
    expect(gateway.connects).toMatchObject([
      { client: { id: 'cli', mode: 'cli' }, scopes: ['operator.read'], maxProtocol: 4 },
    ]);
    expect(gateway.connects[0]).not.toHaveProperty('device');
  });

  it('tells whether the saved configuration is in force, and whether the model is known', async () => {
    const answers: Record<string, unknown> = {
      'config.get': { valid: true, configRevisionHash: 'new', appliedConfigHash: 'old' },
      'agents.list': {
        agents: [{ id: 'main', model: { primary: 'stub/other' }, agentRuntime: { id: 'claude-cli' } }],
      },
      'models.list': { models: [{ provider: 'stub', id: 'stub-1' }] },
      'cron.list': { jobs: [{ declarationKey: 'heartbeat:main' }, { enabled: false }, { enabled: true }] },
    };
    const { port } = await gatewayLike({
      ...knows('right-token'),
      answer: (method) => ({ ok: true, payload: answers[method] ?? {} }),
    });
    const place = emptyPlace();
    place.configure(configOf(port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight)).toMatchObject({
      'config.valid': true,
      'config.in-force': false,
      'schedule.own-jobs': 1,
    });
    expect(said(sight, '/agent:main')).toEqual({
      'agent.model.primary': 'stub/other',
      'agent.model.route': 'cli',
      'agent.model.in-catalogue': false,
      'agent.model.provider-in-catalogue': true,
    });
  });

  it('and then answers no read is not well: the false green', async () => {
    const { port } = await gatewayLike({ connect: () => greeting(), closeOnRequest: 1000 });
    const place = emptyPlace();
    place.configure(configOf(port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({
      'connect.reached': 'hello',
      'connect.close.code': 1000,
      'connect.close.reason': '',
      'rpc.read.ok': false,
    });
  });

  it('and refuses the reads names the missing scope', async () => {
    const error = {
      code: 'FORBIDDEN',
      message: 'missing scope: operator.read',
      details: { code: 'MISSING_SCOPE', missingScope: 'operator.read' },
    };
    const { port } = await gatewayLike({
      connect: () => greeting([]),
      answer: (method) => (method === 'health' ? { ok: true, payload: {} } : { ok: false, error }),
    });
    const place = emptyPlace();
    place.configure(configOf(port));
    expect(said(await conversation.look(await contextOf(place)), PROBE)).toMatchObject({
      'rpc.read.ok': false,
      'rpc.error.code': 'FORBIDDEN',
      'rpc.error.missing-scope': 'operator.read',
    });
  });

  it('and does not know one of the reads is well: it is older than we are', async () => {
    const unknown = { code: 'INVALID_REQUEST', message: 'unknown method: cron.list' };
    const { port } = await gatewayLike({
      connect: () => greeting(),
      answer: (method) =>
        method === 'cron.list' ? { ok: false, error: unknown } : { ok: true, payload: {} },
    });
    const place = emptyPlace();
    place.configure(configOf(port));
    const told = said(await conversation.look(await contextOf(place)), PROBE);
    expect(told).toMatchObject({ 'rpc.read.ok': true });
    expect(told).not.toHaveProperty('rpc.error.method');
  });

  it('and takes the scopes from a client without a device is older, and asked as one of its own parts', async () => {
    const terse = { code: 'INVALID_REQUEST', message: 'missing scope: operator.read' };
    const gateway = await gatewayLike({
      connect: () => greeting([]),
      answer: (method) => (method === 'health' ? { ok: true, payload: {} } : { ok: false, error: terse }),
    });
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    const told = said(await conversation.look(await contextOf(place)), PROBE);
    expect(told).toMatchObject({ 'connect.hello': true, 'connect.scopes-withheld': true });
    expect(told).not.toHaveProperty('rpc.read.ok');
    expect(told).not.toHaveProperty('rpc.error.missing-scope');
    expect(gateway.connects).toMatchObject([
      { client: { id: 'cli' } },
      { client: { id: 'gateway-client', mode: 'backend' } },
    ]);
  });

  it('without asking for a credential is asked without one', async () => {
    const gateway = await gatewayLike({
      connect: () => greeting(),
      answer: () => ({ ok: true, payload: {} }),
    });
    const place = emptyPlace();
    place.configure({ gateway: { port: gateway.port, auth: { mode: 'none' } } });
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({ 'connect.hello': true });
    expect(gateway.shown).toEqual([]);
    // Commands have devices; the gateway's own parts need none.
    expect(gateway.connects).toMatchObject([{ client: { id: 'gateway-client', mode: 'backend' } }]);
  });

  it.each(['none', 'token'])(
    'and lets only devices in (auth %s) is not blamed that we have none',
    async (mode) => {
      const { port } = await gatewayLike({
        connect: () => refusal('DEVICE_IDENTITY_REQUIRED', 'device-required', 'device identity required'),
      });
      const place = emptyPlace();
      place.configure({ gateway: { port, auth: { mode, token: 'right-token' } } });
      const sight = await conversation.look(await contextOf(place));
      expect(sight).toMatchObject({ look: 'refused', why: expect.stringContaining('devices') });
      expect(said(sight, PROBE)).toEqual({ 'connect.reached': 'challenge' });
    },
  );
});

describe('a gateway that refuses', () => {
  it('is told with code, reason, message and close', async () => {
    const { port } = await gatewayLike(knows('another-token'));
    const place = emptyPlace();
    place.configure(configOf(port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({
      'connect.reached': 'challenge',
      'connect.hello': false,
      'connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
      'connect.refusal.reason': 'token_mismatch',
      'connect.refusal.message': expect.stringContaining('gateway token mismatch'),
      'connect.close.code': 1008,
    });
    expect(said(sight, '/credential:config')).toEqual({ 'credential.in-force': false });
  });

  it('is not shown the same copy again, and a second look says the same', async () => {
    const gateway = await gatewayLike(knows('another-token'));
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    const first = await conversation.look(await contextOf(place, remembering(place)));
    const second = await conversation.look(await contextOf(place, remembering(place)));
    expect(gateway.shown).toEqual(['right-token']);
    expect(second).toMatchObject({ look: 'refused', why: expect.stringContaining('AUTH_TOKEN_MISMATCH') });
    for (const child of [PROBE, '/credential:config'])
      expect(said(second, child)).toEqual(said(first, child));
    expect(second.facts.find(({ fact }) => fact === 'connect.refusal.code')?.quote).toContain(
      'not presented again',
    );
  });

  it('is shown it again once it has restarted, also within its process', async () => {
    const gateway = await gatewayLike(knows('another-token'));
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    const pid = await processLike(place, { port: gateway.port });
    await conversation.look(await contextOf(place, remembering(place)));
    record(place, [[pid, Date.now() + 1_000, null]]);
    await conversation.look(await contextOf(place, remembering(place)));
    expect(gateway.shown).toEqual(['right-token', 'right-token']);
  });

  it('is shown one other copy, and greeting it proves which one is in force', async () => {
    const gateway = await gatewayLike(knows('of-the-process'));
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    await processLike(place, { port: gateway.port, env: { OPENCLAW_GATEWAY_TOKEN: 'of-the-process' } });
    const shell = { OPENCLAW_GATEWAY_TOKEN: 'of-the-shell' };
    for (const round of ['first', 'again']) {
      const sight = await conversation.look(await contextOf(place, { ...remembering(place), shell }));
      expect(said(sight, '/credential:process-env'), round).toEqual({ 'credential.in-force': true });
      expect(said(sight, '/credential:config'), round).toEqual({ 'credential.in-force': false });
    }
    expect(gateway.shown).toEqual(['right-token', 'of-the-process', 'of-the-process']);
  });

  it('is never shown more than two wrong copies in ten minutes', async () => {
    const gateway = await gatewayLike(knows('nobody-knows-this'));
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    await processLike(place, { port: gateway.port });
    place.write('state/.env', 'OPENCLAW_GATEWAY_TOKEN=third\n');
    const shell = { OPENCLAW_GATEWAY_TOKEN: 'second' };
    for (let round = 0; round < 4; round++)
      await conversation.look(await contextOf(place, { ...remembering(place), shell }));
    expect(gateway.shown).toHaveLength(2);
    place.configure(configOf(gateway.port, 'a-new-one'));
    const sight = await conversation.look(await contextOf(place, { ...remembering(place), shell }));
    expect(sight).toMatchObject({ look: 'refused', why: expect.stringContaining('two credentials') });
    expect(gateway.shown).toHaveLength(2);
  });

  it('is shown no second copy where its limiter counts loopback too', async () => {
    const gateway = await gatewayLike(knows('of-the-shell'));
    const place = emptyPlace();
    const limiter = { rateLimit: { exemptLoopback: false } };
    place.configure({ gateway: { port: gateway.port, auth: { token: 'right-token', ...limiter } } });
    await processLike(place, { port: gateway.port });
    await conversation.look(await contextOf(place, { shell: { OPENCLAW_GATEWAY_TOKEN: 'of-the-shell' } }));
    expect(gateway.shown).toEqual(['right-token']);
  });

  it('because it is still starting may be asked again at once', async () => {
    const gateway = await gatewayLike({
      connect: () => ({
        ok: false,
        error: { code: 'UNAVAILABLE', message: 'gateway starting; retry shortly' },
      }),
    });
    const place = emptyPlace();
    place.configure(configOf(gateway.port));
    for (let round = 0; round < 2; round++)
      await conversation.look(await contextOf(place, remembering(place)));
    expect(gateway.shown).toHaveLength(2);
  });

  it('because it is locked says so of the gateway', async () => {
    const { port } = await gatewayLike({
      connect: () => refusal('AUTH_RATE_LIMITED', 'rate_limited', 'unauthorized: too many failed attempts'),
    });
    const place = emptyPlace();
    place.configure(configOf(port));
    expect(said(await conversation.look(await contextOf(place)))).toMatchObject({
      'gateway.auth.rate-limited': true,
    });
  });
});

describe('no conversation', () => {
  it('with a closed port', async () => {
    const { port, close } = await gatewayLike();
    await close();
    const place = emptyPlace();
    place.configure(configOf(port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({
      'connect.reached': 'none',
      'connect.transport-error': 'ECONNREFUSED',
      'connect.hello': false,
    });
  });

  it('with a web server', async () => {
    const server = (await import('node:http')).createServer((_request, response) => response.end('<html>'));
    server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const place = emptyPlace();
    place.configure(configOf((server.address() as { port: number }).port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({ 'connect.reached': 'tcp', 'connect.upgrade-status': 400 });
  });

  it('with something that accepts and says nothing', async () => {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const place = emptyPlace();
    place.configure(configOf((server.address() as { port: number }).port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({ 'connect.reached': 'tcp', 'connect.timed-out': 'upgrade' });
  });

  it('with a gateway that never answers the connect, as with a full disk', async () => {
    const { port } = await gatewayLike({});
    const place = emptyPlace();
    place.configure(configOf(port));
    const sight = await conversation.look(await contextOf(place));
    expect(said(sight, PROBE)).toMatchObject({ 'connect.timed-out': 'hello', 'connect.hello': false });
  });

  it('without a credential: it is not guessed', async () => {
    const gateway = await gatewayLike({ connect: () => MISMATCH });
    const place = emptyPlace();
    place.configure({ gateway: { port: gateway.port } });
    const sight = await conversation.look(await contextOf(place));
    expect(sight).toMatchObject({ look: 'unavailable', why: expect.stringContaining('no credential') });
    expect(said(sight, PROBE)).toMatchObject({ 'connect.reached': 'challenge' });
    expect(said(sight, PROBE)).not.toHaveProperty('connect.hello');
    expect(gateway.connects).toEqual([]);
  });
});
