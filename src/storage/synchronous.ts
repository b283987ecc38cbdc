/**
 * @module storage/synchronous
 * A transaction is over when its function returns. What is awaited inside would run after the commit, half
 * of it unprotected: that is a bug in the caller and must not pass for success.
 */

/** Gives the result back. @throws Error when it is a promise. */
export function refusePromise<T>(result: T): T {
  if (result instanceof Promise) {
    // Its own failure must not end the process; the bug is reported by the throw below.
    result.catch(() => undefined);
    throw new Error('The work of a transaction must be synchronous, and this one returned a promise.');
  }
  return result;
}
