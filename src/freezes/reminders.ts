/**
 * @module freezes/reminders
 * When people are reminded that a freeze ends: late enough to matter, early enough to extend it.
 */
import type { Freeze } from './record.ts';

const MINUTE = 60_000;
/** So long before the end, in milliseconds, and how long the freeze must be for it. */
const REMINDERS = [
  { before: 60 * MINUTE, least: 120 * MINUTE },
  { before: 10 * MINUTE, least: 15 * MINUTE },
  { before: 2 * MINUTE, least: 4 * MINUTE },
] as const;
/** One that is later than this is not said any more, in milliseconds: it would be wrong by then. */
export const TOO_LATE_MS = MINUTE;

export type Reminder = { name: string; at: number };

/** Those to come, with the ones that are due; epoch ms. None while it has not begun, nor once it is over. */
export function remindersOf({ state, from, until, extended, reminded }: Freeze): Reminder[] {
  if (state !== 'active') return [];
  const since = Math.max(from, ...extended.map((one) => one.at));
  return REMINDERS.filter(({ least }) => until - since >= least)
    .map(({ before }) => ({ name: `${until}-${before}`, at: until - before }))
    .filter(({ name }) => !reminded.includes(name));
}
