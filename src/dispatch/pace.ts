/**
 * @module dispatch/pace
 * When an errand is looked at again. Times are kept and woken for, never waited through; and those of many hosts are spread,
 * so that a road that is full is not filled again by all of them at once.
 */

const POLLS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** By so much of it two looks of the same age may be apart: a triage of many hosts sends all of them at once. */
const SPREAD = 0.5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** Milliseconds to the next look at a command; `looks`: how many there were since it was sent; `chance`: 0 ≤ x < 1. */
export function untilNextLook(looks: number, chance: number): number {
  const usual = POLLS_MS[Math.min(looks, POLLS_MS.length - 1)] as number;
  return Math.round(usual * (1 - SPREAD / 2 + SPREAD * chance));
}

/** Milliseconds to the next try after trouble; `chance`: 0 ≤ x < 1. */
export function untilNextTry(tries: number, chance: number): number {
  const cap = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 16));
  return Math.round(cap / 2 + (cap / 2) * chance);
}
