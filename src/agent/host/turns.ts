/**
 * @module agent/host/turns
 * Lets only so many of one kind of work run at once; the others wait, first come first served.
 */

/** A gate for `atOnce` works; what it gives and throws is the work's own. */
export function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  let working = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (working < atOnce) working += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else working -= 1;
    }
  };
}
