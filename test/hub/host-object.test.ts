/** One host as the bot knows it: who is let in, what is delivered, what arrives, and who is not believed. */
import { beforeEach, describe, expect, it } from 'vitest';
import { helloOf } from '../../src/agent/channel/greeting.ts';
import { FLEET_SHARD_NAMES, fleetBehaviour, fleetShard } from '../../src/hub/fleet-object.ts';
import type { JobEvent } from '../../src/hub/messages.ts';
import { digestOf, sha256 } from '../../src/protocol/canonical.ts';
import { CLOSE } from '../../src/protocol/closing.ts';
import { open } from '../../src/protocol/envelope.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import type { Done } from '../../src/protocol/frames.ts';
import { MAX_EVIDENCE_FRAMES } from '../../src/protocol/limits.ts';
import { Delivery, Order } from '../../src/protocol/order.ts';
import { generateSigningKey, loadSigner, verifyKey } from '../../src/protocol/signer.ts';
import { heldBy } from '../freezes/given.ts';
import {
  aRoom,
  type Guest,
  guest,
  job,
  joinedGuest,
  joinRequest,
  type Room,
  shakeHands,
  T,
  type Wire,
} from './host-room.ts';

let room: Room;
beforeEach(async () => {
  room = await aRoom();
});

const H = 'H'.repeat(43);
const piece: Evidence = {
  probe: 'http',
  subject: 'gateway:default',
  source: '/healthz',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [{ fact: 'gateway.version.running', subject: 'gateway:default', value: '2026.9.6' }],
};

/** The deliveries on a wire, opened as the host would. */
async function deliveries(wire: Wire) {
  const keys = new Map([[room.signer.kid, await verifyKey(room.signer.publicKey)]]);
  const frames = wire.got.filter((frame) => frame.type === 'deliver');
  return Promise.all(
    frames.map(async (frame) => {
      const order = await open(String(frame.order), { purpose: 'ocorder+jws', keys, schema: Order });
      const delivery = await open(String(frame.delivery), {
        purpose: 'ocdelivery+jws',
        keys,
        schema: Delivery,
      });
      if (!order.ok || !delivery.ok) throw new Error('a delivery that no host would take');
      return { order: order.payload, digest: order.digest, delivery: delivery.payload };
    }),
  );
}

/** What a host says when all went well, frame by frame. */
async function frames(host: Guest, id: string, order: string, more: Partial<Done> = {}) {
  const accepted = { type: 'accepted', id, order, journaled: true };
  const evidence = JSON.stringify({ type: 'evidence', id, seq: 0, evidence: [piece] });
  const done: Done = {
    v: 1,
    id,
    order,
    outcome: 'finished',
    why: null,
    frames: [await sha256(evidence)],
    tookMs: 12,
    at: T,
    journal: { length: 3, head: H },
    ...more,
  };
  return {
    accepted,
    evidence,
    done: { type: 'done', id, done: await host.identity.signer.sign('ocdone+jws', done) },
  };
}

const told = () => room.sent.map((one) => one.event.type);

