/** The holds of a host: one a gateway, on the disk before anything is done, and over on time whatever is dead. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LEASE_MS } from '../../../src/agent/gateway-admin/lease.ts';
import { frozenNow, waitOf } from '../../../src/agent/holds/frozen.ts';
import { type HoldKeeper, holdKeeper, type WantedHold } from '../../../src/agent/holds/keeper.ts';
import { heldByAnother, readHolds } from '../../../src/agent/holds/kept-holds.ts';
import type { LeaseAnswer, LeaseHands } from '../../../src/agent/holds/lease-order.ts';
import { nextMove } from '../../../src/agent/holds/lease-times.ts';
import { restLease } from '../../../src/agent/holds/rest.ts';
import { createLog } from '../../../src/log.ts';
import { emptyPlace } from '../place.ts';

const T = 1_800_000_000_000;
const MINUTE = 60_000;
const log = createLog({ level: 'error', redact: (text) => text, write: () => {} });

/** A gateway's lease, which ends 120 s after it was last asked for, and only then or when it is given back. */
function leasedGateway(clock: () => number) {
  let holder: { id: string; until: number } | null = null;
  let broken: LeaseAnswer['why'] = null;
  const asked: string[] = [];
  const hands: LeaseHands = async (order) => {
    asked.push(order.do);
    if (broken) return { leases: [], why: broken };
    if (order.do === 'give-back') {
      holder = null;
      return { leases: [], why: null };
    }
    holder = { id: order.requestId, until: clock() + LEASE_MS };
    return {
      leases: [{ gateway: order.gateway ?? 'default', suspensionId: `s-${order.requestId}` }],
      why: null,
    };
  };
  return {
    hands,
    asked,
    restart: () => {
      holder = null;
    },
    breakDown: (why: LeaseAnswer['why']) => {
      broken = why;
    },
    leasedBy: () => (holder !== null && clock() < holder.until ? holder.id : null),
    until: () => holder?.until ?? 0,
  };
}

