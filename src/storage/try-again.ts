/**
 * @module storage/try-again
 * A Durable Object that is just being moved or updated turns callers away for a moment and says that they
 * may try again. Messages are delivered at least once anyway, so trying again is always right then.
 */

const TRIES = 4;
const FIRST_PAUSE_MS = 50;

/**
 * Runs `call` again, at most four times in all, while its error says `retryable` and not `overloaded`
 * (https://developers.cloudflare.com/durable-objects/best-practices/error-handling/). `pause` takes ms.
 */
export async function tryAgain<T>(
  call: () => Promise<T>,
  pause: (ms: number) => Promise<unknown>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
      if (retryable !== true || overloaded === true || tries >= TRIES) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
}