describe('joining', () => {
  it('lets one host in with one token, and shows its key', async () => {
    const host = await joinedGuest(room);
    expect(await room.card()).toMatchObject({
      name: 'node-3',
      enrolled: true,
      connected: false,
      confirmed: false,
      keyFingerprint: host.identity.signer.kid,
    });
    expect(new Set(room.registered)).toEqual(new Set(['node-3']));
  });

  it('keeps no token, only its hash', async () => {
    const token = await room.token();
    const tables = ['tokens', 'host', 'orders', 'mailbox'].map((table) =>
      room.store.all(`SELECT * FROM ${table}`),
    );
    expect(JSON.stringify(tables)).toContain(await sha256(token));
    expect(JSON.stringify(tables)).not.toContain(token.split('.')[0]);
  });

  type Refused = [string, string, (token: string) => Promise<{ request: string }>, string?];
  const refused: Refused[] = [
    [
      'a token used before',
      'token-used',
      async (token: string) => {
        const first = await joinRequest(token);
        await room.tell({ type: 'join', token, request: first.request });
        return joinRequest(token);
      },
    ],
    [
      'a token that is too old',
      'token-expired',
      async (token: string) => {
        room.now += 15 * 60_000;
        return joinRequest(token);
      },
    ],
    [
      'a token older than another one of this host',
      'token-replaced',
      async (token: string) => {
        await room.token();
        return joinRequest(token);
      },
    ],
    ['a token nobody made', 'token-unknown', (token: string) => joinRequest(`${token}x`), 'x'],
    ['a request made for another token', 'join-proof', (token: string) => joinRequest(`${token}y`)],
    ['a request for another host', 'join-name', (token: string) => joinRequest(token, { name: 'node-4' })],
    [
      'somebody else’s key',
      'join-proof',
      async (token: string) => {
        const victim = await loadSigner(await generateSigningKey());
        return joinRequest(token, { key: victim.publicKey });
      },
    ],
    ['no signed request', 'join-proof', async () => ({ request: 'nonsense' })],
  ];
  it.each(refused)('is refused with %s (%s)', async (_name, code, make, suffix = '') => {
    const token = await room.token();
    const { request } = await make(token);
    const reply = await room.tell({ type: 'join', token: token + suffix, request });
    expect(reply).toMatchObject({ ok: false, code, message: expect.any(String), hint: expect.any(String) });
  });

  it('a refused proof does not burn the token', async () => {
    const token = await room.token();
    await room.tell({ type: 'join', token, request: 'nonsense' });
    const { request } = await joinRequest(token);
    expect(await room.tell({ type: 'join', token, request })).toMatchObject({ ok: true });
  });

  it('of two that race with one token exactly one wins, in 1,000 races', { timeout: 60_000 }, async () => {
    const [first, second] = [room.life, room.evict()];
    const [one, two] = [
      await loadSigner(await generateSigningKey()),
      await loadSigner(await generateSigningKey()),
    ];
    const winners = { first: 0, second: 0 };
    for (let race = 0; race < 1_000; race++) {
      const token = await room.token();
      const [a, b] = [await joinRequest(token, {}, one), await joinRequest(token, {}, two)];
      const ask = (request: string) => ({ type: 'join' as const, token, request });
      // Two lives over one store: not even an object that lives twice lets two in.
      const replies = await Promise.all(
        race % 2
          ? [first.receive(ask(a.request)), second.receive(ask(b.request))]
          : [second.receive(ask(b.request)), first.receive(ask(a.request))].reverse(),
      );
      const won = replies.map((reply) => reply.ok === true);
      expect(won.filter(Boolean)).toHaveLength(1);
      winners[won[0] ? 'first' : 'second'] += 1;
    }
    expect(winners.first + winners.second).toBe(1_000);
    expect(Math.min(winners.first, winners.second)).toBeGreaterThan(0);
  });

  it('anew ends the old key, its session and its orders', async () => {
    const old = await joinedGuest(room);
    const wire = await shakeHands(room, old);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    await joinedGuest(room);
    expect(wire.closed?.code).toBe(CLOSE.unknown);
    expect(room.sent).toMatchObject([{ event: { type: 'refused', order: 'o-1', code: 'rejoined' } }]);
    expect((await shakeHands(room, old)).closed?.code).toBe(CLOSE.unknown);
  });
});

