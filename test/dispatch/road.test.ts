/**
 * The road through AWS with everything that is wrong with it: the client that is shipped against a stand-in that checks
 * its signatures, by a clock that the test turns. What a host has to say is said in test/stories.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ERRANDS_TABLE } from '../../src/dispatch/errand-table.ts';
import { type ErrandHost, type ErrandRoad, errandRoad } from '../../src/dispatch/errands.ts';
import { systemsManager } from '../../src/dispatch/ssm-client.ts';
import { readSsm } from '../../src/dispatch/ssm-settings.ts';
import { MAX_ERRAND, readErrand } from '../../src/protocol/errand.ts';
import type { Store } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { type FakeSsm, startSsm } from '../fakes/ssm/server.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';

const INSTANCE = 'i-0123456789abcdef0';
const LIFE_MS = 300_000;

let home: string;
let clock: number;
let ssm: FakeSsm;
let store: Store;
let road: ErrandRoad;
let refusals: { id: string; code: string; why: string }[];
let seals: number;
let open: boolean;
/** By which the bot's key has changed. */
let documents: string[];
/** A machine that takes longer than anybody waits for. */
let patient: boolean;

/** A machine whose "host agent" does no more than this line of shell. */
function machine(line: string): void {
  const lib = join(home, 'lib');
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(lib, 'ssm-order'), `#!/bin/sh\ncat >/dev/null\n${line}\n`, { mode: 0o755 });
  ssm.machines.splice(0, 1, { id: INSTANCE, online: true, home, lib });
}

function begin(settings: Record<string, string> = {}): void {
  const read = readSsm({ ...ssm.settings, ...settings }, 'node');
  if (!read.ok || read.ssm === null) throw new Error(JSON.stringify(read));
  let turn: Promise<unknown> = Promise.resolve();
  const host: ErrandHost = {
    key: () => null,
    order: () => (open ? { digest: 'd', host: 'h' } : null),
    async seal() {
      seals += 1;
      return { order: 'e', delivery: `delivery-${seals}`, jti: `jti-${seals}`, documents };
    },
    hear: async () => true,
    refused: (id, code, why) => void refusals.push({ id, code, why }),
    alive: () => undefined,
    ahead: () => undefined,
    justRotated: () => false,
    copied: () => undefined,
    joining: async () => ({ refused: 'nobody joins here' }),
    joinFailed: () => undefined,
  };
  road = errandRoad({
    store,
    ssm: systemsManager(read.ssm),
    host,
    inTurn<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => undefined);
      return mine;
    },
    random: () => 'random',
    chance: () => 0.5,
    now: () => clock,
    log: silentLog,
  });
}

/** Lets the clock go from one due time to the next, as alarms would, until nothing is due or the time is over. */
async function run(ms: number): Promise<void> {
  const until = clock + ms;
  for (;;) {
    const due = road.dueAt();
    if (due === null || due > until) break;
    clock = Math.max(clock, due);
    await road.work();
    await settled();
  }
  clock = until;
}

/** Real processes need real time, which the clock of this test knows nothing of. */
async function settled(): Promise<void> {
  const isMoving = (): boolean =>
    ssm.commands.some(
      ({ status, instance }) =>
        (status === 'Pending' && ssm.machines.some(({ id, online }) => id === instance && online)) ||
        (['InProgress', 'Cancelling'].includes(status) && !patient),
    );
  while (isMoving()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const called = (operation: string) => ssm.calls.filter((one) => one.operation === operation);

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ssm-road-'));
  clock = Date.now();
  ssm = await startSsm(() => clock);
  store = storeInMemory();
  for (const statement of ERRANDS_TABLE.split(';').filter((one) => one.trim() !== '')) store.run(statement);
  [refusals, seals, open, patient, documents] = [[], 0, true, false, []];
  machine('echo OC-NOT-HERE >&2; exit 2');
  begin();
});
afterEach(async () => {
  // Whatever went wrong, nothing was asked that AWS's own model does not know.
  expect(ssm.mistakes).toEqual([]);
  await ssm.stop();
  rmSync(home, { recursive: true });
});

