/** A host in other hands: what it can make the bot store, count, log and do stays within bounds. */
import { beforeEach, describe, expect, it } from 'vitest';
import { boundedLog, LINES_A_MINUTE } from '../../src/hub/bounded-log.ts';
import { REDACT_BUDGET_MS } from '../../src/hub/host-evidence.ts';
import { HOST_MIGRATIONS } from '../../src/hub/host-record.ts';
import type { JobEvent } from '../../src/hub/messages.ts';
import { CLOSE } from '../../src/protocol/closing.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { LAST_COUNTER, MAX_LOOK_BYTES, MAX_LOOK_FACTS, MAX_LOOK_PIECES } from '../../src/protocol/limits.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { aRoom, type Guest, job, joinedGuest, type Room, shakeHands, T, type Wire } from './host-room.ts';

let room: Room;
let host: Guest;
beforeEach(async () => {
  room = await aRoom();
  host = await joinedGuest(room);
});

const claiming = (counter: number): Guest => ({
  ...host,
  journal: { ...host.journal, counter: () => counter },
});
const counters = () => room.store.all('SELECT counter, taken FROM host')[0];

describe('a counter far ahead', () => {
  it('quarantines the host, and is not taken over', async () => {
    const wire = await shakeHands(room, claiming(Number.MAX_SAFE_INTEGER));
    expect(wire.closed?.code).toBe(CLOSE.quarantined);
    expect(counters()).toEqual({ counter: 0, taken: 0 });
    expect((await room.card()).quarantined).toContain('other hands');
  });

  it('does not keep the host from joining anew, and from being asked', async () => {
    await shakeHands(room, claiming(Number.MAX_SAFE_INTEGER));
    const wire = await shakeHands(room, await joinedGuest(room));
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toEqual({ state: 'delivered' });
    expect(wire.got.at(-1)).toMatchObject({ type: 'deliver' });
  });

  it('of a host that joins anew begins at 1: its journal is new as well', async () => {
    await shakeHands(room, claiming(900));
    expect(counters()).toMatchObject({ counter: 900 });
    await shakeHands(room, await joinedGuest(room));
    await room.tell({ type: 'dispatch', job: job('o-1') });
    expect(counters()).toMatchObject({ counter: 1 });
  });

  it('that is the last one leaves the record as it was', async () => {
    const wire = await shakeHands(room, host);
    room.store.run('UPDATE host SET counter = ?', LAST_COUNTER);
    await expect(room.tell({ type: 'dispatch', job: job('o-1') })).rejects.toThrow('join with a new token');
    expect(counters()).toMatchObject({ counter: LAST_COUNTER });
    expect(wire.got.filter((frame) => frame.type === 'deliver')).toEqual([]);
  });
});

describe('evidence of one look', () => {
  const fact = { fact: 'made.up', subject: 'host', value: 1 };
  const piece = (facts: object[], more: object = {}) => ({
    probe: 'p',
    subject: 'host',
    source: 's',
    at: '2026-11-21T00:00:00Z',
    how: 'live',
    look: 'seen',
    facts,
    ...more,
  });
  const many = <X>(n: number, one: X): X[] => Array.from({ length: n }, () => one);
  const ends = () => room.sent.filter(({ event }) => event.type === 'refused').map(({ event }) => event);
  let wire: Wire;
  let seq: number;
  beforeEach(async () => {
    seq = 0;
    wire = await shakeHands(room, host);
    await room.tell({ type: 'dispatch', job: job('o-1') });
  });
  const bring = (evidence: object[]) => room.say(wire, { type: 'evidence', id: 'o-1', seq: seq++, evidence });

  it.each([
    ['facts', () => [piece(many(2_000, fact))], `more than ${MAX_LOOK_FACTS} facts`],
    ['pieces', () => many(400, piece([])), `more than ${MAX_LOOK_PIECES} pieces`],
    [
      'bytes',
      () => many(25, piece([], { text: 'x'.repeat(16_000) })),
      `more than ${MAX_LOOK_BYTES / 1_048_576} MiB`,
    ],
  ])('ends with its reason when it brings too many %s', async (_what, make, why) => {
    for (let n = 0; n < 14; n++) await bring(make());
    expect(ends()).toEqual([
      {
        at: T,
        type: 'refused',
        order: 'o-1',
        host: 'node-3',
        code: 'too-much-evidence',
        why: expect.stringContaining(why),
      },
    ]);
    const [row] = room.store.all<{ bytes: number; facts: number; pieces: number }>('SELECT * FROM orders');
    expect(row?.bytes).toBeLessThanOrEqual(MAX_LOOK_BYTES);
    expect(row?.facts).toBeLessThanOrEqual(MAX_LOOK_FACTS);
    expect(row?.pieces).toBeLessThanOrEqual(MAX_LOOK_PIECES);
    // Each frame is acknowledged, so that an honest host forgets it, and nothing of the rest is stored or told.
    expect(wire.got.filter((frame) => frame.type === 'ack')).toHaveLength(14);
    expect(room.store.all('SELECT * FROM mailbox')).toEqual([]);
  });

  it('shares one allowance for taking secrets out', async () => {
    const given: number[] = [];
    room = await aRoom({
      clean: async (pieces: Evidence[], budgetMs: number) => {
        given.push(budgetMs);
        return { pieces, tookMs: 1_500 };
      },
    });
    host = await joinedGuest(room);
    wire = await shakeHands(room, host);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    for (let n = 0; n < 3; n++) await bring([piece([])]);
    expect(given).toEqual([REDACT_BUDGET_MS, REDACT_BUDGET_MS - 1_500, 0]);
  });
});

