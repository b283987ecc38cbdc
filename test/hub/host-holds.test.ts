/** Who may hold a gateway still, and what a hold keeps back. */
import { beforeEach, describe, expect, it } from 'vitest';
import { HOLDS_TABLE, heldBack, holdsOf, letGo, takeHold } from '../../src/hub/host-holds.ts';
import type { Held } from '../../src/hub/messages.ts';
import type { Store } from '../../src/storage/objects.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { heldBy } from '../freezes/given.ts';

const T = 1_795_000_000_000;
const hold = (freeze: string, more: Partial<Held> = {}): Held =>
  heldBy({ freeze, from: T, until: T + 60_000, ...more });

let store: Store;
beforeEach(() => {
  store = storeInMemory();
  store.run(HOLDS_TABLE);
});

describe('the second freeze', () => {
  it.each<[what: string, first: Partial<Held>, second: Partial<Held>, wins: boolean]>([
    ['of a host is told who was first', {}, {}, false],
    ['of one gateway meets one of the whole host', {}, { gateway: 'work' }, false],
    ['of the whole host meets one of a gateway', { gateway: 'work' }, {}, false],
    ['of another gateway is none of the first one’s', { gateway: 'work' }, { gateway: 'home' }, true],
    ['of the same freeze changes it', { freeze: 'b' }, { until: T + 90_000 }, true],
    ['meets none that is over', { until: T - 1 }, {}, true],
    ['meets none that is still to come', { from: T + 1 }, {}, true],
    ['that is still to come meets nobody', {}, { from: T + 1 }, true],
  ])('%s', (_what, first, second, wins) => {
    expect(takeHold(store, hold('a', first), T)).toBeNull();
    const rival = takeHold(store, hold('b', second), T);
    expect(rival?.freeze ?? null).toBe(wins ? null : 'a');
  });

  it('takes the hold when the first has let go', () => {
    takeHold(store, hold('a'), T);
    letGo(store, 'a');
    expect(takeHold(store, hold('b'), T)).toBeNull();
    expect(holdsOf(store, T).map(({ freeze }) => freeze)).toEqual(['b']);
  });
});

describe('a change', () => {
  const change = (more: object = {}) => ({ gateway: null, freeze: null, incident: 'inc-1', ...more });
  it.each<[what: string, held: Partial<Held>, change: object, kept: boolean]>([
    ['of anybody else is kept back', {}, {}, true],
    ['that carries the freeze goes on', {}, { freeze: 'a' }, false],
    ['of the freeze’s own incident goes on', { incident: 'inc-1' }, {}, false],
    ['of another incident does not', { incident: 'inc-2' }, {}, true],
    ['of another gateway goes on', { gateway: 'work' }, { gateway: 'home' }, false],
    ['of who knows which gateway does not', { gateway: 'work' }, {}, true],
    ['after its end goes on', { until: T }, {}, false],
    ['before its beginning goes on', { from: T + 1 }, {}, false],
  ])('%s', (_what, held, more, kept) => {
    takeHold(store, hold('a', held), T - 10);
    expect(heldBack(store, change(more), T) !== null).toBe(kept);
  });
});
