/** The talk with a host as a table: in every state, what each thing heard leads to. */
import { describe, expect, it } from 'vitest';
import { ROTATION_GRACE_MS } from '../../src/hub/rotation-grace.ts';
import { type KnownHost, opened, type Received, type SessionState, step } from '../../src/hub/session.ts';
import type { CloseReason } from '../../src/protocol/closing.ts';
import type { Done } from '../../src/protocol/frames.ts';
import type { Hello, Proof, Welcome } from '../../src/protocol/hello.ts';
import { DEAD_AFTER_MS, HANDSHAKE_MS } from '../../src/protocol/limits.ts';
import { packState } from '../../src/storage/socket-rules.ts';

const T = 1_795_000_000_000;
const D = (letter: string) => letter.repeat(43);

const hello: Hello = {
  type: 'hello',
  v: 1,
  speaks: [1],
  hostId: 'node-3.CODE',
  key: D('k'),
  run: D('r'),
  nonce: D('n'),
  origin: 'https://bot.example.com',
  joinSeq: 1,
  counter: 5,
  journal: { length: 8, head: D('h') },
  journalDamaged: null,
  facts: { agentVersion: '0.1.0', platform: 'linux x64', nodeVersion: '24.0.0', openclawVersion: null },
  at: T,
};
const welcome: Welcome = {
  v: 1,
  hello: D('d'),
  session: D('s'),
  nonce: D('m'),
  host: D('k'),
  bot: D('b'),
  at: T,
  journalAt: 7,
};
const proof: Proof = { v: 1, welcome: D('w'), session: D('s'), run: D('r'), journalAt: D('g') };
const known: KnownHost = {
  kid: D('k'),
  hostId: 'node-3.CODE',
  joinSeq: 1,
  counter: 5,
  taken: 5,
  journal: { length: 7, head: D('g') },
  quarantined: null,
  pastRuns: [],
  rival: null,
};
const done: Done = {
  v: 1,
  id: 'o-1',
  order: D('o'),
  outcome: 'finished',
  why: null,
  frames: [],
  tookMs: 1,
  at: T,
  journal: { length: 9, head: D('i') },
};

const hears = {
  hello: (more: Partial<Hello> = {}): Received => ({
    type: 'hello',
    hello: { ...hello, ...more },
    welcome,
    digest: D('w'),
  }),
  proof: (more: Partial<Proof> = {}): Received => ({
    type: 'proof',
    proof: { ok: true, payload: { ...proof, ...more }, digest: D('p'), kids: [D('k')] },
  }),
  accepted: (): Received => ({ type: 'accepted', id: 'o-1', order: D('o'), journaled: true }),
  evidence: (): Received => ({ type: 'evidence', id: 'o-1', seq: 0, evidence: [], sha256: D('e') }),
  done: (): Received => ({ type: 'done', done: { ok: true, payload: done, digest: D('p'), kids: [D('k')] } }),
  forgedDone: (): Received => ({ type: 'done', done: { ok: false, code: 'signature', why: 'no' } }),
  refused: (): Received => ({ type: 'refused', id: 'o-1', code: 'policy', why: 'no' }),
  stray: (): Received => ({ type: 'stray', what: 'refused', id: 'o-9', over: false, next: 0 }),
  garbage: (): Received => ({ type: 'unreadable', reason: 'garbage', why: 'no' }),
  oversize: (): Received => ({ type: 'unreadable', reason: 'oversize', why: 'big' }),
  ping: (): Received => ({ type: 'ping' }),
  tick: (): Received => ({ type: 'tick', heartbeat: null }),
};

const states = {
  new: opened(T, ['bot.example.com']),
  greeted: step(opened(T, ['bot.example.com']), hears.hello(), T, known).state,
  live: { phase: 'live', since: T, session: D('s'), run: D('r'), heard: T },
  closed: { phase: 'closed', session: null },
} satisfies Record<string, SessionState>;

type Row = Record<keyof typeof hears, string>;

