/** The record of an incident is chained: what is changed, put in or taken out later shows. */
import { describe, expect, it } from 'vitest';
import { type Chained, checkChain, GENESIS, hashOf } from '../../src/protocol/chain.ts';
import { MIRA, T0 } from '../incidents/given.ts';
import { aWorld } from '../incidents/world.ts';

function rows(count: number): Chained[] {
  let prev = GENESIS;
  return Array.from({ length: count }, (_, n) => {
    const row = { at: T0 + n, receivedAt: T0 + n, type: 'asked', host: 'node-3', person: MIRA, body: { n } };
    const chained = { ...row, prev, hash: hashOf(prev, row) };
    prev = chained.hash;
    return chained;
  });
}

describe('a chain of rows', () => {
  it('holds as it was written, and tells its head', () => {
    const all = rows(4);
    expect(checkChain(all)).toEqual({ ok: true, length: 4, head: all[3]?.hash });
    expect(checkChain([])).toEqual({ ok: true, length: 0, head: null });
  });

  const changes: [string, (all: Chained[]) => Chained[], number][] = [
    ['a person changed', (all) => all.with(1, { ...(all[1] as Chained), person: { id: 'U9' } }), 2],
    ['a time changed', (all) => all.with(2, { ...(all[2] as Chained), at: 1 }), 3],
    ['a body changed', (all) => all.with(0, { ...(all[0] as Chained), body: {} }), 1],
    ['a row taken out', (all) => all.toSpliced(1, 1), 2],
    ['a row put in', (all) => all.toSpliced(1, 0, all[3] as Chained), 2],
    ['two rows exchanged', (all) => [all[0], all[2], all[1], all[3]] as Chained[], 2],
    ['a hash taken off', (all) => all.with(2, { ...(all[2] as Chained), hash: null }), 3],
  ];
  it.each(changes)('does not hold with %s', (_what, change, row) => {
    expect(checkChain(change(rows(4)))).toEqual({ ok: false, row });
  });

  it('counts rows of before there was a chain', () => {
    const old = { ...(rows(1)[0] as Chained), prev: null, hash: null };
    expect(checkChain([old, ...rows(2)])).toMatchObject({ ok: true, length: 3 });
  });
});

it('an incident tells the head of its record when it closes, and its record holds', async () => {
  const world = aWorld();
  const job = { host: 'node-3', op: 'describe', mode: 'read', limitMs: 1_000, args: {} } as const;
  const place = { via: 'slack', team: 'T1', channel: 'C1' } as const;
  await world.tell({ id: 'o', type: 'ordered', job, person: MIRA, place, text: 'describe' });
  const order = 'inc-1.node-3.describe.1';
  await world.pass(1_000);
  await world.tell({ id: 'd', type: 'done', order, host: 'node-3', tookMs: 5 });
  const { view } = (await world.view()) as never as { view: { state: string; record?: { head: string } } };
  const history = await world.history();
  expect(view.state).toBe('closed');
  expect(history.map(({ hash }) => hash)).toContain(view.record?.head);
  expect(checkChain(history)).toMatchObject({ ok: true, length: history.length });
});