function world({ allows = () => true }: { allows?: (op: string) => boolean } = {}) {
  vi.useFakeTimers({ now: T, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const stateDir = join(emptyPlace().dir, 'own');
  mkdirSync(stateDir, { mode: 0o700 });
  const gateway = leasedGateway(Date.now);
  const begin = (): HoldKeeper => {
    const keeper = holdKeeper({ stateDir, hands: gateway.hands, allows, log });
    onTestFinished(() => keeper.stop());
    return keeper;
  };
  return { stateDir, gateway, begin, keeper: begin() };
}

const wanted = (more: Partial<WantedHold> = {}): WantedHold => ({
  gateway: null,
  freeze: 'f-1',
  by: 'slack:T1/U1',
  because: 'release night',
  until: T + 30 * MINUTE,
  asOf: T,
  ...more,
});

it('holds and leases, says so, and is read by scripts', async () => {
  const { keeper, stateDir, gateway } = world();
  expect(await keeper.hold(wanted())).toMatchObject({
    freeze: 'f-1',
    held: 'leased',
    why: null,
    gateway: 'default',
  });
  expect(gateway.leasedBy()).toBe('f-1');
  expect(statSync(join(stateDir, 'holds.json')).mode & 0o777).toBe(0o600);
  expect(frozenNow(stateDir, null, Date.now())).toMatchObject({
    frozen: true,
    by: 'slack:T1/U1',
    because: 'release night',
    until: new Date(T + 30 * MINUTE).toISOString(),
    held: 'leased',
  });
});

it('is on the disk before the gateway is asked', async () => {
  const { stateDir } = world();
  let seen = '';
  const hands: LeaseHands = async () => {
    seen = JSON.stringify(readHolds(stateDir));
    return { leases: [], why: null };
  };
  const keeper = holdKeeper({ stateDir, hands, allows: () => true, log });
  onTestFinished(() => keeper.stop());
  await keeper.hold(wanted());
  expect(seen).toContain('f-1');
});

it('renews the lease every minute, takes it again on a new boot, and gives it back at its end', async () => {
  const { keeper, gateway, stateDir } = world();
  await keeper.hold(wanted());
  for (let minute = 1; minute < 30; minute++) {
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(gateway.leasedBy()).toBe('f-1');
    if (minute === 10) gateway.restart();
    if (minute === 10) await vi.advanceTimersByTimeAsync(1);
    if (minute === 10) await vi.advanceTimersByTimeAsync(MINUTE);
    if (minute === 10) minute++;
  }
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect([gateway.leasedBy(), gateway.asked.at(-1)]).toEqual([null, 'give-back']);
  expect(frozenNow(stateDir, null, Date.now())).toEqual({ frozen: false });
  expect(readHolds(stateDir)).toMatchObject([{ held: 'lapsed' }]);
});

it('never leases longer than it holds, also when the host agent dies at any moment', async () => {
  for (let dies = 0; dies <= 10 * MINUTE; dies += 7_000) {
    const { keeper, gateway } = world();
    await keeper.hold(wanted({ until: T + 10 * MINUTE }));
    await vi.advanceTimersByTimeAsync(dies);
    keeper.stop();
    expect(gateway.until()).toBeLessThanOrEqual(T + 10 * MINUTE);
  }
});

it('a hold that is shorter than a lease is announced only', async () => {
  const { keeper, gateway } = world();
  expect(await keeper.hold(wanted({ until: T + MINUTE }))).toMatchObject({
    held: 'announced',
    why: { code: 'lease.too-short' },
  });
  expect(gateway.asked).toEqual([]);
});

it('another freeze is told who holds the gateway, and until when', async () => {
  const { keeper, gateway, stateDir } = world();
  await keeper.hold(wanted());
  expect(await keeper.hold(wanted({ freeze: 'f-2', gateway: 'work', by: 'slack:T1/U2' }))).toMatchObject({
    freeze: 'f-2',
    held: 'announced',
    why: {
      code: 'hold.held-by-another',
      params: { by: 'slack:T1/U1', freeze: 'f-1', until: String(T + 30 * MINUTE) },
    },
  });
  expect(gateway.leasedBy()).toBe('f-1');
  expect(readHolds(stateDir)).toHaveLength(1);
  expect(heldByAnother(stateDir, 'work', 'f-2', Date.now())).toMatchObject({ freeze: 'f-1' });
  expect(heldByAnother(stateDir, 'work', null, Date.now())).toMatchObject({ freeze: 'f-1' });
  expect(heldByAnother(stateDir, 'work', 'f-1', Date.now())).toBeNull();
  expect(heldByAnother(stateDir, 'work', 'f-2', T + 31 * MINUTE)).toBeNull();
});

it('two gateways of a host are held by two freezes', async () => {
  const { keeper, stateDir } = world();
  await keeper.hold(wanted({ gateway: 'one' }));
  expect(await keeper.hold(wanted({ gateway: 'two', freeze: 'f-2' }))).toMatchObject({ held: 'leased' });
  expect(heldByAnother(stateDir, 'one', 'f-1', Date.now())).toBeNull();
});

it('is extended by its own freeze, and shortened', async () => {
  const { keeper, stateDir } = world();
  await keeper.hold(wanted());
  await keeper.hold(wanted({ until: T + 60 * MINUTE }));
  expect(frozenNow(stateDir, null, T + 45 * MINUTE)).toMatchObject({ frozen: true });
  await keeper.hold(wanted({ until: T + 5 * MINUTE }));
  await vi.advanceTimersByTimeAsync(6 * MINUTE);
  expect(readHolds(stateDir)).toMatchObject([{ held: 'lapsed' }]);
});

it('is lifted, twice as once, and a lift of what is not known says so', async () => {
  const { keeper, gateway, stateDir } = world();
  await keeper.hold(wanted());
  expect(await keeper.lift(wanted({ by: 'slack:T1/U9' }))).toMatchObject({
    held: 'lifted',
    why: { params: { by: 'slack:T1/U9' } },
  });
  expect([gateway.leasedBy(), frozenNow(stateDir, null, Date.now()).frozen]).toEqual([null, false]);
  expect(await keeper.lift(wanted())).toMatchObject({ held: 'lifted' });
  expect(gateway.asked.filter((one) => one === 'give-back')).toHaveLength(1);
  expect(await keeper.lift(wanted({ freeze: 'f-9' }))).toMatchObject({ why: { code: 'hold.not-known' } });
});

it('the next host agent goes on with it, and ends what was over while nobody was there', async () => {
  const { keeper, begin, gateway, stateDir } = world();
  await keeper.hold(wanted());
  keeper.stop();
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  expect(gateway.leasedBy()).toBeNull();
  const next = begin();
  await next.start();
  expect(gateway.leasedBy()).toBe('f-1');
  next.stop();
  await vi.advanceTimersByTimeAsync(40 * MINUTE);
  expect(frozenNow(stateDir, null, Date.now())).toEqual({ frozen: false });
  await begin().start();
  expect(readHolds(stateDir)).toMatchObject([{ held: 'lapsed' }]);
});

it('an order that comes before the start has been taken up overwrites nothing', async () => {
  const { keeper, begin, stateDir } = world();
  await keeper.hold(wanted({ gateway: 'one' }));
  keeper.stop();
  await begin().hold(wanted({ gateway: 'two', freeze: 'f-2' }));
  expect(readHolds(stateDir).map(({ freeze }) => freeze)).toEqual(['f-1', 'f-2']);
});

it('a host whose clock is three days off ends it on time all the same', async () => {
  const { keeper, stateDir } = world();
  const botsNow = T - 72 * 60 * MINUTE;
  await keeper.hold(wanted({ asOf: botsNow, until: botsNow + 30 * MINUTE }));
  expect(frozenNow(stateDir, null, Date.now())).toMatchObject({ frozen: true });
  await vi.advanceTimersByTimeAsync(31 * MINUTE);
  expect(readHolds(stateDir)).toMatchObject([{ held: 'lapsed' }]);
});

it('a clock that is set back does not make it longer', async () => {
  const { keeper, gateway, stateDir } = world();
  await keeper.hold(wanted({ until: T + 5 * MINUTE }));
  vi.setSystemTime(T - 72 * 60 * MINUTE);
  await vi.advanceTimersByTimeAsync(6 * MINUTE);
  expect(readHolds(stateDir)).toMatchObject([{ held: 'lapsed' }]);
  expect(gateway.asked.at(-1)).toBe('give-back');
});

it('a gateway that cannot be leased is announced with the reason, and leased when it can be', async () => {
  const { keeper, gateway, stateDir } = world();
  gateway.breakDown({ code: 'gateway.unreachable', params: { port: '1', how: 'ECONNREFUSED' } });
  expect(await keeper.hold(wanted())).toMatchObject({
    held: 'announced',
    why: { code: 'gateway.unreachable' },
  });
  gateway.breakDown(null);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(readHolds(stateDir)).toMatchObject([{ held: 'leased', why: null }]);
});

it('a policy that does not allow it takes no lease, from the next renewal on', async () => {
  let allowed = true;
  const { keeper, stateDir } = world({ allows: () => allowed });
  await keeper.hold(wanted());
  allowed = false;
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(readHolds(stateDir)).toMatchObject([{ held: 'announced', why: { code: 'lease.not-allowed' } }]);
});

it('rests once a run needs the gateway, and ever after: what served before must not stand still', async () => {
  const { keeper, gateway, stateDir } = world();
  await keeper.hold(wanted());
  restLease(stateDir, 'run-1', 'f-1', Date.now());
  // Another run for another freeze, on another gateway.
  restLease(stateDir, 'run-2', 'f-2', Date.now());
  gateway.restart();
  for (const minutes of [2, 5]) {
    await vi.advanceTimersByTimeAsync(minutes * MINUTE);
    expect([gateway.leasedBy(), frozenNow(stateDir, null, Date.now()).frozen]).toEqual([null, true]);
  }
});

it('a damaged file says nothing of what is frozen, and the host agent makes it anew', async () => {
  const { stateDir, begin } = world();
  writeFileSync(join(stateDir, 'holds.json'), '{"v":1,"holds":[', { mode: 0o600 });
  expect(() => frozenNow(stateDir, null, Date.now())).toThrow('nobody can tell what is frozen');
  await begin().start();
  expect(frozenNow(stateDir, null, Date.now())).toEqual({ frozen: false });
});

it('no hold begins where it cannot be written down', async () => {
  const { gateway } = world();
  const keeper = holdKeeper({ stateDir: '/nowhere/at/all', hands: gateway.hands, allows: () => true, log });
  await expect(keeper.hold(wanted())).rejects.toThrow();
  keeper.stop();
  expect(gateway.asked).toEqual([]);
});

it.each([
  [
    { ends: 600_000, renewed: null },
    { do: 'renew', at: 0 },
  ],
  [
    { ends: 600_000, renewed: 0 },
    { do: 'renew', at: 60_000 },
  ],
  [
    { ends: 600_000, renewed: 450_000 },
    { do: 'renew', at: 476_000 },
  ],
  [
    { ends: 600_000, renewed: 476_000 },
    { do: 'end', at: 600_000 },
  ],
])('after %j comes %j', (times, move) => {
  expect(nextMove(times)).toEqual(move);
});

it.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['25h', null],
  ['10', null],
  ['m', null],
  ['-1m', null],
])('%s is %s ms', (text, ms) => {
  expect(waitOf(text)).toBe(ms);
});