/** What follows: a phase with its events, or why the socket is closed. */
const TABLE: Record<keyof typeof states, Row> = {
  new: {
    hello: 'greeted',
    proof: 'close early',
    accepted: 'close early',
    evidence: 'close early',
    done: 'close early',
    forgedDone: 'close early',
    refused: 'close early',
    stray: 'close early',
    garbage: 'close garbage',
    oversize: 'close oversize',
    ping: 'new',
    tick: 'new',
  },
  greeted: {
    hello: 'close early',
    proof: 'live: live',
    accepted: 'close early',
    evidence: 'close early',
    done: 'close early',
    forgedDone: 'close early',
    refused: 'close early',
    stray: 'close early',
    garbage: 'close garbage',
    oversize: 'close oversize',
    ping: 'greeted',
    tick: 'greeted',
  },
  live: {
    hello: 'close early',
    proof: 'close early',
    accepted: 'live: accepted',
    evidence: 'live: evidence',
    done: 'live: done',
    forgedDone: 'close untrusted',
    refused: 'live: refused',
    stray: 'live',
    garbage: 'close garbage',
    oversize: 'close oversize',
    ping: 'live',
    tick: 'live',
  },
  closed: Object.fromEntries(Object.keys(hears).map((heard) => [heard, 'closed'])) as Row,
};

function outcome(state: SessionState, heard: Received, now = T, host: KnownHost | null = known): string {
  const result = step(state, heard, now, host);
  if (result.close) return `close ${result.close.reason}`;
  const events = result.events.map((event) => event.type);
  return [result.state.phase, ...events].join(': ');
}

describe.each(Object.entries(TABLE))('in state %s', (phase, row) => {
  it.each(Object.entries(row))('%s leads to %s', (heard, expected) => {
    const state = states[phase as keyof typeof states];
    expect(outcome(state, hears[heard as keyof typeof hears]())).toBe(expected);
  });
});

describe('a hello', () => {
  const refusals: [string, Partial<Hello>, Partial<KnownHost> | null, CloseReason][] = [
    ['of a version nobody here speaks', { speaks: [8, 9] }, {}, 'version'],
    ['under another host’s address', { hostId: 'node-4.CODE' }, {}, 'unknown'],
    ['with another key', { key: D('x') }, {}, 'unknown'],
    ['of a host that nobody let in', {}, null, 'unknown'],
    ['of a quarantined host', {}, { quarantined: 'cloned' }, 'quarantined'],
    ['that dialled somebody else', { origin: 'https://evil.example' }, {}, 'origin'],
    ['that dialled no address', { origin: 'nonsense' }, {}, 'origin'],
  ];
  it.each(refusals)('%s is turned away', (_name, claim, host, reason) => {
    const about = host === null ? null : { ...known, ...host };
    expect(outcome(states.new, hears.hello(claim), T, about)).toBe(`close ${reason}`);
  });

  it('of a newer host agent that still speaks version 1 is welcome', () => {
    expect(outcome(states.new, hears.hello({ speaks: [1, 2] }))).toBe('greeted');
  });
});

describe('a proof', () => {
  it.each([
    ['another welcome', { welcome: D('x') }],
    ['another session', { session: D('x') }],
    ['another process', { run: D('x') }],
  ])('over %s is not believed', (_name, more) => {
    expect(outcome(states.greeted, hears.proof(more))).toBe('close untrusted');
  });

  it('with a signature that does not fit is not believed', () => {
    const heard: Received = { type: 'proof', proof: { ok: false, code: 'signature', why: 'no' } };
    expect(outcome(states.greeted, heard)).toBe('close untrusted');
  });
});

