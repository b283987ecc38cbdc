/**
 * @module runbooks/clock
 * The times of a run. Ten minutes are what people wait for a gateway before they want to be asked; everything else
 * follows from that. Milliseconds.
 */

/** What is agreed to is tried this long; then the run stops and asks. */
export const CLOCK_MS = 10 * 60_000;
/** What one extension adds. */
export const EXTENSION_MS = 10 * 60_000;
/** However often it is extended, forward steps end then: what is left of the order's own time is for putting back. */
export const HARD_MS = 30 * 60_000;
/** A run that waits for people and hears nothing from its bot for this long goes back by itself. */
export const SILENCE_MS = 120_000;

export type Clock = {
  /** Epoch ms; null before it begins. */
  until: number | null;
  hardEnd: number | null;
  /** Whoever began it has given it another time than the usual one. */
  given?: true;
};

export const startClock = (now: number, withinMs?: number): Clock => ({
  until: now + Math.min(withinMs ?? CLOCK_MS, HARD_MS),
  hardEnd: now + HARD_MS,
  ...(withinMs === undefined ? {} : { given: true }),
});

/** Ten minutes more from now, never past the hard end. */
export function extended(clock: Clock, now: number): Clock {
  const wanted = Math.max(clock.until ?? now, now) + EXTENSION_MS;
  return { ...clock, until: Math.min(wanted, clock.hardEnd ?? wanted) };
}

/**
 * After a crash the host's clock may have been set: neither end may be further away than it could have been, or a run
 * would never end.
 */
export function afterCrash(clock: Clock, now: number): Clock {
  const nearer = (end: number | null, most: number): number => Math.min(end ?? now + most, now + most);
  const hardEnd = nearer(clock.hardEnd, HARD_MS);
  return { ...clock, hardEnd, until: Math.min(nearer(clock.until, CLOCK_MS), hardEnd) };
}
