/** A lease is asked for by a process of its own: whatever becomes of that, there is an answer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { freezeOperations } from '../../../src/agent/holds/freeze-operations.ts';
import { keeperOfHost, leaseProcess } from '../../../src/agent/holds/lease-process.ts';
import { restLease } from '../../../src/agent/holds/rest.ts';
import { BUILD } from '../../../src/build.ts';
import { createLog } from '../../../src/log.ts';
import { Evidence } from '../../../src/protocol/evidence.ts';
import { emptyPlace, gatewayLike } from '../place.ts';
import { greeting } from '../stand-in-gateway.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'src', 'host-recover.ts');
const ALL = ['operator.admin', 'operator.read', 'operator.write'];
const log = createLog({ level: 'error', redact: (text) => text, write: () => {} });
afterEach(() => vi.unstubAllEnvs());

/** A host with a gateway that lends its lease, in the environment that processes of this test inherit. */
async function hostWith(status: string) {
  const place = emptyPlace();
  const asked: string[] = [];
  const stands = await gatewayLike({
    connect: () => greeting(ALL),
    answer: (method) => {
      asked.push(method);
      return { ok: true, payload: { status, suspensionId: 's-1', resumed: true } };
    },
  });
  const auth = { mode: 'token', token: 'k9fQ2xw7Lr4TzB81mVn3' };
  place.configure({ gateway: { mode: 'local', port: stands.port, auth } });
  for (const [name, value] of Object.entries(place.env)) if (name !== 'PATH') vi.stubEnv(name, value);
  const stateDir = join(place.dir, 'own');
  mkdirSync(stateDir, { mode: 0o700 });
  return { stateDir, asked, stands };
}

const order = { gateway: null, requestId: 'f-1', leases: [], until: Date.now() + 3_600_000 };

it('takes it at the gateway of this host, and gives it back', async () => {
  const { stateDir, asked, stands } = await hostWith('ready');
  const hands = leaseProcess({ program: PROGRAM, build: BUILD.id, stateDir });
  expect(await hands({ ...order, do: 'take' })).toEqual({
    leases: [{ gateway: 'default', suspensionId: 's-1' }],
    why: null,
  });
  expect(await hands({ ...order, do: 'give-back' })).toEqual({ leases: [], why: null });
  expect(asked).toEqual(['gateway.suspend.prepare', 'gateway.suspend.prepare', 'gateway.suspend.resume']);
  expect(stands.connects.map(({ scopes }) => scopes)).toEqual([ALL, ALL]);
});

it('one that a run has opened meanwhile is given back at once', async () => {
  const { stateDir, asked } = await hostWith('ready');
  const hands = leaseProcess({ program: PROGRAM, build: BUILD.id, stateDir });
  restLease(stateDir, 'run-1', 'f-1', Date.now());
  expect(await hands({ ...order, do: 'take' })).toEqual({
    leases: [],
    why: { code: 'lease.rests', params: {} },
  });
  expect(asked).toEqual(['gateway.suspend.prepare', 'gateway.suspend.resume']);
});

it('no lease that would outlast its hold is asked for', async () => {
  const { stateDir, asked } = await hostWith('ready');
  const hands = leaseProcess({ program: PROGRAM, build: BUILD.id, stateDir });
  const late = { ...order, until: Date.now() + 100_000 };
  expect(await hands({ ...late, do: 'take' })).toMatchObject({ why: { code: 'lease.too-short' } });
  expect(asked).toEqual([]);
});

it.each([
  ['of another build', { program: PROGRAM, build: 'another' }, 'lease.other-build'],
  ['that is not there', { program: '/nowhere/host-recover.mjs', build: BUILD.id }, 'lease.program-missing'],
  [
    'that says something else',
    { program: join(import.meta.dirname, 'lease-process.test.ts'), build: 'x' },
    'lease.program-failed',
  ],
])('a program %s gives no lease, and a reason', async (_, parts, code) => {
  const hands = leaseProcess({ ...parts, stateDir: '/nowhere' });
  expect(await hands({ ...order, do: 'take' })).toEqual({ leases: [], why: { code, params: {} } });
});

it('an order for a freeze is answered with what the host makes of it', async () => {
  const { stateDir } = await hostWith('ready');
  const keeper = keeperOfHost({ program: PROGRAM, build: BUILD.id, stateDir, allows: () => true, log });
  const { hold, lift } = freezeOperations(keeper);
  const told: Evidence[] = [];
  const botsNow = 1_700_000_000_000;
  const tools = {
    emit: (batch: Evidence[]) => void told.push(...batch),
    signal: new AbortController().signal,
    incident: 'i-1',
    order: 'o-1',
    requester: 'slack:T1/U1',
    now: () => botsNow,
  };
  const args = { freeze: 'f-1', by: 'slack:T1/U1' };
  await hold({ ...args, because: 'release', until: botsNow + 600_000 }, tools);
  await lift(args, tools);
  keeper.stop();
  expect(told.map((one) => Evidence.parse(one).report)).toMatchObject([
    {
      kind: 'hold',
      hold: { held: 'leased', gateway: 'default', until: botsNow + 600_000, because: 'release' },
    },
    { kind: 'hold', hold: { held: 'lifted', why: { code: 'hold.lifted', params: { by: 'slack:T1/U1' } } } },
  ]);
});