describe('dispatching', () => {
  it('says at once that nobody has joined, or that the host is away and since when', async () => {
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toEqual({ state: 'not-enrolled' });
    const host = await joinedGuest(room);
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toEqual({
      state: 'absent',
      lastSeen: null,
    });
    await room.drop(await shakeHands(room, host));
    expect(await room.tell({ type: 'dispatch', job: job('o-2') })).toEqual({ state: 'absent', lastSeen: T });
  });

  it('delivers an order for this host, this session and the next counter', async () => {
    const host = await joinedGuest(room);
    const wire = await shakeHands(room, host);
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toEqual({ state: 'delivered' });
    await room.tell({ type: 'dispatch', job: job('o-2') });
    const [one, two] = await deliveries(wire);
    expect(one?.order).toMatchObject({
      id: 'o-1',
      op: 'triage',
      mode: 'read',
      host: host.identity.signer.kid,
    });
    expect(one?.delivery.order).toBe(one?.digest);
    expect([one?.delivery.counter, two?.delivery.counter]).toEqual([1, 2]);
  });

  it('the same order twice is one order and one delivery', async () => {
    const wire = await shakeHands(room, await joinedGuest(room));
    for (let i = 0; i < 3; i++)
      expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toEqual({ state: 'delivered' });
    expect(await deliveries(wire)).toHaveLength(1);
  });

  it('brings a waiting order when the host comes, as a fresh delivery of the same order', async () => {
    const host = await joinedGuest(room);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    const first = await shakeHands(room, host);
    await room.drop(first);
    const second = await shakeHands(room, host);
    const [one, two] = [(await deliveries(first))[0], (await deliveries(second))[0]];
    expect(two?.digest).toBe(one?.digest);
    expect(two?.delivery.session).not.toBe(one?.delivery.session);
    expect(two?.delivery.counter).toBe(2);
  });

  it('does not bring an order that is over, or that the host has already', async () => {
    const host = await joinedGuest(room);
    await room.tell({ type: 'dispatch', job: job('o-1', { expiresAt: T + 5_000 }) });
    const wire = await shakeHands(room, host);
    const [one] = await deliveries(wire);
    await room.say(wire, (await frames(host, 'o-1', one?.digest ?? '')).accepted);
    await room.drop(wire);
    expect(
      await deliveries(await shakeHands(room, { ...host, journal: { ...host.journal, counter: () => 1 } })),
    ).toEqual([]);
    expect(await room.tell({ type: 'dispatch', job: job('o-2', { expiresAt: T }) })).toMatchObject({
      state: 'absent',
    });
  });

  it('that was brought twice, since its acceptance was lost, is not held against a host that counts the first', async () => {
    const host = await joinedGuest(room);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    const first = await shakeHands(room, host);
    const [one] = await deliveries(first);
    // The host has taken it by delivery 1, and the line breaks over its word.
    await room.drop(first);
    const took = { ...host, journal: { ...host.journal, counter: () => 1 } };
    const second = await shakeHands(room, took);
    expect((await deliveries(second))[0]?.delivery.counter).toBe(2);
    await room.say(second, (await frames(host, 'o-1', one?.digest ?? '')).accepted);
    await room.drop(second);
    expect((await shakeHands(room, took)).closed).toBeNull();
    expect((await room.card()).quarantined).toBeNull();
    const copy = { ...host, journal: { ...host.journal, counter: () => 0 } };
    expect((await shakeHands(room, copy)).closed?.reason).toBe('quarantined');
  });

  it('does not take a dead line for a host', async () => {
    const wire = await shakeHands(room, await joinedGuest(room));
    wire.heartbeat = T + 20_000;
    room.now += 70_001;
    expect(await room.tell({ type: 'dispatch', job: job('o-1', { expiresAt: room.now + 9 }) })).toEqual({
      state: 'absent',
      lastSeen: T + 20_000,
    });
    expect(wire.closed?.code).toBe(CLOSE.silent);
  });

  it('refuses to sign what no host would understand', async () => {
    await joinedGuest(room);
    const wrong = job('o-1', { args: { gateway: '; rm -rf /' } });
    await expect(room.tell({ type: 'dispatch', job: wrong })).rejects.toThrow();
    expect(room.store.all('SELECT * FROM orders')).toEqual([]);
  });
});

