/** kill -9 at every write of a run's journal: nothing happens twice, and every run comes to the end that it would have. */
import { expect, it } from 'vitest';
import { recoveryKills } from '../../bench/recovery-kills.ts';

it.each([
  ['that is recovered', false, 3],
  ['that is put back', true, 1],
] as const)('a run %s', { timeout: 240_000 }, async (_what, failing, count) => {
  const { boundaries, kills, doubled, strayed } = await recoveryKills(count, failing, 2);
  expect(boundaries).toBeGreaterThan(12);
  expect(kills).toBe(boundaries * count);
  expect({ doubled, strayed }).toEqual({ doubled: [], strayed: [] });
});
