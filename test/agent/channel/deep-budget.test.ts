/** How many deep looks there are in a while, and what counts as one. */
import { expect, it } from 'vitest';
import { deepBudget } from '../../../src/agent/channel/deep-budget.ts';
import { DEEP_PROBES } from '../../../src/agent/deep-probes.ts';
import { asksDeep } from '../../../src/agent/host-operations.ts';
import { PROBES } from '../../../src/agent/probes/index.ts';

it('deep looks come back when the time is over', () => {
  let now = 0;
  const take = deepBudget(() => now);
  const limit = { max: 2, window_s: 60 };
  const tries = [0, 1, 2, 61, 62, 121].map((second) => {
    now = second * 1_000;
    return take(limit) === null;
  });
  expect(tries).toEqual([true, true, false, true, true, true]);
  expect(take({ max: 0, window_s: 60 })).toBe('the policy of this host allows 0 deep looks in 1 min');
});

it.each([
  [{ deep: true }, true],
  [{ probes: ['doctor'] }, true],
  [{ deep: true, probes: ['versions'] }, false],
  [{ probes: ['versions', 'status-commands'] }, true],
  [{}, false],
])('%j is one: %s', (args, deep) => {
  expect(asksDeep(args)).toBe(deep);
});

it('the budget counts the very probes that are deep', () => {
  expect(PROBES.flatMap(({ id, deep }) => (deep ? [id] : [])).sort()).toEqual([...DEEP_PROBES].sort());
});