describe('a record that an older bot let a host poison', () => {
  const poisoned = async () => {
    room.store.run('UPDATE host SET counter = 9007199254740992, taken = 9007199254740991');
    room.store.run(
      "INSERT INTO orders (id, incident, envelope, digest, exp, state, counter) VALUES ('o-0', 'i', 'e', 'd', ?, 'delivered', 9007199254740992)",
      T + 60_000,
    );
    expect(() => room.store.all('SELECT counter FROM host')).toThrow(/too large/);
    for (const step of HOST_MIGRATIONS.slice(1, 2)) room.store.run(step.replace(/ALTER TABLE[^;]*;/g, ''));
    room.evict();
  };

  it('can be read again, says why it is quarantined, and is well after a new join', async () => {
    await poisoned();
    expect((await room.card()).quarantined).toContain('driven to the end');
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toMatchObject({ state: 'quarantined' });
    await shakeHands(room, await joinedGuest(room));
    expect(await room.tell({ type: 'dispatch', job: job('o-2') })).toEqual({ state: 'delivered' });
    expect(counters()).toMatchObject({ counter: 1 });
  });
});

it('a host that dials again and again tells its incident a few times that it was gone', async () => {
  await shakeHands(room, host);
  await room.tell({ type: 'dispatch', job: job('o-1') });
  for (let n = 0; n < 30; n++) await room.drop(await shakeHands(room, host));
  expect(room.sent.filter(({ event }) => event.type === 'host-lost').length).toBeLessThanOrEqual(8);
  expect(room.sent.length).toBeGreaterThan(0);
});

describe('the log', () => {
  it('has a bounded number of lines a minute about one host, and says how many were left out', () => {
    const lines = recordedLog();
    let now = T;
    const log = boundedLog(lines, () => now);
    for (let n = 0; n < 500; n++) log.child({ n }).warn({}, 'again');
    log.error({}, 'an error is not hidden by them');
    expect(lines.lines).toHaveLength(LINES_A_MINUTE + 1);
    now += 60_000;
    log.info({}, 'later');
    expect(lines.lines.at(-2)?.fields).toEqual({ leftOut: 500 - LINES_A_MINUTE });
    expect(lines.lines.at(-1)?.sentence).toBe('later');
  });

  it('says nothing of orders that a host makes up, and the session ends', async () => {
    const log = recordedLog();
    room = await aRoom({ log });
    host = await joinedGuest(room);
    const wire = await shakeHands(room, host);
    const before = log.lines.filter(({ level }) => level !== 'debug').length;
    let said = 0;
    for (; wire.closed === null; said++)
      await room.say(wire, { type: 'refused', id: `o-${said}`, code: 'policy', why: 'x' });
    expect(said).toBe(100);
    expect(wire.closed?.code).toBe(1008);
    expect(log.lines.filter(({ level }) => level !== 'debug').length - before).toBeLessThanOrEqual(2);
    expect(room.sent.map(({ event }): JobEvent['type'] => event.type)).toEqual([]);
  });
});