describe('a frozen host', () => {
  const run = (id: string, more: object = {}) =>
    job(id, { op: 'recovery.run', args: { plan: H, ...more }, approvedBy: ['slack:U-li'] });
  const hold = heldBy({ freeze: 'frz-1', from: T, until: T + 60_000, by: 'dana' });
  async function confirmedGuest(): Promise<Guest> {
    const host = await joinedGuest(room);
    await room.tell({ type: 'confirm', key: host.identity.signer.kid, by: 'U-admin' });
    return host;
  }

  it('is told to nobody as changed: the order of anybody else is not even signed', async () => {
    await confirmedGuest();
    expect(await room.tell({ type: 'hold', hold })).toEqual({ held: true });
    expect(await room.tell({ type: 'dispatch', job: run('o-1') })).toMatchObject({
      state: 'frozen',
      held: { by: 'dana', until: T + 60_000 },
    });
    expect(room.store.all('SELECT * FROM orders')).toEqual([]);
  });

  it('is looked at all the same, and changed by the freeze’s own work', async () => {
    const wire = await shakeHands(room, await confirmedGuest());
    await room.tell({ type: 'hold', hold });
    for (const one of [job('o-1'), run('o-2', { freeze: 'frz-1' })])
      expect(await room.tell({ type: 'dispatch', job: one })).toEqual({ state: 'delivered' });
    expect(await deliveries(wire)).toHaveLength(2);
  });

  it('is spared an order that was given before and waits for it', async () => {
    const host = await confirmedGuest();
    await room.tell({ type: 'dispatch', job: run('o-1') });
    await room.tell({ type: 'hold', hold });
    expect(await deliveries(await shakeHands(room, host))).toEqual([]);
    expect(room.sent).toMatchObject([
      {
        id: 'o-1:end',
        event: { type: 'refused', code: 'frozen', why: expect.stringContaining('held by dana') },
      },
    ]);
  });

  it('tells whoever gave an order, incident or freeze', async () => {
    const host = await confirmedGuest();
    const asked = { freeze: 'frz-1', by: 'slack:U-dana', until: T + 60_000 };
    const given = job('o-1', { op: 'freeze.hold', args: asked, tell: 'freeze:frz-1' });
    await room.tell({ type: 'dispatch', job: given });
    const wire = await shakeHands(room, host);
    const [one] = await deliveries(wire);
    await room.say(wire, (await frames(host, 'o-1', one?.digest ?? '')).accepted);
    expect(room.sent).toMatchObject([{ to: 'frz-1', event: { type: 'accepted', order: 'o-1' } }]);
  });

  it('shows on its card who holds it, until it is let go', async () => {
    await room.tell({ type: 'hold', hold });
    expect((await room.card()).held).toEqual([hold]);
    await room.tell({ type: 'let-go', freeze: 'frz-1' });
    expect((await room.card()).held).toEqual([]);
  });
});

