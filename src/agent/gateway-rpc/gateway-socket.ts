/**
 * @module agent/gateway-rpc/gateway-socket
 * One WebSocket conversation with a gateway, told whole: how far it came, how it was refused or closed, and
 * what its reads answered.
 */

import type { TLSSocket } from 'node:tls';
import WebSocket from 'ws';
import {
  connectParams,
  errorCodeOf,
  type Frame,
  Hello,
  idOf,
  inUrl,
  type OwnEnd,
  ownEndOf,
  parseFrame,
  type Refused,
  refusalOf,
  scopeOf,
  UNKNOWN_METHOD,
  USER_AGENT,
} from './wire.ts';

export type Rpc =
  | { ok: true; payload: unknown }
  | { ok: false; code: string; missingScope: string | null; terse?: true; message?: string };

export type Talk = {
  reached: 'none' | 'tcp' | 'upgrade' | 'challenge' | 'hello' | 'rpc';
  timedOut: 'tcp' | 'upgrade' | 'challenge' | 'hello' | 'rpc' | null;
  transportError: string | null;
  upgradeStatus: number | null;
  /** Where the answer to the upgrade points, never followed, and the beginning of its page. */
  location?: string;
  page?: string;
  refused: Refused | null;
  close: { code: number; reason: string } | null;
  hello: Hello | null;
  answers: Record<string, Rpc>;
  /** The look itself was stopped: what is missing then says nothing about the gateway. */
  stopped: boolean;
  /** Somebody hung up on a line that was done and quiet; milliseconds since its last word. */
  cutAfterMs?: number;
  /** Why the credential was kept back at the last moment, in words. */
  withheld: string | null;
};

/** Our word for a server that is not the one that is meant. */
export const UNTRUSTED = 'UNTRUSTED';
const OPEN_MS = 3_000;
/** A refused credential is answered up to 5 s late (OpenClaw 2026.9.6, failed-auth delay). */
const HELLO_MS = 9_000;
const RPC_MS = 5_000;
/** Of an error that a read is answered with. */
const MOST_WORDS = 500;
/** The page that an upgrade is answered with: how long it is listened to, and how much of it. */
const PAGE_MS = 500;
const MOST_PAGE = 16 * 1024;
/** A polite close that nobody answers is cut after this. */
const CLOSE_MS = 300;

/**
 * Greeted, and refused every read that needs a scope, in the older form: 2026.3 to 2026.6 take the scopes from a
 * client without a paired device, whatever its token. That is so on each of them and says nothing about this one.
 */
export function scopesWithheld({ hello, answers }: Talk): boolean {
  const failed = Object.values(answers).filter((rpc) => !rpc.ok && rpc.code !== UNKNOWN_METHOD);
  return hello !== null && failed.length > 0 && failed.every((rpc) => !rpc.ok && rpc.terse === true);
}

export type TalkOptions = {
  /** Of this machine; 127.0.0.1 if not given. */
  host?: string;
  port: number;
  /** The gateway's own certificate; nobody else can answer on loopback, so it is not checked. */
  tls: boolean;
  auth: { token?: string; password?: string } | null;
  reads: readonly { method: string; params?: Record<string, unknown> }[];
  signal: AbortSignal;
  /** Stop after the challenge: there is nothing to present. */
  greetOnly?: boolean;
  /**
   * Asked once somebody answers on this very connection, before a credential is shown: why not, in words, or null.
   */
  whyNot?: ((own: OwnEnd) => Promise<string | null>) | undefined;
  /** As whom; the `cli` if not given. */
  as?: 'cli' | 'backend';
  /** What is asked for there, with its slash; `/` if not given. */
  path?: string;
  /** Asked before the first word is said: is this the server that is meant? Nothing is presented where it is not. */
  trusts?: (server: TLSSocket) => boolean;
  /** Whom to believe, for `trusts`. */
  ca?: string[];
  /** How long a connect may go unanswered, milliseconds. */
  helloMs?: number;
  /** Stay connected and silent until then when everything is said. Milliseconds of `performance.now`. */
  stayUntil?: number;
};

