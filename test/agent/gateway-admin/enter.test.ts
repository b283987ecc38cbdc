/** Entering as an administrator minds the rules of a look: no stranger, no second time once refused, no narrow rights. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { refusalsIn } from '../../../src/agent/credentials/refusals.ts';
import { adminDoor } from '../../../src/agent/gateway-admin/door.ts';
import { ownFingerprint } from '../../../src/agent/own-fingerprint.ts';
import { emptyPlace, gatewayLike, type Place } from '../place.ts';
import { greeting, type Manners, MISMATCH, refusal } from '../stand-in-gateway.ts';

const { signal } = new AbortController();
const TOKEN = 'k9fQ2xw7Lr4TzB81mVn3';
const ALL = ['operator.admin', 'operator.read', 'operator.write'];

async function doorTo(manners: Manners, config: Record<string, unknown> = {}) {
  const place = emptyPlace();
  const stands = await gatewayLike(manners);
  place.configure({
    gateway: {
      mode: 'local',
      port: stands.port,
      auth: { mode: 'token', token: TOKEN },
      ...config,
    },
  });
  return { place, stands, door: doorIn(place) };
}

const ownDir = (place: Place): string => {
  const dir = join(place.dir, 'own');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
};
const doorIn = (place: Place) => adminDoor({ stateDir: ownDir(place), env: place.env });

it('shows the token of the configuration, asks for admin, and reads answers by their shape', async () => {
  const { door, stands } = await doorTo({
    connect: () => greeting(ALL),
    answer: () => ({ ok: true, payload: { status: 'ready', suspensionId: 's-1', expiresAtMs: 5 } }),
  });
  const asked = await door({ signal }, ({ admin }) =>
    admin.ask('gateway.suspend.prepare', { requestId: 'r' }),
  );
  expect(asked).toMatchObject({ ok: true, value: { ok: true, value: { suspensionId: 's-1' } } });
  expect(stands.shown).toEqual([TOKEN]);
  expect(stands.connects).toMatchObject([{ client: { id: 'cli' }, scopes: ALL }]);
});

it('an answer of another shape is none', async () => {
  const { door } = await doorTo({
    connect: () => greeting(ALL),
    answer: () => ({ ok: true, payload: { x: 1 } }),
  });
  expect(await door({ signal }, ({ admin }) => admin.ask('config.get'))).toMatchObject({
    value: { ok: false, because: { code: 'gateway.other-shape', params: { method: 'config.get' } } },
  });
});

it.each([
  [{ code: 'UNAVAILABLE', message: 'x', details: { reason: 'gateway-suspending' } }, 'gateway.suspended'],
  [
    { code: 'UNAVAILABLE', message: 'x', details: { reason: 'gateway-suspension-conflict' } },
    'lease.held-by-another',
  ],
  [{ code: 'INVALID_REQUEST', message: 'unknown method: config.get' }, 'gateway.no-method'],
  [{ code: 'FORBIDDEN', message: 'x', details: { missingScope: 'operator.admin' } }, 'gateway.missing-scope'],
  [
    { code: 'UNAVAILABLE', message: 'rate limit exceeded for config.patch; retry after 60s' },
    'gateway.rate-limited',
  ],
  [{ code: 'INVALID_REQUEST', message: 'something else' }, 'gateway.error'],
])('%j is told as %s', async (error, code) => {
  const { door } = await doorTo({ connect: () => greeting(ALL), answer: () => ({ ok: false, error }) });
  const asked = await door({ signal }, ({ admin }) => admin.ask('config.get'));
  expect(asked).toMatchObject({ value: { ok: false, because: { code } } });
});

it('the token never goes along in an error', async () => {
  const error = { code: 'X', message: `${TOKEN} is not what I like` };
  const { door } = await doorTo({ connect: () => greeting(ALL), answer: () => ({ ok: false, error }) });
  expect(JSON.stringify(await door({ signal }, ({ admin }) => admin.ask('config.get')))).not.toContain(TOKEN);
});

it('a refused copy is not shown again, and is remembered for looks', async () => {
  const { door, place, stands } = await doorTo({ connect: () => MISMATCH });
  expect(await door({ signal }, async () => 0)).toEqual({
    ok: false,
    because: { code: 'gateway.refused', params: { refusal: 'AUTH_TOKEN_MISMATCH' } },
  });
  expect(await door({ signal }, async () => 0)).toMatchObject({
    because: { code: 'gateway.refused-before' },
  });
  expect(stands.shown).toEqual([TOKEN]);
  const mark = ownFingerprint(ownDir(place))(TOKEN);
  expect(refusalsIn(ownDir(place)).of(place.configPath, mark, 0, Date.now())).not.toBeNull();
});

it('after a change it is shown again', async () => {
  const { door, stands } = await doorTo({ connect: () => MISMATCH });
  await door({ signal }, async () => 0);
  await door({ signal, since: Date.now() + 1 }, async () => 0);
  expect(stands.shown).toHaveLength(2);
});

it.each([
  ['scopes that are not given', greeting(['operator.read']), 'gateway.no-admin'],
  ['a device that is wanted', refusal('DEVICE_IDENTITY_REQUIRED', 'x', 'device'), 'gateway.wants-device'],
])('%s: once more as the gateway’s own part, then told', async (_, answer, code) => {
  const { door, stands } = await doorTo({ connect: () => answer });
  expect(await door({ signal }, async () => 0)).toMatchObject({ ok: false, because: { code } });
  expect(stands.connects.map((one) => (one.client as { id: string }).id)).toEqual(['cli', 'gateway-client']);
});

it('a gateway that is not there is unreachable, and one without a credential is not entered', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'local', port: 9, auth: { mode: 'token', token: 'x' } } });
  expect(await doorIn(place)({ signal }, async () => 0)).toMatchObject({ ok: false });
  place.configure({ gateway: { mode: 'local', port: 9, auth: { mode: 'token' } } });
  expect(await doorIn(place)({ signal }, async () => 0)).toMatchObject({
    because: { code: 'gateway.no-credential' },
  });
});

it('requests that wait are answered when the gateway hangs up', async () => {
  const { door } = await doorTo({ connect: () => greeting(ALL), closeOnRequest: 1012 });
  expect(await door({ signal }, ({ admin }) => admin.ask('config.get'))).toMatchObject({
    value: { ok: false, because: { code: 'gateway.closed' } },
  });
});

it('a request that is never answered ends by its limit, and by an abort', async () => {
  const { door } = await doorTo({ connect: () => greeting(ALL) });
  expect(await door({ signal }, ({ admin }) => admin.ask('config.get', {}, 100))).toMatchObject({
    value: { because: { code: 'gateway.no-answer' } },
  });
  const stop = new AbortController();
  const asked = door({ signal: stop.signal }, ({ admin }) => {
    setTimeout(() => stop.abort(), 50);
    return admin.ask('config.get');
  });
  expect(await asked).toMatchObject({ value: { because: { code: 'gateway.stopped' } } });
});
