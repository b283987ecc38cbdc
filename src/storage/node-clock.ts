/**
 * @module storage/node-clock
 * Whether this machine's clock was put back, in this life or while no bot ran. Wakes that were wished for by a clock far
 * ahead would come when it is as late as that again, so somebody has to know.
 */
import type { Log } from '../log.ts';
import type { WakeIndex } from './node-wake-index.ts';

export type WatchedClock = {
  /** How late it is goes on record, once a minute on disk. Never throws. */
  note(): void;
  /** By how many milliseconds it is earlier than it has been; null where it was not put back. Told once. */
  putBackBy(): number | null;
};

/** A clock may be corrected by so much (ms) without having been put back. */
const SLACK_MS = 60_000;
const NOTE_MS = 60_000;

export function watchedClock(index: WakeIndex, now: () => number, log: Log): WatchedClock {
  let latest = Math.max(now(), index.clock() ?? 0);
  let noted = 0;

  return {
    note() {
      latest = Math.max(latest, now());
      if (Math.abs(latest - noted) < NOTE_MS) return;
      noted = latest;
      try {
        index.noteClock(latest);
      } catch (error) {
        // A hint for the next start, and not worth a failure.
        log.warn({ error: String(error) }, 'How late it is could not be noted; is the disk full?');
      }
    },
    putBackBy() {
      const at = now();
      if (at >= latest - SLACK_MS) return null;
      const by = latest - at;
      latest = at;
      return by;
    },
  };
}
