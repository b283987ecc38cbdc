/**
 * No planted secret comes out anywhere. A search that finds nothing proves nothing, so every sink must also give up a
 * word that is known to be there.
 */
import { expect } from 'vitest';
import { type Canary, leaksIn, type Sinks } from './canary-search.ts';

export * from './canary-search.ts';

/**
 * No canary is in any sink, and the search sees what is there: `control` names, for the beginning of each
 * sink's name, a word that must be found in at least one sink that begins so.
 */
export function expectNoLeak(
  sinks: Sinks,
  canaries: readonly Canary[],
  control: Readonly<Record<string, string>>,
): void {
  const blind = Object.entries(control).filter(([beginning, value]) => {
    const own = Object.entries(sinks).filter(([sink]) => sink.startsWith(beginning));
    return leaksIn(Object.fromEntries(own), [{ name: 'control', value }]).length === 0;
  });
  expect(blind, 'sinks in which even a word that was there was not found').toEqual([]);
  expect(canaries.length).toBeGreaterThan(0);
  expect(leaksIn(sinks, canaries)).toEqual([]);
}