describe('what a host says of an order', () => {
  let host: Guest;
  let wire: Wire;
  let digest: string;
  beforeEach(async () => {
    host = await joinedGuest(room);
    wire = await shakeHands(room, host);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    digest = (await deliveries(wire))[0]?.digest ?? '';
    wire.got.length = 0;
  });

  it('reaches its incident in order, and is acknowledged once it is stored', async () => {
    const said = await frames(host, 'o-1', digest);
    await room.say(wire, said.accepted);
    await room.say(wire, said.evidence);
    await room.say(wire, said.done);
    expect(room.sent).toEqual([
      { to: 'inc-1', id: 'o-1:accepted', event: { at: T, type: 'accepted', order: 'o-1', host: 'node-3' } },
      {
        to: 'inc-1',
        id: 'o-1:evidence:0',
        event: { at: T, type: 'evidence', order: 'o-1', host: 'node-3', seq: 0, evidence: [piece] },
      },
      {
        to: 'inc-1',
        id: 'o-1:end',
        event: { at: T, type: 'done', order: 'o-1', host: 'node-3', tookMs: 12 },
      },
    ]);
    expect(wire.got).toEqual([
      { type: 'ack', id: 'o-1', next: 1, done: false },
      { type: 'ack', id: 'o-1', next: 1, done: true },
    ]);
    expect(await room.card()).toMatchObject({ openclawVersion: '2026.9.6' });
  });

  it('does not overtake what was said before it', async () => {
    const said = await frames(host, 'o-1', digest);
    room.away = true;
    await room.say(wire, said.accepted);
    room.away = false;
    await room.say(wire, said.evidence);
    expect(told()).toEqual([]);
    await room.pass(2_000);
    expect(told()).toEqual(['accepted', 'evidence']);
  });

  it('is told once, however often it is said', async () => {
    const said = await frames(host, 'o-1', digest);
    for (const frame of [
      said.accepted,
      said.evidence,
      said.accepted,
      said.evidence,
      said.done,
      said.done,
      said.evidence,
    ])
      await room.say(wire, frame);
    expect(told()).toEqual(['accepted', 'evidence', 'done']);
    expect(wire.got.filter((frame) => frame.type === 'ack')).toHaveLength(5);
  });

  it('waits, in order, while the incident is away, also through an eviction', async () => {
    room.away = true;
    const said = await frames(host, 'o-1', digest);
    await room.say(wire, said.accepted);
    await room.say(wire, said.evidence);
    room.evict();
    await room.say(wire, said.done);
    expect(room.sent).toEqual([]);
    room.away = false;
    await room.pass(500_000);
    expect(told()).toEqual(['accepted', 'evidence', 'done']);
    expect(room.store.all('SELECT * FROM mailbox')).toEqual([]);
  });

  it('one incident that is away does not hold up another', async () => {
    await room.tell({ type: 'dispatch', job: job('o-2', { incident: 'inc-2' }) });
    const second = (await deliveries(wire))[0]?.digest ?? '';
    room.away = true;
    await room.say(wire, (await frames(host, 'o-1', digest)).accepted);
    room.away = false;
    await room.say(wire, (await frames(host, 'o-2', second)).accepted);
    expect(room.sent.map((one) => one.to)).toEqual(['inc-2']);
    await room.pass(2_000);
    expect(room.sent.map((one) => one.to)).toEqual(['inc-2', 'inc-1']);
  });

  it.each([
    [
      'a refusal',
      {},
      { type: 'refused', id: 'o-1', code: 'policy', why: 'not here' },
      { code: 'policy', why: 'not here' },
    ],
    ['a failure', { outcome: 'failed', why: 'it broke' }, null, { code: 'failed', why: 'it broke' }],
    [
      'a restart in the middle',
      { outcome: 'stopped', why: 'restarted', frames: [] },
      null,
      { code: 'stopped' },
    ],
    ['evidence that is not what was signed', { frames: [H] }, null, { code: 'manifest' }],
    ['evidence that nobody signed', { frames: [] }, null, { code: 'manifest' }],
  ] as const)('%s ends it for the incident', async (_name, more, frame, event) => {
    const said = await frames(host, 'o-1', digest, more as Partial<Done>);
    await room.say(wire, said.evidence);
    await room.say(wire, frame ?? said.done);
    expect(room.sent.at(-1)?.event).toMatchObject({
      type: 'refused',
      order: 'o-1',
      host: 'node-3',
      ...event,
    });
  });

  it('evidence that did not arrive is missed', async () => {
    await room.say(wire, (await frames(host, 'o-1', digest)).done);
    expect(room.sent.at(-1)?.event).toMatchObject({ type: 'refused', code: 'incomplete' });
  });

  it('an end that the host has not signed closes the session', async () => {
    const stranger = guest(
      { ...host.identity, signer: await loadSigner(await generateSigningKey()) },
      { length: 0, head: null },
    );
    await room.say(wire, (await frames(stranger, 'o-1', digest)).done);
    expect(wire.closed?.code).toBe(CLOSE.untrusted);
    expect(told()).toEqual(['host-lost']);
  });

  it('an acceptance or an end for other bytes than were ordered is not taken', async () => {
    const said = await frames(host, 'o-1', await digestOf('another'));
    await room.say(wire, said.accepted);
    await room.say(wire, said.done);
    expect(room.sent).toEqual([]);
  });

  it('evidence in a strange form becomes "could not look", the rest of it stays', async () => {
    await room.say(wire, {
      type: 'evidence',
      id: 'o-1',
      seq: 0,
      evidence: [piece, { probe: 'x', sudo: 1 }, null],
    });
    const event = room.sent[0]?.event as Extract<JobEvent, { type: 'evidence' }>;
    expect(event.evidence.map((one) => [one.probe, one.look])).toEqual([
      ['http', 'seen'],
      ['x', 'unavailable'],
      ['unknown', 'unavailable'],
    ]);
  });

  it('of an order that nobody gave is acknowledged, so that it ends, and told to nobody', async () => {
    const said = await frames(host, 'o-9', digest);
    for (const frame of [said.accepted, said.evidence, said.done]) await room.say(wire, frame);
    expect(room.sent).toEqual([]);
    expect(wire.got.at(-1)).toEqual({ type: 'ack', id: 'o-9', next: MAX_EVIDENCE_FRAMES, done: true });
  });

  it('stops when the line breaks, and goes on when the same agent is back', async () => {
    const said = await frames(host, 'o-1', digest);
    await room.say(wire, said.accepted);
    await room.drop(wire);
    const again = await shakeHands(room, { ...host, journal: { ...host.journal, counter: () => 1 } });
    await room.say(again, said.evidence);
    await room.say(again, said.done);
    expect(told()).toEqual(['accepted', 'host-lost', 'evidence', 'done']);
  });

  it('is not missed when the same agent comes on a second line before the first is seen to be dead', async () => {
    const said = await frames(host, 'o-1', digest);
    await room.say(wire, said.accepted);
    const again = await shakeHands(room, { ...host, journal: { ...host.journal, counter: () => 1 } });
    await room.say(again, said.evidence);
    await room.say(again, said.done);
    expect(told()).toEqual(['accepted', 'evidence', 'done']);
  });

  it('is not held against a host whose full disk let it forget', async () => {
    await room.say(wire, { ...(await frames(host, 'o-1', digest)).accepted, journaled: false });
    await room.drop(wire);
    expect((await shakeHands(room, host)).closed).toBeNull();
    expect((await room.card()).quarantined).toBeNull();
  });

  it('moves the known end of its journal forward only', async () => {
    await room.say(wire, (await frames(host, 'o-1', digest)).done);
    const older = { journal: { length: 2, head: 'x'.repeat(43) } };
    await room.say(wire, (await frames(host, 'o-1', digest, older)).done);
    expect(room.store.all('SELECT journal_length, journal_head FROM host')).toEqual([
      { journal_length: 3, journal_head: H },
    ]);
  });

  it('is missed by the alarm when the line dies without a word', async () => {
    await room.say(wire, (await frames(host, 'o-1', digest)).accepted);
    while (room.now < T + 60_000) await room.pass(5_000);
    expect(wire.closed?.code).toBe(CLOSE.silent);
    expect(told()).toEqual(['accepted', 'host-lost']);
  });
});

