/**
 * @module agent/recovery/given-minutes
 * How long a recovery at the terminal may take in all, `--within`. What looks and plans is ended then; a run stops
 * between two acts and goes the way back, so that nothing is cut in the middle. A person's own time does not count.
 */

export type GivenMinutes = {
  minutes: number;
  /** Aborted when they are over. */
  over: AbortSignal;
  leftMs(): number;
  /** Time that a person takes is not used up. */
  apart<T>(work: () => Promise<T>): Promise<T>;
  end(): void;
};

export function givenMinutes(minutes: number): GivenMinutes {
  const over = new AbortController();
  let left = minutes * 60_000;
  let began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const leftMs = (): number => left - (timer === undefined ? 0 : performance.now() - began);
  function go(): void {
    began = performance.now();
    timer = setTimeout(() => over.abort(), Math.max(0, left));
  }
  function end(): void {
    left = leftMs();
    clearTimeout(timer);
    timer = undefined;
  }
  go();
  return {
    minutes,
    over: over.signal,
    leftMs,
    async apart(work) {
      end();
      try {
        return await work();
      } finally {
        go();
      }
    },
    end,
  };
}
