/**
 * A bot in other hands, one odd word each: nothing is run, nothing is kept for it beyond bounds, what it says it has is
 * taken from it and no more, and the journal says the same after a restart.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outgoing } from '../../../src/agent/channel/outgoing.ts';
import { BotFrame, readFrame } from '../../../src/protocol/frames.ts';
import { aDesk, type Desk } from '../desk.ts';

const X = 'A'.repeat(43);
const ODD: [string, unknown][] = [
  ['nothing', null],
  ['a number', 1],
  ['a list of orders', [{ type: 'deliver', order: 'x', delivery: 'x' }]],
  ['a type of hosts', { type: 'evidence', id: 'o', seq: 0, evidence: [] }],
  ['a shell', { type: 'shell', command: 'id' }],
  ['a change', { type: 'restart', gateway: 'default' }],
  ['a file', { type: 'read', path: '/etc/shadow' }],
  ['a policy', { type: 'policy', policy: { allow: ['*'] } }],
  ['an update', { type: 'update', url: 'https://evil.example/host.mjs' }],
  ['an address', { type: 'redirect', url: 'wss://evil.example' }],
  ['the type __proto__', { type: '__proto__' }],
  ['a list for a type', { type: ['deliver'], order: 'x', delivery: 'x' }],
  ['an order and no delivery', { type: 'deliver', order: 'x' }],
  ['an order that is an object', { type: 'deliver', order: { op: 'triage' }, delivery: 'x' }],
  ['an order with one more key', { type: 'deliver', order: 'x', delivery: 'x', force: true }],
  ['an order of 70 KB', { type: 'deliver', order: 'x'.repeat(66_000), delivery: 'x' }],
  ['a delivery of 70 KB', { type: 'deliver', order: 'x', delivery: 'x'.repeat(66_000) }],
  ['a welcome that is no text', { type: 'welcome', welcome: {} }],
  ['a session that is no digest', { type: 'ready', session: 'x' }],
  ['a session of two lines', { type: 'ready', session: `${X}\n` }],
  ['next -1', { type: 'ack', id: 'o', next: -1, done: false }],
  ['next 0.5', { type: 'ack', id: 'o', next: 0.5, done: false }],
  ['next 2^53', { type: 'ack', id: 'o', next: 2 ** 53, done: false }],
  ['next as text', { type: 'ack', id: 'o', next: '0', done: false }],
  ['a word for done', { type: 'ack', id: 'o', next: 0, done: 'yes' }],
  ['an id of 201', { type: 'ack', id: 'o'.repeat(201), next: 0, done: true }],
  ['an id with a blank', { type: 'ack', id: 'o 1', next: 0, done: true }],
  ['an empty id', { type: 'ack', id: '', next: 0, done: true }],
];
it.each(ODD)('%s is no frame of a bot', (_, frame) => {
  expect(readFrame(JSON.stringify(frame), BotFrame).ok).toBe(false);
});
it.each([
  ['deep', '['.repeat(200_000)],
  ['cut off', '{"type":"ack"'],
  ['empty', ''],
  ['of blanks', ' '.repeat(500_000)],
  ['larger in bytes', JSON.stringify({ type: 'welcome', welcome: '\u7db2'.repeat(300_000) })],
])('a text that is %s is none', (_, text) => {
  expect(readFrame(text, BotFrame).ok).toBe(false);
});

describe('an acknowledgement', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await aDesk();
  });
  afterEach(() => desk.close());

  it.each([
    ['of an order that nobody gave', 'o-none', 0, true],
    ['of __proto__', '__proto__', 0, true],
    ['of constructor', 'constructor', 0, true],
    ['of everything', '*', Number.MAX_SAFE_INTEGER, true],
  ])('%s read-only, also after a restart', (_, id, next, done) => {
    const before = desk.records().length;
    for (let n = 0; n < 100; n++) desk.jobs.ack({ id, next, done });
    expect(desk.records().length).toBe(before);
    desk.restart();
    expect(desk.jobs.idle()).toBe(true);
  });
});

describe('what is kept for a bot that does not have it yet', () => {
  const piece = {
    probe: 'p',
    subject: 'host',
    source: 's',
    at: '2026-11-21T00:00:00Z',
    how: 'live' as const,
    look: 'seen' as const,
    facts: [],
  };
  const kept = (of: ReturnType<typeof outgoing>): string[] => {
    const texts: string[] = [];
    of.attach((text) => void texts.push(text));
    of.detach();
    return texts;
  };

  it.each([
    ['next 0', 0, false, 2],
    ['next 1', 1, false, 1],
    ['next far beyond', Number.MAX_SAFE_INTEGER, false, 0],
    ['the end before the end', 0, true, 0],
  ])('after %s', (_, next, done, left) => {
    const out = outgoing(() => X);
    out.evidence('o', [piece]);
    out.evidence('o', [piece]);
    for (let n = 0; n < 3; n++) out.ack('o', next, done);
    expect(kept(out).filter((text) => text.includes('"evidence"'))).toHaveLength(left);
    // Its frames are counted once: there is room for the next order.
    expect(out.evidence('p', [piece])).toEqual([X]);
  });

  it('stays within bounds, whoever is away for how long', () => {
    const out = outgoing(() => X);
    const large = { ...piece, text: 'x'.repeat(16_000) };
    for (let order = 0; order < 20; order++)
      for (let n = 0; n < 40; n++)
        out.evidence(
          `o-${order}`,
          Array.from({ length: 8 }, () => large),
        );
    const bytes = kept(out).reduce((sum, text) => sum + text.length, 0);
    expect(bytes).toBeLessThanOrEqual(48 * 1024 * 1024);
  });
});