describe('a copied host', () => {
  it('is noticed when both copies are alive: the first is closed, then the host is quarantined', async () => {
    const first = await joinedGuest(room);
    const copy = guest(first.identity, first.journal.at);
    const one = await shakeHands(room, first);
    await room.tell({ type: 'dispatch', job: job('o-1') });

    const two = await shakeHands(room, copy);
    expect(one.closed?.code).toBe(CLOSE.replaced);
    expect(two.closed).toBeNull();
    expect((await room.card()).marked).toContain('second host agent');
    expect(told()).toEqual(['host-lost']);

    const back = await shakeHands(room, first);
    expect(back.closed?.code).toBe(CLOSE.quarantined);
    expect(two.closed?.code).toBe(CLOSE.quarantined);
    expect((await room.card()).quarantined).toContain('two host agents');
    expect(await room.tell({ type: 'dispatch', job: job('o-2') })).toMatchObject({ state: 'quarantined' });
    expect(room.sent.at(-1)?.event).toMatchObject({ type: 'refused', order: 'o-1', code: 'quarantined' });
    expect((await shakeHands(room, copy)).closed?.code).toBe(CLOSE.quarantined);
  });

  it('is noticed by a journal that does not know what the true one wrote', async () => {
    const host = await joinedGuest(room);
    host.journal.at = { length: 5, head: H };
    await room.drop(await shakeHands(room, host));
    const copy = guest(host.identity, { length: 6, head: 'x'.repeat(43) });
    expect((await shakeHands(room, copy)).closed?.code).toBe(CLOSE.quarantined);
  });

  it('is let in again only with a new token and a new key', async () => {
    const host = await joinedGuest(room);
    host.journal.at = { length: 5, head: H };
    await room.drop(await shakeHands(room, host));
    host.journal.at = { length: 1, head: H };
    await shakeHands(room, host);
    expect((await room.card()).quarantined).not.toBeNull();
    const anew = await joinedGuest(room);
    expect((await room.card()).quarantined).toBeNull();
    expect((await shakeHands(room, anew)).closed).toBeNull();
  });

  it('is not seen in a host agent that restarts or reconnects', async () => {
    const host = await joinedGuest(room);
    for (let i = 0; i < 5; i++) {
      const half = await shakeHands(room, host);
      const again = await shakeHands(room, host);
      expect(half.closed?.code).toBe(CLOSE.replaced);
      await room.drop(again);
      host.run = guest(host.identity, host.journal.at).run;
    }
    expect((await room.card()).quarantined).toBeNull();
  });
});