describe('the road through AWS', () => {
  it('throttled for an hour sends nothing, asks ever less often, and says so when the order’s time is over', async () => {
    ssm.faults.refuse = () => 'ThrottlingException';
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(3_600_000);
    expect(refusals).toMatchObject([{ id: 'o.1', code: 'ssm-throttled' }]);
    expect(ssm.commands).toEqual([]);
    expect(called('SendCommand').length).toBeLessThan(15);
    // The hour is over: the next order goes its way.
    ssm.faults.refuse = () => null;
    road.begin({ id: 'o.2', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    expect(ssm.commands).toHaveLength(1);
  });

  it.each([
    ['credentials that have expired', 'ExpiredTokenException', 'ssm-credentials'],
    ['rights that were taken away', 'AccessDeniedException', 'ssm-denied'],
    ['a document that is gone', 'InvalidDocument', 'ssm-document'],
  ])('ends at once at %s', async (_, error, code) => {
    ssm.faults.refuse = () => error;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(10_000);
    expect(refusals).toMatchObject([{ code }]);
    expect(ssm.calls).toHaveLength(1);
  });

  it('ends at once when AWS knows another secret, and when its document is not the pinned one', async () => {
    begin({ AWS_SECRET_ACCESS_KEY: 'another-secret-than-the-one-there' });
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(10_000);
    begin({ SSM_DOCUMENT: `OpenClaw-Order:1:${'0'.repeat(64)}` });
    road.begin({ id: 'o.2', exp: clock + LIFE_MS }, INSTANCE);
    await run(10_000);
    begin({ SSM_DOCUMENT: 'OpenClaw-Order:7' });
    road.begin({ id: 'o.3', exp: clock + LIFE_MS }, INSTANCE);
    await run(10_000);
    expect(refusals.map(({ code }) => code)).toEqual(['ssm-credentials', 'ssm-document', 'ssm-document']);
    expect(ssm.commands).toEqual([]);
  });

  it('tells an instance that is offline from one that nobody knows, and from one with another host', async () => {
    road.begin({ id: 'o.other', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    const [only] = ssm.machines;
    if (only) only.online = false;
    road.begin({ id: 'o.offline', exp: clock + LIFE_MS }, INSTANCE);
    await run(200_000);
    ssm.machines.length = 0;
    road.begin({ id: 'o.gone', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    expect(refusals.map(({ id, code }) => [id, code])).toEqual([
      ['o.other', 'ssm-not-here'],
      ['o.offline', 'ssm-offline'],
      ['o.gone', 'ssm-unmanaged'],
    ]);
    // What was given up is not left lying there to be carried out when the machine comes back.
    expect(called('CancelCommand').length).toBeGreaterThan(0);
  });

  it('goes on at once when the clock is put back by hours', async () => {
    ssm.faults.refuse = () => 'ThrottlingException';
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await road.work();
    expect(called('SendCommand')).toHaveLength(1);
    ssm.faults.refuse = () => null;
    clock -= 3 * 3_600_000;
    expect(road.dueAt()).toBeLessThanOrEqual(clock);
    await road.work();
    await settled();
    expect(called('SendCommand')).toHaveLength(2);
  });

  it('does not take a throttled question about an instance for its answer', async () => {
    const [only] = ssm.machines;
    if (only) only.online = false;
    let throttled = 0;
    ssm.faults.refuse = (operation) => {
      if (operation === 'SendCommand') return 'InvalidInstanceId';
      if (operation !== 'DescribeInstanceInformation' || throttled === 3) return null;
      throttled += 1;
      return 'ThrottlingException';
    };
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(LIFE_MS);
    expect(refusals).toMatchObject([{ id: 'o.1', code: 'ssm-offline' }]);
    expect(throttled).toBe(3);
  });

  it('asks again about the instance of a command that nobody took, and sends nothing meanwhile', async () => {
    const [only] = ssm.machines;
    if (only) only.online = false;
    let failed = 0;
    ssm.faults.refuse = (operation) => {
      if (operation !== 'DescribeInstanceInformation' || failed === 3) return null;
      failed += 1;
      return 'InternalServerError';
    };
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(LIFE_MS);
    expect(failed).toBe(3);
    expect(ssm.commands).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'ssm-offline' }]);
  });

  it('finds a command whose answer was lost by its marker, and sends it once', async () => {
    ssm.faults.loseAnswer = true;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    expect(ssm.commands).toHaveLength(1);
    expect(called('ListCommands').length).toBeGreaterThan(0);
    expect(seals).toBe(1);
    expect(refusals).toMatchObject([{ code: 'ssm-not-here' }]);
  });

  it('goes on after a crash between the sending and its being written down', async () => {
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    ssm.faults.loseAnswer = true;
    await road.work();
    // Another process on the same store.
    begin();
    await run(60_000);
    expect(ssm.commands).toHaveLength(1);
    expect(refusals).toHaveLength(1);
  });

  it('says of a machine without a host agent that it has none, and gives up on one that prints nothing', async () => {
    machine('exit 127');
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    machine('exit 0');
    road.begin({ id: 'o.2', exp: clock + LIFE_MS }, INSTANCE);
    await run(200_000);
    expect(refusals.map(({ code }) => code)).toEqual(['ssm-not-installed', 'ssm-no-answer']);
    expect(seals).toBe(4);
  });

  it('lets an order go that nobody waits for any more, and stops waiting in AWS', async () => {
    machine('sleep 30');
    patient = true;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(3_000);
    open = false;
    await run(60_000);
    expect(road.dueAt()).toBeNull();
    expect(refusals).toEqual([]);
    const [command] = ssm.commands;
    expect((await ssm.ended(command?.id ?? '')).status).toBe('Cancelled');
  });

  it('hears from AWS that a command was given up which no machine took in its minute', async () => {
    const [only] = ssm.machines;
    if (only) only.online = false;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(70_000);
    expect(ssm.commands).toMatchObject([{ status: 'TimedOut', details: 'Delivery Timed Out', code: -1 }]);
    if (only) only.online = true;
    await run(LIFE_MS);
    // It came back too late for the first order, and takes nothing of it.
    expect(ssm.commands).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'ssm-offline' }]);
  });

  it('takes a machine that comes back within that minute as one that was there', async () => {
    const [only] = ssm.machines;
    if (only) only.online = false;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(20_000);
    if (only) only.online = true;
    await settled();
    await run(60_000);
    expect(ssm.commands).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'ssm-not-here' }]);
  });

  it('asks what became of an instance to which AWS finds no way', async () => {
    ssm.faults.undeliverable = true;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(60_000);
    expect(called('DescribeInstanceInformation')).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'ssm-instance' }]);
  });

  it('says that somebody cancelled it, unless it ended before it was cancelled', async () => {
    const cancelled = async (id: string, line: string) => {
      machine(line);
      patient = true;
      road.begin({ id, exp: clock + LIFE_MS }, INSTANCE);
      await run(0);
      const running = () => ssm.commands.at(-1)?.status === 'InProgress';
      while (!running()) await new Promise((resolve) => setTimeout(resolve, 10));
      ssm.cancelAs(ssm.commands.at(-1)?.id ?? '');
      patient = false;
      await settled();
      await run(60_000);
    };
    await cancelled('o.cancelled', 'sleep 30');
    ssm.faults.cancelledAfterMs = 10_000;
    await cancelled('o.race', 'sleep 0.2; echo OC-NOT-HERE >&2; exit 2');
    expect(refusals.map(({ id, code }) => [id, code])).toEqual([
      ['o.cancelled', 'ssm-cancelled'],
      ['o.race', 'ssm-not-here'],
    ]);
  });

  it('knows a command that is being cancelled as one that was delivered', async () => {
    machine('sleep 30');
    patient = true;
    ssm.faults.cancelledAfterMs = 60_000;
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(0);
    while (ssm.commands[0]?.status !== 'InProgress') await new Promise((resolve) => setTimeout(resolve, 10));
    ssm.cancelAs(ssm.commands[0]?.id ?? '');
    await run(100_000);
    expect(called('DescribeInstanceInformation')).toEqual([]);
    expect(refusals).toEqual([]);
  });

  it('sends what the document takes: one parameter that holds nothing for a shell', async () => {
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(2_000);
    const [command] = ssm.commands;
    expect(readErrand(command?.order ?? '')).toEqual({ v: 1, order: 'e', delivery: 'delivery-1' });
    expect(command?.comment).toBe('oc:jti-1');
  });

  it('brings as many of the newest documents of the bot’s keys as there is room for, and the order always', async () => {
    documents = Array.from({ length: 40 }, (_, n) => `${n}:${'d'.repeat(1_400)}`);
    road.begin({ id: 'o.1', exp: clock + LIFE_MS }, INSTANCE);
    await run(2_000);
    const text = ssm.commands[0]?.order ?? '';
    expect(text.length).toBeLessThanOrEqual(MAX_ERRAND);
    const errand = readErrand(text);
    const trust = errand && 'trust' in errand ? (errand.trust ?? []) : [];
    expect(trust.length).toBeGreaterThan(5);
    expect(trust).toEqual(documents.slice(-trust.length));
  });
});
