/**
 * What a host in other hands may say on its live socket, one odd frame each, while an order of it is under way: nothing
 * throws, nothing but what was asked for reaches an incident, and another host agent of the same key still gets in.
 */
import { beforeEach, expect, it } from 'vitest';
import { recordedLog } from '../fakes/recorded-log.ts';
import { aRoom, type Guest, job, joinedGuest, type Room, shakeHands, type Wire } from './host-room.ts';

let room: Room;
let host: Guest;
let wire: Wire;
const log = recordedLog();
beforeEach(async () => {
  log.lines.length = 0;
  room = await aRoom({ log });
  host = await joinedGuest(room);
  wire = await shakeHands(room, host);
  await room.tell({ type: 'dispatch', job: job('o-1') });
});

const D = 'A'.repeat(43);
const piece = (more: object = {}) => ({
  probe: 'p',
  subject: 'host',
  source: 's',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [],
  ...more,
});
const evidence = (pieces: unknown, more: object = {}) => ({
  type: 'evidence',
  id: 'o-1',
  seq: 0,
  evidence: pieces,
  ...more,
});
const deep = (open: string, close: string, n: number): string => open.repeat(n) + close.repeat(n);

/** Closed with this number, and nothing is told to anybody but that the host was lost. */
const REFUSED: [string, object | string, number][] = [
  ['no text', '', 4400],
  ['blanks', '   ', 4400],
  ['a word', 'hello', 4400],
  ['PING in capitals', 'PING', 4400],
  ['ping with a blank', 'ping ', 4400],
  ['pong', 'pong', 4400],
  ['null', 'null', 4400],
  ['a number', '1e400', 4400],
  ['a list', '[]', 4400],
  ['a list of frames', '[{"type":"done"}]', 4400],
  ['an empty object', {}, 4400],
  ['a type of no frame', { type: 'deliver', order: 'x', delivery: 'x' }, 4400],
  ['a type that is a list', { type: ['evidence'], id: 'o-1' }, 4400],
  ['the type __proto__', { type: '__proto__' }, 4400],
  ['two frames in one', '{"type":"done"}{"type":"done"}', 4400],
  ['a frame behind a byte order mark', `\ufeff${JSON.stringify(evidence([]))}`, 4400],
  ['a frame with one more key', evidence([], { more: 1 }), 4400],
  ['100,000 brackets', deep('[', ']', 30_000), 4400],
  ['an id with a blank', evidence([], { id: 'o 1' }), 4400],
  ['an id with a line end', evidence([], { id: 'o-1\n' }), 4400],
  ['an id beyond ASCII', evidence([], { id: 'o-\u0661' }), 4400],
  ['an id without end', evidence([], { id: 'o'.repeat(201) }), 4400],
  ['an empty id', evidence([], { id: '' }), 4400],
  ['a number for an id', evidence([], { id: 1 }), 4400],
  ['seq -1', evidence([], { seq: -1 }), 4400],
  ['seq 0.5', evidence([], { seq: 0.5 }), 4400],
  ['seq 256', evidence([], { seq: 256 }), 4400],
  ['seq 2^53', evidence([], { seq: 2 ** 53 }), 4400],
  ['a text for seq', evidence([], { seq: '0' }), 4400],
  ['no list of evidence', evidence({ length: 1 }), 4400],
  ['1,001 pieces', evidence(Array(1_001).fill(0)), 4400],
  ['large, and does not say what first', ` ${JSON.stringify(evidence(['x'.repeat(80_000)]))}`, 4400],
  ['larger than a frame', JSON.stringify(evidence(['x'.repeat(600_000)])), 4413],
  ['larger in bytes only', JSON.stringify(evidence(['\u7db2'.repeat(300_000)])), 4413],
  ['accepted with a short digest', { type: 'accepted', id: 'o-1', order: 'A', journaled: true }, 4400],
  ['accepted with a word for yes', { type: 'accepted', id: 'o-1', order: D, journaled: 'yes' }, 4400],
  [
    'a refusal with a book for a reason',
    { type: 'refused', id: 'o-1', code: 'x', why: 'x'.repeat(501) },
    4400,
  ],
  ['a refusal with a long code', { type: 'refused', id: 'o-1', code: 'x'.repeat(33), why: '' }, 4400],
  ['an end that is no envelope', { type: 'done', id: 'o-1', done: 'x' }, 4401],
  ['an empty end', { type: 'done', id: 'o-1', done: '' }, 4401],
  ['an end of 70 KB', { type: 'done', id: 'o-1', done: 'x'.repeat(66_000) }, 4400],
  ['an end that nobody signed', { type: 'done', id: 'o-1', done: '{"payload":"e30","signatures":[]}' }, 4401],
  ['a second hello', { type: 'hello' }, 4400],
  ['a proof without end', { type: 'proof', proof: 'x'.repeat(66_000) }, 4400],
  ['a proof after the proof', { type: 'proof', proof: 'x' }, 4425],
];
it.each(REFUSED)('is shown out for %s', async (_, frame, code) => {
  const before = room.sent.length;
  await room.say(wire, frame);
  expect(wire.closed?.code).toBe(code);
  expect(room.sent.slice(before).every(({ event }) => event.type === 'host-lost')).toBe(true);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await shakeHands(room, host)).closed).toBeNull();
});

