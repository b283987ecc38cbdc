/**
 * @module agent/recovery/slow-things
 * What takes longer than a moment is told while it goes on: nobody shall sit before a silent terminal and wonder whether
 * anything hangs.
 */
import type { Because } from '../../protocol/recovery.ts';

/** Milliseconds. */
const MOMENT_MS = 2_000;

/** Gives what comes of `work`, and tells meanwhile what it is. */
export type Takes = <T>(what: Because, work: Promise<T>) => Promise<T>;

export type SlowThings = {
  takes: Takes;
  /** From now on it is this, until the next one. */
  now(what: Because): void;
  end(): void;
};

export function slowThings(tell: (what: Because) => void, momentMs = MOMENT_MS): SlowThings {
  let current: NodeJS.Timeout | undefined;
  const end = (): void => clearTimeout(current);
  return {
    async takes(what, work) {
      const timer = setTimeout(tell, momentMs, what);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
      }
    },
    now(what) {
      end();
      current = setTimeout(tell, momentMs, what);
    },
    end,
  };
}