describe('what does not fit together', () => {
  type Case = [string, Partial<Hello>, Partial<Proof>, Partial<KnownHost>, string];
  const cases: Case[] = [
    ['nothing', {}, {}, {}, 'live: live'],
    ['a fresh host', {}, {}, { journal: null, counter: 5, taken: 0 }, 'live: live'],
    ['an older state', { joinSeq: 1 }, {}, { joinSeq: 2 }, 'close quarantined'],
    ['a process that another followed', {}, {}, { pastRuns: [D('r')] }, 'close quarantined'],
    ['a shorter journal', { journal: { length: 6, head: D('h') } }, {}, {}, 'close quarantined'],
    ['another history', {}, { journalAt: D('x') }, {}, 'close quarantined'],
    ['a history it will not tell', {}, { journalAt: null }, {}, 'close quarantined'],
    ['forgotten deliveries', { counter: 4 }, {}, {}, 'close quarantined'],
    ['a damaged journal', { journalDamaged: 'record 3' }, { journalAt: null }, {}, 'live: suspect: live'],
    ['deliveries nobody gave', { counter: 9 }, {}, {}, 'live: suspect: counter-ahead: live'],
    ['as many as can be forgotten', { counter: 1_005 }, {}, {}, 'live: suspect: counter-ahead: live'],
    ['more than can be forgotten', { counter: 1_006 }, {}, {}, 'close quarantined'],
    ['the last number there is', { counter: Number.MAX_SAFE_INTEGER }, {}, {}, 'close quarantined'],
    [
      'a second process beside a live one',
      {},
      {},
      { rival: { run: D('z'), silentMs: 9 } },
      'live: suspect: live',
    ],
    ['the same process again', {}, {}, { rival: { run: D('r'), silentMs: 9 } }, 'live: live'],
    ['a process after a silent one', {}, {}, { rival: { run: D('z'), silentMs: 60_000 } }, 'live: live'],
  ];
  it.each(cases)('%s', (_name, claim, said, host, expected) => {
    const about = { ...known, ...host };
    const greeted = step(states.new, hears.hello(claim), T, about).state;
    expect(outcome(greeted, hears.proof(said), T, about)).toBe(expected);
  });
});

describe('what the bot hears of a host by another socket, while it proves itself', () => {
  const further: KnownHost = { ...known, journal: { length: 8, head: D('h') } };
  type Case = [string, Partial<Hello>, Partial<Proof>, KnownHost, KnownHost, string];
  const cases: Case[] = [
    ['the end of an order', {}, {}, known, further, 'live: live'],
    [
      'the end of an order, and it has another history',
      {},
      { journalAt: D('x') },
      known,
      further,
      'close quarantined',
    ],
    // Nobody has asked it for that one.
    [
      'the end of an order, whose hash it tells',
      {},
      { journalAt: D('h') },
      known,
      further,
      'close quarantined',
    ],
    [
      'the end of its first order',
      {},
      { journalAt: null },
      { ...known, journal: null },
      further,
      'live: live',
    ],
    [
      'more than it had to tell',
      { journal: { length: 7, head: D('g') } },
      {},
      known,
      further,
      'close replaced',
    ],
    ['that it took a delivery since', {}, {}, known, { ...known, taken: 6, counter: 6 }, 'close replaced'],
    [
      'that it has another key now',
      {},
      {},
      known,
      { ...known, kid: D('z'), formerKid: D('k') },
      'close replaced',
    ],
    ['that another process runs there', {}, {}, known, { ...known, pastRuns: [D('r')] }, 'close replaced'],
  ];
  it.each(cases)('%s', (_name, claim, said, before, after, expected) => {
    const greeted = step(states.new, hears.hello(claim), T, before).state;
    expect(outcome(greeted, hears.proof(said), T, after)).toBe(expected);
  });

  it('is all that a socket of before it was kept is judged by', () => {
    const { before: _, ...bare } = states.greeted as Extract<SessionState, { phase: 'greeted' }>;
    expect(outcome(bare, hears.proof(), T, known)).toBe('live: live');
    expect(outcome(bare, hears.proof(), T, further)).toBe('close quarantined');
  });
});

describe('a key that has given way', () => {
  const rotated = (ago: number | null): KnownHost => ({
    ...known,
    kid: D('z'),
    formerKid: D('k'),
    rotatedAt: ago === null ? null : T - ago,
  });
  it.each([
    ['in the same moment', rotated(0)],
    ['as long ago as a hello may be on its way', rotated(ROTATION_GRACE_MS)],
  ])('%s only has its host dial again', (_name, about) => {
    expect(outcome(states.new, hears.hello(), T, about)).toBe('close replaced');
  });

  it.each([
    ['longer ago', rotated(ROTATION_GRACE_MS + 1)],
    ['nobody knows when', rotated(null)],
    ['by a clock that was put back since', rotated(-ROTATION_GRACE_MS - 1)],
  ])('%s is in two places once it is proved', (_name, about) => {
    const greeted = step(states.new, hears.hello(), T, about).state;
    expect(greeted.phase).toBe('greeted');
    expect(outcome(greeted, hears.proof(), T, about)).toBe('close quarantined');
  });

  it('is no word for a host that is quarantined, or dialled somebody else', () => {
    const quarantined = { ...rotated(0), quarantined: 'cloned' };
    expect(outcome(states.new, hears.hello(), T, quarantined)).toBe('close quarantined');
    const elsewhere = hears.hello({ origin: 'https://evil.example' });
    expect(outcome(states.new, elsewhere, T, rotated(0))).toBe('close origin');
  });
});