/** Talks once and closes. Never throws; what went wrong is in the result. */
export function talk(options: TalkOptions): Promise<Talk> {
  const told: Talk = {
    reached: 'none',
    timedOut: null,
    transportError: null,
    upgradeStatus: null,
    refused: null,
    close: null,
    hello: null,
    answers: {},
    stopped: false,
    withheld: null,
  };
  return new Promise((resolve) => {
    const socket = new WebSocket(
      `${options.tls ? 'wss' : 'ws'}://${inUrl(options.host ?? '127.0.0.1')}:${options.port}${options.path ?? '/'}`,
      {
        rejectUnauthorized: false,
        ...(options.ca ? { ca: options.ca } : {}),
        handshakeTimeout: OPEN_MS,
        perMessageDeflate: false,
        maxPayload: 16 * 1024 * 1024,
        headers: { 'user-agent': USER_AGENT },
      },
    );
    let limit: NodeJS.Timeout | undefined;
    let over = false;
    let asked = 0;
    /** When the last word came, once everything is said; milliseconds of the steady clock. */
    let quietSince: number | null = null;
    const end = (): void => {
      if (over) return;
      over = true;
      clearTimeout(limit);
      options.signal.removeEventListener('abort', stop);
      // An open socket is closed as a command closes it; one that never opened is dropped.
      if (socket.readyState === WebSocket.OPEN) {
        socket.close(1000);
        setTimeout(() => socket.terminate(), CLOSE_MS);
      } else socket.terminate();
      resolve(told);
    };
    const stop = (): void => {
      told.stopped = quietSince === null;
      end();
    };
    const wait = (phase: NonNullable<Talk['timedOut']>, ms: number): void => {
      clearTimeout(limit);
      limit = setTimeout(() => {
        told.timedOut = phase;
        end();
      }, ms);
    };
    const done = (): void => {
      const now = performance.now();
      if (options.stayUntil === undefined || options.stayUntil <= now) {
        end();
        return;
      }
      clearTimeout(limit);
      quietSince = now;
      limit = setTimeout(end, options.stayUntil - now);
    };
    const send = (method: string, params: unknown): void =>
      socket.send(JSON.stringify({ type: 'req', id: idOf(method), method, params }));

    options.signal.addEventListener('abort', stop, { once: true });
    let own: OwnEnd = { port: 0, here: true };
    socket.on('upgrade', ({ socket: line }) => {
      own = ownEndOf(line);
      told.reached = 'upgrade';
      if (options.trusts === undefined || options.trusts(line as TLSSocket)) return;
      told.transportError = UNTRUSTED;
      end();
    });
    socket.on('open', () => wait('challenge', OPEN_MS));
    socket.on('unexpected-response', (_request, response) => {
      told.reached = 'tcp';
      told.upgradeStatus = response.statusCode ?? 0;
      if (response.headers.location) told.location = response.headers.location;
      limit = setTimeout(end, PAGE_MS);
      response.setEncoding('utf8').on('data', (piece: string) => {
        told.page = `${told.page ?? ''}${piece}`.slice(0, MOST_PAGE);
      });
      for (const over of ['end', 'error', 'close']) response.on(over, end);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (over) return;
      if (quietSince !== null) told.cutAfterMs = Math.round(performance.now() - quietSince);
      else if (/handshake has timed out/.test(error.message)) {
        told.reached = 'tcp';
        told.timedOut = 'upgrade';
      } else told.transportError = error.code ?? 'error';
      end();
    });
    socket.on('close', (code, reason) => {
      if (over) return;
      // A gateway that ends a line says why (1008, 1012, 4001); who cuts a quiet one does not.
      const cut = quietSince !== null && (code === 1006 || reason.length === 0);
      if (cut) told.cutAfterMs = Math.round(performance.now() - (quietSince ?? 0));
      else told.close = { code, reason: reason.toString('utf8').slice(0, 200) };
      end();
    });
    socket.on('message', (data) => {
      if (over) return;
      if (quietSince !== null) quietSince = performance.now();
      const frame = parseFrame(String(data));
      if (frame === null) return;
      if (frame.event === 'connect.challenge' && told.reached === 'upgrade') {
        told.reached = 'challenge';
        if (options.greetOnly) return done();
        wait('hello', options.helloMs ?? HELLO_MS);
        void present();
      } else if (frame.type === 'res' && frame.id === idOf('connect')) answered(frame);
      else if (frame.type === 'res' && frame.id?.startsWith(idOf('')))
        heard(frame.id.slice(idOf('').length), frame);
    });

    async function present(): Promise<void> {
      if (options.auth !== null) told.withheld = (await options.whyNot?.(own)) ?? null;
      if (over) return;
      if (told.withheld !== null) end();
      else send('connect', connectParams(options));
    }

    function answered(frame: Frame): void {
      if (!frame.ok) {
        told.refused = refusalOf(frame);
        // The close that follows belongs to the refusal: wait for its code.
        wait('hello', 1_000);
        return;
      }
      told.reached = 'hello';
      told.hello = Hello.safeParse(frame.payload).data ?? {};
      const known = told.hello.features?.methods;
      const reads = options.reads.filter(({ method }) => known === undefined || known.includes(method));
      asked = reads.length;
      if (asked === 0) {
        done();
        return;
      }
      wait('rpc', RPC_MS);
      for (const { method, params } of reads) send(method, params ?? {});
    }

    function heard(method: string, frame: Frame): void {
      told.answers[method] = frame.ok
        ? { ok: true, payload: frame.payload }
        : {
            ok: false,
            code: errorCodeOf(frame),
            ...scopeOf(frame),
            message: (frame.error?.message ?? '').slice(0, MOST_WORDS),
          };
      if (frame.ok) told.reached = 'rpc';
      if (Object.keys(told.answers).length === asked) done();
    }
  });
}
