/**
 * @module agent/channel/deep-budget
 * How many deep looks a bot may have in a while: each costs the host seconds of CPU and half a gigabyte, and ordered
 * back to back they would be an attack, whoever orders them. Counted since this process began.
 */
import type { Policy } from './policy.ts';

/** Takes one deep look off the budget; null when there was one left, else why not, in words. `now` in milliseconds. */
export function deepBudget(
  now: () => number = () => performance.now(),
): (limit: Policy['budget']['deep']) => string | null {
  let taken: number[] = [];
  return ({ max, window_s }) => {
    const at = now();
    taken = taken.filter((one) => at - one < window_s * 1_000);
    if (taken.length < max) {
      taken.push(at);
      return null;
    }
    const wait = Math.ceil((window_s * 1_000 - (at - (taken.at(-max) ?? at))) / 60_000);
    const next = max === 0 ? '' : `; the next one in ${wait} min`;
    return `the policy of this host allows ${max} deep looks in ${Math.round(window_s / 60)} min${next}`;
  };
}
