/**
 * @module agent/recovery/what-ends
 * What ends a recovery at the terminal from outside: a person's Ctrl-C takes it back, a second one leaves it to the next
 * start. A terminal that is closed does not, since the gateway may stand between its stop and its start.
 */

export type Ends = {
  /** What was changed is put back. */
  abort: AbortSignal;
  /** This process ends with the running act. */
  stop: AbortSignal;
  /** Rejected with what broke where nobody awaits it. */
  broken: Promise<never>;
};

export function whatEnds(): Ends {
  const [abort, stop] = [new AbortController(), new AbortController()];
  // The first one takes back what was changed; what the second one leaves, the next start goes on with.
  const interrupted = (): void => (abort.signal.aborted ? stop.abort() : abort.abort());
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  // A terminal that is gone must not leave the gateway between its stop and its start: the run goes on without readers.
  process.on('SIGHUP', () => undefined);
  process.stdout.removeAllListeners('error');
  for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', () => undefined);
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  process.on('uncaughtException', broken.reject);
  process.on('unhandledRejection', broken.reject);
  return { abort: abort.signal, stop: stop.signal, broken: broken.promise };
}
