/** Orders without a session: taken once, told as often as they are asked for, and never begun by a second sending. */
import { afterEach, describe, expect, it } from 'vitest';
import { takeErrand } from '../../../src/agent/errands/take-errand.ts';
import type { Operation } from '../../../src/agent/operation.ts';
import { type AnswerRead, linesOf, readAnswer } from '../../../src/dispatch/read-answer.ts';
import { digestOf } from '../../../src/protocol/canonical.ts';
import { MAX_PRINTED } from '../../../src/protocol/errand.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';
import { DELIVERY_LIFE_MS, ORDER_LIFE_MS } from '../../../src/protocol/limits.ts';
import type { Delivery, Order } from '../../../src/protocol/order.ts';
import { aDesk, type Desk, type Frame, NOW, SESSION } from '../desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const piece = (probe: string, text: string): Evidence => ({
  probe,
  subject: 'host',
  source: '/proc',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  text,
  facts: [],
});

/** Nothing that packs: as bad as a transcript can be for a small road. */
function noise(length: number, begin: number): string {
  let [text, seed] = ['', begin];
  while (text.length < length) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    text += seed.toString(36);
  }
  return text.slice(0, length);
}

type Ask = { more?: Partial<Delivery>; order?: Order; now?: number };

async function ask({ more = {}, order = desk.order() }: Ask = {}): Promise<{ errand: Frame; jti: string }> {
  const delivery = await desk.delivery(order, { session: null, ...more });
  const { signer } = desk.bot;
  return {
    errand: {
      order: await signer.sign('ocorder+jws', order),
      delivery: await signer.sign('ocdelivery+jws', delivery),
    },
    jti: delivery.jti,
  };
}

function print(errand: Frame, now = NOW): Promise<string> {
  const { signer } = desk.host;
  const bot = { v: 1 as const, url: '', hostId: '', name: 'h', joinSeq: 1, key: desk.bot.signer.publicKey };
  const identity = { signer, bot: { ...bot, host: signer.kid } };
  const { journal, jobs, dir, trust } = desk;
  const work = {
    identity: () => identity,
    renew: async () => undefined,
    trust,
    journal,
    jobs,
    stateDir: dir,
  };
  return takeErrand({ v: 1, ...errand }, work, { now: () => now, waitMs: { read: 5_000, change: 50 } });
}

async function read(printed: string, jti: string, from = 0, order = desk.order()): Promise<AnswerRead> {
  const { kid, publicKey } = desk.host.signer;
  return readAnswer(printed, { host: { kid, publicKey }, jti, order: await digestOf(order), from });
}

/** Asks and reads until all is here. */
async function whole(order = desk.order()): Promise<{ lines: string[]; asked: number }> {
  const lines: string[] = [];
  let [rest, from, asked] = [new Uint8Array(), 0, 0];
  for (;;) {
    const { errand, jti } = await ask({ more: { from }, order });
    const printed = await print(errand);
    expect(printed.length).toBeLessThanOrEqual(MAX_PRINTED);
    const answer = await read(printed, jti, from, order);
    if (answer.state !== 'part') throw new Error(JSON.stringify(answer));
    asked += 1;
    const cut = linesOf(rest, answer.bytes);
    lines.push(...cut.lines);
    rest = Buffer.from(cut.rest, 'base64url') as Uint8Array<ArrayBuffer>;
    from = answer.head.upTo;
    if (answer.head.over && from === answer.head.total) return { lines, asked };
  }
}

const typesOf = (lines: readonly string[]): string[] =>
  lines.map((line) => (JSON.parse(line) as { type: string }).type);

describe('an order without a session', () => {
  it('is carried out and told as a socket would tell it', async () => {
    desk = await aDesk({ operations: { triage: async (_, { emit }) => emit([piece('a', 'seen')]) } });
    const { lines, asked } = await whole();
    expect(typesOf(lines)).toEqual(['accepted', 'evidence', 'done']);
    expect(asked).toBe(1);
  });

  it('is told in parts that each fit, however little they pack', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => noise(16_000, n));
    desk = await aDesk({
      operations: { triage: async (_, { emit }) => emit(texts.map((text, n) => piece(`p${n}`, text))) },
    });
    const { lines, asked } = await whole();
    expect(asked).toBeGreaterThan(3);
    const seen = lines.flatMap((line) => (JSON.parse(line) as { evidence?: Evidence[] }).evidence ?? []);
    expect(seen.map(({ text }) => text)).toEqual(texts);
  });

  it('runs once, however often it is asked for', async () => {
    desk = await aDesk();
    await whole();
    await whole();
    expect(desk.effects).toEqual(['triage']);
  });

  it('is told after a restart, and long after it could not begin any more', async () => {
    desk = await aDesk();
    const before = await whole();
    desk.restart();
    const late = NOW + ORDER_LIFE_MS + 1;
    const { errand, jti } = await ask({ more: { iat: late, exp: late + DELIVERY_LIFE_MS } });
    const answer = await read(await print(errand, late), jti);
    expect(answer.state === 'part' && answer.head.over).toBe(true);
    expect(answer.state === 'part' && linesOf(new Uint8Array(), answer.bytes).lines).toEqual(before.lines);
  });

  it('that was cut short by the end of its process is ended honestly', async () => {
    const never: Operation = (_, { emit }) => {
      emit([piece('a', 'seen')]);
      return new Promise(() => undefined);
    };
    desk = await aDesk({ operations: { triage: never } });
    const { errand } = await ask();
    const first = await desk.jobs.errand(errand);
    expect(first).toEqual({ taken: true, id: 'o-1' });
    desk.restart();
    const { lines } = await whole();
    expect(typesOf(lines)).toEqual(['accepted', 'evidence', 'done']);
  });
});