describe('a stranger', () => {
  it.each([
    [
      'says what only a live session may',
      { type: 'accepted', id: 'o', order: H, journaled: true },
      CLOSE.early,
    ],
    ['talks garbage', 'GET / HTTP/1.1', CLOSE.garbage],
    ['talks without end', JSON.stringify('x'.repeat(600_000)), CLOSE.oversize],
  ])('that %s is shown out', async (_name, frame, code) => {
    await joinedGuest(room);
    const wire = await room.wire();
    await room.say(wire, frame);
    expect(wire.closed?.code).toBe(code);
  });

  it('that says nothing is shown out by the alarm', async () => {
    const wire = await room.wire();
    await room.pass(10_001);
    expect(wire.closed?.code).toBe(CLOSE.slow);
  });

  it('beside many others makes the oldest go', async () => {
    const first = await room.wire();
    for (let i = 0; i < 8; i++) await room.wire();
    expect(first.closed?.code).toBe(CLOSE.slow);
  });

  it('that has said hello counts among them', async () => {
    const host = await joinedGuest(room);
    const hello = await helloOf(host);
    const wires: Wire[] = [];
    for (let i = 0; i < 20; i++) {
      const wire = await room.wire();
      await room.say(wire, hello);
      wires.push(wire);
    }
    expect(wires.filter((wire) => wire.closed === null)).toHaveLength(8);
    expect(wires.at(-1)?.closed).toBeNull();
  });

  it('that dialled another address is not talked to', async () => {
    const host = await joinedGuest(room);
    host.identity.bot.url = 'https://evil.example';
    expect((await shakeHands(room, host)).closed?.code).toBe(CLOSE.origin);
  });
});

