/**
 * @module slack/node-socket-mode
 * Slack over a socket that the bot opens itself, so that it needs no address on the internet. Slack closes
 * such sockets every few hours, and commands typed in the gap fail: so the gap is kept short and the line is
 * always taken up again.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { type Receiver, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Log } from '../log.ts';
import { text } from '../messages/sentence.ts';
import { boltLog } from './bolt-log.ts';
import { clientOptions } from './client.ts';

/** How long opening may take, and how long the farewell, in milliseconds. */
const OPEN_LIMIT_MS = 15_000;
const CLOSE_LIMIT_MS = 2_000;
/** The wait before each further try: at once after a good connection, at most ten seconds. */
const WAITS_MS = [0, 250, 1_000, 3_000, 10_000] as const;
/** A connection that ended sooner than this, in milliseconds, counts as a failed try. */
const SHORT_MS = 10_000;
/** Without a pong for this long, in milliseconds, the line is dead. Pings go out at a third of it. */
const PONG_LIMIT_MS = 3_000;
/** Errors that no waiting mends; a person has to. */
const HOPELESS = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'missing_scope',
  'token_revoked',
  'token_expired',
  'account_inactive',
]);

export type SocketMode = Omit<Receiver, 'start' | 'stop'> & {
  /**
   * Resolves when Slack said hello. Rejects when Slack refuses the token. Without a network it goes on
   * trying until `stop`.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** False in the gap between two connections. */
  connected(): boolean;
};

/**
 * The library's own reconnecting is off: it waits as long as it waits for a pong, and a refusal while
 * reconnecting is an unhandled rejection there, which ends the process (socket-mode 3.1.0).
 */
export function socketMode(deps: {
  /** Begins with `xapp-`, with the scope connections:write. */
  appToken: string;
  apiUrl?: string | undefined;
  fetch: typeof fetch;
  log: Log;
}): SocketMode {
  const { log } = deps;
  const bolt = new SocketModeReceiver({
    appToken: deps.appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_LIMIT_MS,
    logger: boltLog(log),
    installerOptions: {
      clientOptions: clientOptions(deps),
    },
  });
  const { client } = bolt;
  const stopping = new AbortController();
  let up = false;
  let running: Promise<void> = Promise.resolve();

  /** Opens one connection and gives back its end. */
  async function open(): Promise<{ ended: Promise<void> }> {
    let over = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      over = resolve;
    });
    client.removeAllListeners('disconnected');
    client.on('disconnected', over);
    const opening = client.start();
    const late = sleep(OPEN_LIMIT_MS, 'late' as const, { signal: stopping.signal, ref: false });
    // Whoever loses the race is not listened to any more; a line that opens after the end is closed again.
    opening.then(leaveIfStopped).catch(() => undefined);
    late.catch(() => undefined);
    if ((await Promise.race([opening, late])) !== 'late') return { ended };
    void client.disconnect();
    throw new Error(`Slack did not say hello within ${OPEN_LIMIT_MS} ms`);
  }

  async function leaveIfStopped(): Promise<void> {
    if (stopping.signal.aborted) await client.disconnect();
  }

  async function keep(onOpen: () => void, onRefusal: (cause: Error) => void): Promise<void> {
    let failures = 0;
    let everOpen = false;
    while (!stopping.signal.aborted) {
      let askedToWaitMs = 0;
      try {
        const { ended } = await open();
        const since = Date.now();
        everOpen = true;
        up = true;
        log.info({}, 'Connected to Slack');
        onOpen();
        await ended;
        up = false;
        if (!stopping.signal.aborted) log.info({}, 'The connection to Slack ended; opening the next one');
        failures = Date.now() - since > SHORT_MS ? 0 : failures + 1;
      } catch (cause) {
        if (stopping.signal.aborted) return;
        failures++;
        if (cause instanceof webApi.WebAPIRateLimitedError) askedToWaitMs = cause.retryAfter * 1000;
        const refusal = refusalIn(cause);
        if (refusal !== null && !everOpen) {
          onRefusal(new Error(refusal));
          return;
        }
        const why = refusal ?? (cause === undefined ? 'closed before hello' : String(cause));
        log.warn({ failures, cause: why }, 'Slack cannot be reached; trying again');
      }
      await pause(Math.max(askedToWaitMs, WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 0));
    }
  }

  async function pause(ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: stopping.signal });
    } catch {
      // Stopped meanwhile; the loop sees it.
    }
  }

  return {
    init: (app) => bolt.init(app),
    start: () =>
      new Promise<void>((resolve, reject) => {
        running = keep(resolve, reject);
      }),
    async stop() {
      stopping.abort();
      up = false;
      const farewell = Promise.all([client.disconnect(), running]).then(() => 'gone' as const);
      const limit = sleep(CLOSE_LIMIT_MS, 'late' as const, { ref: false });
      // Asked a second time, the library waits no longer for the other side.
      if ((await Promise.race([farewell, limit])) === 'late') void client.disconnect();
    },
    connected: () => up,
  };
}

/** A sentence for the operator when Slack refused the token, else null. */
function refusalIn(cause: unknown): string | null {
  if (!(cause instanceof webApi.WebAPIPlatformError) || !HOPELESS.has(cause.data.error)) return null;
  return text('slack-error.app-token', { error: cause.data.error });
}