/** Taken as a piece that says that it could not be read; the look goes on. */
const UNREADABLE: [string, unknown][] = [
  ['nothing', null],
  ['a number', 1e308],
  ['a text', 'gateway.port=1'],
  ['a list', [piece()]],
  ['an empty object', {}],
  ['one more key', piece({ verdict: 'healthy' })],
  ['a key __proto__', JSON.parse('{"__proto__":{"probe":"p"}}')],
  ['facts that are no list', piece({ facts: { length: 1 } })],
  ['a list of nothing for facts', piece({ facts: [null] })],
  ['2,001 facts', piece({ facts: Array(2_001).fill({ fact: 'a.b', subject: 'host', value: 1 }) })],
  ['a fact in capitals', piece({ facts: [{ fact: 'A.B', subject: 'host', value: 1 }] })],
  ['a fact named __proto__', piece({ facts: [{ fact: '__proto__', subject: 'host', value: 1 }] })],
  ['a fact without a value', piece({ facts: [{ fact: 'a.b', subject: 'host' }] })],
  ['an object for a value', piece({ facts: [{ fact: 'a.b', subject: 'host', value: {} }] })],
  ['a list in a list', piece({ facts: [{ fact: 'a.b', subject: 'host', value: [['x']] }] })],
  ['65 words', piece({ facts: [{ fact: 'a.b', subject: 'host', value: Array(65).fill('x') }] })],
  ['a word of 513', piece({ facts: [{ fact: 'a.b', subject: 'host', value: ['x'.repeat(513)] }] })],
  ['a value of 2,049', piece({ facts: [{ fact: 'a.b', subject: 'host', value: 'x'.repeat(2_049) }] })],
  [
    'a quote of 1,001',
    piece({ facts: [{ fact: 'a.b', subject: 'host', value: 1, quote: 'x'.repeat(1_001) }] }),
  ],
  ['a subject with a blank', piece({ subject: 'gateway:a b' })],
  ['a subject of two lines', piece({ subject: 'gateway:a\nhost' })],
  ['a subject in capitals', piece({ subject: 'GATEWAY:a' })],
  ['a subject of 257', piece({ subject: `gateway:${'x'.repeat(250)}` })],
  ['an empty subject', piece({ subject: '' })],
  ['a subject that climbs', piece({ subject: 'gateway:a/../b' })],
  ['a look of its own', piece({ look: 'healthy' })],
  ['a way of its own', piece({ how: 'proved' })],
  ['a book for a reason', piece({ why: 'x'.repeat(501) })],
  ['17 KB of text', piece({ text: 'x'.repeat(16_385) })],
  ['a negative duration', piece({ tookMs: -1 })],
  ['half a millisecond', piece({ tookMs: 0.5 })],
  ['an infinite duration', piece({ tookMs: Number.MAX_VALUE })],
];
it.each(UNREADABLE)('is not believed where its evidence is %s', async (_, one) => {
  await room.say(wire, evidence([one, piece({ probe: 'good' })]));
  const [told] = room.sent.flatMap(({ event }) => (event.type === 'evidence' ? [event.evidence] : []));
  expect(told).toMatchObject([
    { look: 'unavailable', facts: [] },
    { probe: 'good', look: 'seen' },
  ]);
  expect(wire.closed).toBeNull();
});

/** Changes nothing, and the socket stays. */
const STRAY: [string, object | string][] = [
  ['an order that nobody gave', evidence([piece()], { id: 'o-2' })],
  ['the order of another host', { type: 'refused', id: 'inc-1.node-4.1', code: 'policy', why: '' }],
  ['no order at all', { type: 'refused', id: null, code: 'x', why: '' }],
  ['an order named __proto__', evidence([piece()], { id: '__proto__' })],
  ['an order named by SQL', { type: 'refused', id: "'OR'1'='1", code: 'x', why: '' }],
  ['an end of another order', { type: 'done', id: 'o-2', done: 'x' }],
  ['acceptance of something else', { type: 'accepted', id: 'o-1', order: D, journaled: true }],
];
it.each(STRAY)('may speak of %s', async (_, frame) => {
  const before = room.sent.length;
  await room.say(wire, frame);
  expect(wire.closed).toBeNull();
  expect(room.sent.slice(before)).toEqual([]);
});

it.each([2, 5, 20])('that says its evidence %d times over is heard once', async (times) => {
  for (let n = 0; n < times; n++) await room.say(wire, evidence([piece()]));
  expect(room.sent.filter(({ event }) => event.type === 'evidence')).toHaveLength(1);
});

it('that brings the parts in any order is heard of each once, after an eviction in between as well', async () => {
  for (const seq of [5, 0, 5, 255, 0]) {
    await room.say(wire, evidence([piece()], { seq }));
    room.evict();
  }
  const parts = room.sent.flatMap(({ event }) => (event.type === 'evidence' ? [event.seq] : []));
  expect(parts).toEqual([5, 0, 255]);
});