describe('a delivery without a session', () => {
  it('is refused when it comes a second time, and the host says that it knows the order', async () => {
    desk = await aDesk();
    const { errand, jti } = await ask();
    await print(errand);
    const again = await read(await print(errand), jti);
    const counter = desk.journal.counter(desk.bot.signer.kid);
    expect(again).toMatchObject({ state: 'refused', head: { code: 'counter', known: true, counter } });
    expect(desk.effects).toEqual(['triage']);
  });

  it('that was refused once begins nothing later, though the reason is gone', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const restart: Operation = () => gate;
    desk = await aDesk({
      operations: { restart },
      policy: { read_only: false, allow: ['restart'], approval: 'slack' },
    });
    const change = { op: 'restart', mode: 'change' } as const;
    const held = await ask({ order: desk.order({ ...change, id: 'o-held' }) });
    await print(held.errand);
    const order = desk.order({ ...change, id: 'o-2' });
    const second = await ask({ order });
    const refused = await read(await print(second.errand), second.jti, 0, order);
    expect(refused).toMatchObject({ state: 'refused', head: { code: 'busy', known: false } });
    release();
    await desk.jobs.whenEnded('o-held');
    const replayed = await read(await print(second.errand), second.jti, 0, order);
    expect(replayed).toMatchObject({ state: 'refused', head: { code: 'counter', known: false } });
    expect(desk.journal.find('o-2')).toBeNull();
  });

  it('for another host uses nothing up: else whoever has it could shut this host out', async () => {
    desk = await aDesk();
    const other = desk.order({ host: 'x'.repeat(43) });
    const { errand, jti } = await ask({ order: other, more: { counter: 900 } });
    expect(await read(await print(errand), jti, 0, other)).toMatchObject({ head: { code: 'audience' } });
    expect(desk.journal.counter(desk.bot.signer.kid)).toBe(0);
    expect((await whole()).lines.length).toBeGreaterThan(0);
  });

  it.each([
    ['is bound to a session', { session: SESSION }, 'session'],
    ['is too old by this host’s clock', { iat: NOW - 400_000, exp: NOW - 100_000 }, 'ttl'],
    ['comes from the future', { iat: NOW + 90_000, exp: NOW + 120_000 }, 'ttl'],
  ])('that %s is refused', async (_, more, code) => {
    desk = await aDesk();
    const { errand, jti } = await ask({ more });
    expect(await read(await print(errand), jti)).toMatchObject({
      state: 'refused',
      head: { code, known: false },
    });
    expect(desk.effects).toEqual([]);
  });

  it('by somebody else than the bot is refused, and the answer names no delivery', async () => {
    desk = await aDesk();
    const order = desk.order();
    const delivery = await desk.delivery(order, { session: null });
    const by = desk.stranger.signer;
    const errand = {
      order: await by.sign('ocorder+jws', order),
      delivery: await by.sign('ocdelivery+jws', delivery),
    };
    const printed = await print(errand);
    expect(await read(printed, delivery.jti)).toMatchObject({ state: 'unheard', head: { code: 'kid' } });
    expect(desk.effects).toEqual([]);
  });
});

describe('an answer', () => {
  it('is not believed when it is another’s, to another question, or changed on its way', async () => {
    desk = await aDesk();
    const { errand, jti } = await ask();
    const printed = await print(errand);
    expect(await read(printed, jti)).toMatchObject({ state: 'part' });
    expect(await read(printed, 'j-of-another')).toMatchObject({ state: 'forged' });
    expect(await read(printed, jti, 5)).toMatchObject({ state: 'forged' });
    const [head = '', packed = ''] = printed.slice(4, -4).split('.');
    const turned = packed.startsWith('A') ? `B${packed.slice(1)}` : `A${packed.slice(1)}`;
    expect(await read(`OC1 ${head}.${turned} END`, jti)).toMatchObject({ state: 'forged' });
    const { kid, publicKey } = desk.stranger.signer;
    const asked = { host: { kid, publicKey }, jti, order: await digestOf(desk.order()), from: 0 };
    expect(await readAnswer(printed, asked)).toMatchObject({ state: 'forged' });
  });

  it('whose end is missing is not read at all', async () => {
    desk = await aDesk();
    const { errand, jti } = await ask();
    const printed = await print(errand);
    expect(await read(`${printed.slice(0, 200)}--output truncated--`, jti)).toEqual({ state: 'cut' });
    expect(await read('hello', jti)).toEqual({ state: 'none' });
  });
});