describe('a bot that knows its own address', () => {
  it.each([
    ['its host', 'https://bot.example.com', 'https://bot.example.com/x', null],
    ['a host on its own machine', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080/x', null],
    [
      'a host behind a proxy that changes the name',
      'https://bot.example.com',
      'http://10.0.0.7:8080/x',
      null,
    ],
    [
      'a stranger that passes the talk on under its own name',
      'https://evil.example',
      'https://evil.example/x',
      CLOSE.origin,
    ],
    [
      'a stranger that passes the talk on under another name',
      'https://evil.example',
      'http://127.0.0.1/x',
      CLOSE.origin,
    ],
  ])('takes or leaves %s', async (_name, dialled, url, code) => {
    room = await aRoom({ publicUrl: 'https://bot.example.com' });
    const host = await joinedGuest(room);
    host.identity.bot.url = dialled;
    expect((await shakeHands(room, host, url)).closed?.code ?? null).toBe(code);
  });
});

describe('incidents of a host', () => {
  it('the first claim opens it, later ones join it, and only its own release ends it', async () => {
    expect(await room.tell({ type: 'claim', incident: 'inc-1' })).toEqual({ incident: 'inc-1' });
    expect(await room.tell({ type: 'claim', incident: 'inc-2' })).toEqual({ incident: 'inc-1' });
    await room.tell({ type: 'release', incident: 'inc-2', verdict: 'down', at: T });
    expect(await room.card()).toMatchObject({ openIncident: 'inc-1', verdict: 'down' });
    await room.tell({ type: 'report', incident: 'inc-1', verdict: 'degraded', at: T + 1 });
    expect(await room.card()).toMatchObject({ openIncident: 'inc-1', verdict: 'degraded' });
    await room.tell({ type: 'release', incident: 'inc-1', verdict: 'healthy', at: T + 2 });
    expect(await room.card()).toMatchObject({ openIncident: null, verdict: 'healthy', verdictAt: T + 2 });
  });
});

describe('the fleet', () => {
  it('keeps each name once, in the shard that its name chooses', async () => {
    const shared = await aRoom();
    const behaviour = fleetBehaviour();
    for (const step of behaviour.migrations) shared.store.run(step);
    const life = behaviour.start({ store: shared.store } as Parameters<typeof behaviour.start>[0]);
    for (const name of ['node-3', 'node-1', 'node-3'])
      await life.receive({ type: 'register', name } as never);
    expect(await life.receive({ type: 'list' })).toEqual({ names: ['node-1', 'node-3'], labels: {} });
  });

  it('keeps labels for the hosts that it knows, each once', async () => {
    const shared = await aRoom();
    const behaviour = fleetBehaviour();
    for (const step of behaviour.migrations) shared.store.run(step);
    const life = behaviour.start({ store: shared.store } as Parameters<typeof behaviour.start>[0]);
    const label = (name: string, add: string[], remove: string[] = []) =>
      life.receive({ type: 'label', name, add, remove } as never);
    await life.receive({ type: 'register', name: 'node-3' } as never);
    expect(await label('node-3', ['prod', 'eu', 'prod'])).toEqual({ labels: ['eu', 'prod'] });
    expect(await label('node-3', [], ['eu', 'never-given'])).toEqual({ labels: ['prod'] });
    expect(await label('node-4', ['prod'])).toEqual({ labels: null });
    await expect(label('node-3', ['Not A Label'])).rejects.toThrow();
    expect(await life.receive({ type: 'list' })).toEqual({
      names: ['node-3'],
      labels: { 'node-3': ['prod'] },
    });
  });

  it('spreads hosts over its shards, the same everywhere', () => {
    const shards = Array.from({ length: 400 }, (_, i) => fleetShard(`node-${i}`));
    expect([...new Set(shards)].sort()).toEqual([...FLEET_SHARD_NAMES]);
    // Written down, because a host that changed its shard would be lost.
    expect([fleetShard('node-3'), fleetShard('gw.example.com')]).toEqual(['fleet-1', 'fleet-0']);
  });
});

describe('evidence', () => {
  it('is stored and passed on only as it was cleaned', async () => {
    const clean = async (pieces: Evidence[]) => ({
      pieces: pieces.map((one): Evidence => ({ ...one, source: 'cleaned', facts: [] })),
      tookMs: 7,
    });
    room = await aRoom({ clean });
    const host = await joinedGuest(room);
    const wire = await shakeHands(room, host);
    await room.tell({ type: 'dispatch', job: job('o-1') });
    const said = await frames(host, 'o-1', (await deliveries(wire))[0]?.digest ?? '');
    await room.say(wire, said.accepted);
    await room.say(wire, said.evidence);
    expect(room.sent[1]?.event).toMatchObject({ evidence: [{ source: 'cleaned', facts: [] }] });
  });
});

describe('maintenance', () => {
  const work = { by: 'mira', because: 'the disks are swapped', from: T, until: T + 3_600_000 };

  it('goes along with how a job went, until it ends by itself', async () => {
    const room = await aRoom();
    await joinedGuest(room);
    expect(await room.tell({ type: 'maintain', maintenance: work })).toEqual({ before: null });
    expect(await room.tell({ type: 'dispatch', job: job('o-1') })).toMatchObject({
      state: 'absent',
      maintenance: work,
    });
    room.now = work.until;
    const later = job('o-2', { expiresAt: work.until + 60_000 });
    expect(await room.tell({ type: 'dispatch', job: later })).not.toHaveProperty('maintenance');
    expect((await room.card()).maintenance).toBeNull();
  });
});

describe('its fleet shard', () => {
  it('is told how the host stands when that changes, over lives, and of nothing else', async () => {
    const room = await aRoom();
    const guest = await joinedGuest(room);
    expect(room.standing).toMatchObject({ enrolled: true, connected: false });
    const wire = await shakeHands(room, guest);
    expect(room.standing).toMatchObject({ connected: true, lastSeen: null });
    room.standing = null;
    room.evict();
    wire.heartbeat = T + 10_000;
    await room.tell({ type: 'describe' });
    expect(room.standing).toBeNull();
    await room.drop(wire);
    expect(room.standing).toMatchObject({ connected: false });
  });
});