describe('time', () => {
  it.each([
    ['new', T + HANDSHAKE_MS, 'new'],
    ['new', T + HANDSHAKE_MS + 1, 'close slow'],
    ['greeted', T + HANDSHAKE_MS + 1, 'close slow'],
    ['live', T + DEAD_AFTER_MS, 'live'],
    ['live', T + DEAD_AFTER_MS + 1, 'close silent'],
  ] as const)('in state %s at %d leads to %s', (phase, now, expected) => {
    expect(outcome(states[phase], hears.tick(), now)).toBe(expected);
  });

  it('counts anew in a session that was heard in the future, since the clock was put back', () => {
    const ahead = { ...states.live, heard: T + 3 * 3_600_000 };
    const { state } = step(ahead, hears.tick(), T, known);
    expect(state).toMatchObject({ phase: 'live', heard: T });
    expect(outcome(state, hears.tick(), T + DEAD_AFTER_MS + 1)).toBe('close silent');
  });

  it('does not end a session whose heartbeats were answered in its sleep', () => {
    const heard: Received = { type: 'tick', heartbeat: T + DEAD_AFTER_MS };
    expect(outcome(states.live, heard, T + DEAD_AFTER_MS + 1)).toBe('live');
  });
});

it('ends a session at its next word when the host was quarantined meanwhile', () => {
  expect(outcome(states.live, hears.evidence(), T, { ...known, quarantined: 'cloned' })).toBe(
    'close quarantined',
  );
});

it('keeps a state that fits beside a sleeping socket, however long the words of a host are', () => {
  const facts = {
    agentVersion: 'v'.repeat(64),
    platform: 'p'.repeat(64),
    nodeVersion: 'n'.repeat(64),
    openclawVersion: 'o'.repeat(64),
  };
  const longest = hears.hello({ facts, journalDamaged: 'ü'.repeat(200) });
  expect(() => packState(step(states.new, longest, T, known).state)).not.toThrow();
});

describe('what nobody asked for', () => {
  type Said = Extract<Received, { type: 'stray' }>;
  const word: Said = { type: 'stray', what: 'refused', id: 'o-9', over: false, next: 0 };
  const unasked: Said = { ...word, what: 'evidence', next: 4 };
  const late: Said = { ...unasked, over: true };
  it.each([
    ['words of unknown orders', word, 100],
    ['words of orders that are over', { ...word, what: 'done', over: true }, 100],
    ['a refusal of nothing', { ...word, id: null }, 100],
    ['evidence of unknown orders', unasked, 2],
    ['evidence that comes late or twice', late, 512],
  ] as [string, Said, number][])('%s ends a session after so many: %o %d', (_name, stray, most) => {
    let state: SessionState = states.live;
    let said = 0;
    for (; state.phase === 'live'; said++) {
      const result = step(state, stray, T, known);
      expect(result.events).toEqual([]);
      if (result.close) expect(result.close.reason).toBe('unasked');
      state = result.state;
    }
    expect(said).toBe(most);
  });

  it.each([
    [
      'evidence of an unknown order, whole',
      unasked,
      [{ frame: { type: 'ack', id: 'o-9', next: 256, done: false } }],
    ],
    [
      'evidence that came before, up to it',
      late,
      [{ frame: { type: 'ack', id: 'o-9', next: 4, done: false } }],
    ],
    ['an end', { ...word, what: 'done' }, [{ frame: { type: 'ack', id: 'o-9', next: 256, done: true } }]],
    ['a refusal not', word, []],
  ] as [string, Said, object[]][])('an honest host is told that it is stored: %s', (_name, stray, acks) => {
    expect(step(states.live, stray, T, known).send).toEqual(acks);
  });
});
