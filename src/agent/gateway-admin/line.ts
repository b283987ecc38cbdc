/**
 * @module agent/gateway-admin/line
 * A WebSocket to a gateway of this host that stays open for several requests. Loopback only; nothing is sent before the
 * gateway has asked for it, and an end of the line answers all that still wait.
 */
import WebSocket from 'ws';
import {
  connectParams,
  errorCodeOf,
  type Frame,
  type Greeting,
  Hello,
  idOf,
  type OwnEnd,
  ownEndOf,
  parseFrame,
  type Refused,
  refusalOf,
  scopeOf,
  USER_AGENT,
} from '../gateway-rpc/wire.ts';

export type Answer =
  | { ok: true; payload: unknown }
  | {
      ok: false;
      /** OpenClaw's, or one of ours: CLOSED, NO_ANSWER, STOPPED, UNKNOWN_METHOD. */
      code: string;
      message: string;
      reason: string | null;
      missingScope: string | null;
      retryAfterMs: number | null;
    };

export type Line = {
  hello: Hello;
  request(method: string, params: Record<string, unknown>, limitMs: number): Promise<Answer>;
  close(): void;
};

export type Dialled =
  | { ok: true; line: Line }
  | {
      ok: false;
      /** Who refused it, and how the gateway ended it. */
      refused: Refused | null;
      close: { code: number; reason: string } | null;
      /** Why it came to no greeting: a transport code, `timeout`, `stopped`, or words why nothing was shown. */
      transport: string | null;
      withheld: string | null;
    };

export type LineOptions = Greeting & {
  port: number;
  tls: boolean;
  signal: AbortSignal;
  /** Asked once somebody answers on this very connection, before a credential is shown: why not, in words, or null. */
  whyNot(own: OwnEnd): Promise<string | null>;
};

const OPEN_MS = 3_000;
/** A refused credential is answered up to 5 s late (OpenClaw 2026.9.6); a gateway that just started is slow. */
const HELLO_MS = 15_000;
/** A polite close that nobody answers is cut after this. */
const CLOSE_MS = 300;

const lost = (code: string, message: string): Answer => ({
  ok: false,
  code,
  message,
  reason: null,
  missingScope: null,
  retryAfterMs: null,
});

const answerOf = (frame: Frame): Answer =>
  frame.ok
    ? { ok: true, payload: frame.payload }
    : {
        ok: false,
        code: errorCodeOf(frame),
        message: (frame.error?.message ?? '').slice(0, 500),
        reason: frame.error?.details?.reason ?? frame.error?.details?.code ?? null,
        missingScope: scopeOf(frame).missingScope,
        retryAfterMs: frame.error?.retryAfterMs ?? null,
      };

/** Dials, presents the credential once, and keeps the line. Never throws. */
export function dial(options: LineOptions): Promise<Dialled> {
  const waiting = new Map<string, (answer: Answer) => void>();
  let [asked, over] = [0, false];
  let own: OwnEnd = { port: 0, here: true };
  const scheme = options.tls ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://127.0.0.1:${options.port}/`, {
    // The gateway's own certificate; nobody else can answer on loopback.
    rejectUnauthorized: false,
    handshakeTimeout: OPEN_MS,
    perMessageDeflate: false,
    maxPayload: 16 * 1024 * 1024,
    headers: { 'user-agent': USER_AGENT },
  });

  let aborted = (): void => {};
  function hangUp(): void {
    options.signal.removeEventListener('abort', aborted);
    if (socket.readyState === WebSocket.OPEN) {
      socket.close(1000);
      setTimeout(() => socket.terminate(), CLOSE_MS);
    } else socket.terminate();
  }
  function endAll(answer: Answer): void {
    over = true;
    for (const take of [...waiting.values()]) take(answer);
  }
  const stop = (): void => {
    endAll(lost('STOPPED', 'the work was stopped'));
    hangUp();
  };

  const request: Line['request'] = (method, params, limitMs) =>
    new Promise((resolve) => {
      if (over) return resolve(lost('CLOSED', 'the connection is closed'));
      const id = idOf(method, ++asked);
      const take = (answer: Answer): void => {
        clearTimeout(late);
        waiting.delete(id);
        resolve(answer);
      };
      const late = setTimeout(() => take(lost('NO_ANSWER', `no answer within ${limitMs} ms`)), limitMs);
      waiting.set(id, take);
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
    });

  return new Promise((resolve) => {
    let refused: Refused | null = null;
    const fail = (why: {
      transport?: string;
      withheld?: string;
      close?: { code: number; reason: string };
    }) => {
      clearTimeout(limit);
      resolve({
        ok: false,
        refused,
        close: why.close ?? null,
        transport: why.transport ?? null,
        withheld: why.withheld ?? null,
      });
      stop();
    };
    const limit = setTimeout(() => fail({ transport: 'timeout' }), OPEN_MS + HELLO_MS);
    aborted = () => fail({ transport: 'stopped' });
    options.signal.addEventListener('abort', aborted, { once: true });
    if (options.signal.aborted) return fail({ transport: 'stopped' });

    socket.on('upgrade', ({ socket: line }) => {
      own = ownEndOf(line);
    });
    socket.on('unexpected-response', (_request, { statusCode }) => fail({ transport: `HTTP ${statusCode}` }));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      endAll(lost('CLOSED', error.code ?? 'error'));
      fail({ transport: error.code ?? 'error' });
    });
    socket.on('close', (code, reason) => {
      const words = reason.toString('utf8').slice(0, 200);
      endAll(lost('CLOSED', `${code} ${words}`.trim()));
      fail({ close: { code, reason: words } });
    });
    socket.on('message', (data) => {
      const frame = parseFrame(String(data));
      if (frame?.event === 'connect.challenge') void present();
      else if (frame?.type === 'res' && frame.id === idOf('connect')) greeted(frame);
      else if (frame?.type === 'res' && frame.id) waiting.get(frame.id)?.(answerOf(frame));
    });

    async function present(): Promise<void> {
      const withheld = options.auth === null ? null : await options.whyNot(own);
      if (over) return;
      if (withheld !== null) return fail({ withheld });
      const params = connectParams(options);
      socket.send(JSON.stringify({ type: 'req', id: idOf('connect'), method: 'connect', params }));
    }

    function greeted(frame: Frame): void {
      if (!frame.ok) {
        // The close that follows belongs to the refusal: its code is waited for a moment.
        refused = refusalOf(frame);
        setTimeout(() => fail({}), 1_000);
        return;
      }
      clearTimeout(limit);
      const hello = Hello.safeParse(frame.payload).data ?? {};
      resolve({ ok: true, line: { hello, request, close: hangUp } });
    }
  });
}
