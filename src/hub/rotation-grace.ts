/**
 * @module hub/rotation-grace
 * How long a key that has given way may still be heard from its own host: what that had sent, or read from its disk, when
 * the rotation reached the bot first. Such words count for nothing, and are no reason to suspect anybody.
 */

/** By the bot's clock, in milliseconds. */
export const ROTATION_GRACE_MS = 60_000;

/** Whether a key that gave way at `rotatedAt` may be heard from its own host at `now`. */
export function inRotationGrace(rotatedAt: number | null | undefined, now: number): boolean {
  // A clock that was put back makes it no longer.
  return rotatedAt != null && Math.abs(now - rotatedAt) <= ROTATION_GRACE_MS;
}
