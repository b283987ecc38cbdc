/** What this host holds itself is seen by whoever asks later, and an end that nobody wrote down is an end. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type KeptHold, writeHolds } from '../../../src/agent/holds/kept-holds.ts';
import { hold } from '../../../src/agent/probes/hold.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const T = 1_800_000_000_000;
const kept: KeptHold = {
  gateway: null,
  freeze: 'f-1',
  by: 'slack:T1/U1',
  because: null,
  until: T + 60_000,
  ends: T + 60_000,
  held: 'leased',
  why: null,
  leases: [],
  at: T,
};

async function look(holds: KeptHold[], now: number) {
  const place = emptyPlace();
  place.configure({});
  const ownState = join(place.dir, 'own');
  mkdirSync(ownState, { mode: 0o700 });
  writeHolds(ownState, holds, T);
  return hold.look(await contextOf(place, { ownState, now: () => now }));
}

it('a freeze that holds', async () => {
  const sight = await look([kept], T + 1);
  expect(said(sight)).toEqual({ 'gateway.frozen-until': '2027-01-15T08:01:00.000Z' });
  expect(sight.report).toMatchObject({ kind: 'hold', hold: { freeze: 'f-1', held: 'leased' } });
});

it('a freeze whose time is over, though nobody was there to end it', async () => {
  const sight = await look([kept], T + 60_000);
  expect([said(sight), sight.report]).toMatchObject([{}, { hold: { held: 'lapsed' } }]);
});

it('a freeze of another gateway, and none at all', async () => {
  expect(await look([{ ...kept, gateway: 'other' }], T)).toEqual({ source: 'holds.json', facts: [] });
  expect(await look([], T)).toEqual({ source: 'holds.json', facts: [] });
});
