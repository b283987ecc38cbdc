/**
 * A gateway's outer manners without a gateway: health pages and the handshake of OpenClaw 2026.9.6, over real
 * sockets on loopback. For what only the real one can show there is test/gateway.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Answer = { ok: true; payload: unknown } | { ok: false; error: Record<string, unknown> };

export type Manners = {
  port?: number;
  /** Path → answer; what is left out gets OpenClaw's web page, 200 and HTML. */
  pages?: Record<string, { status?: number; type?: string; body: string }>;
  /** What a connect is answered; undefined: never. */
  connect?: (auth: { token?: string; password?: string } | undefined) => Answer | undefined;
  /** What a request after the greeting is answered; undefined: never. */
  answer?: (method: string) => Answer | undefined;
  /** Close the socket when a request comes, as something in between does. */
  closeOnRequest?: number;
  challenge?: boolean;
};

export type StandIn = {
  port: number;
  /** Every credential that was shown. */
  shown: string[];
  /** Every connect's parameters. */
  connects: Record<string, unknown>[];
  close(): Promise<void>;
};

const json = (body: unknown, status = 200) => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

export const HEALTHY_PAGES = {
  '/healthz': json({ ok: true, status: 'live' }),
  '/startupz': json({ ok: true, status: 'started', version: '2026.9.6', uptimeMs: 90_000 }),
  '/readyz': json({ ready: true, failing: [], uptimeMs: 90_000, eventLoop: { degraded: false } }),
};

export const greeting = (scopes = ['operator.read']): Answer => ({
  ok: true,
  payload: { type: 'hello-ok', protocol: 4, server: { version: '2026.9.6' }, auth: { scopes } },
});

export const refusal = (code: string, authReason: string, message: string): Answer => ({
  ok: false,
  error: { code: 'INVALID_REQUEST', message, details: { code, authReason } },
});

export const MISMATCH = refusal(
  'AUTH_TOKEN_MISMATCH',
  'token_mismatch',
  'unauthorized: gateway token mismatch (use this gateway’s gateway.auth.token or pair the device)',
);

/** Greets whoever knows `token`, and answers every read. */
export const knows = (token: string): Pick<Manners, 'connect' | 'answer'> => ({
  connect: (auth) => (auth?.token === token ? greeting() : MISMATCH),
  answer: () => ({ ok: true, payload: {} }),
});

function converse(socket: WebSocket, manners: Manners, standIn: StandIn): void {
  const send = (frame: unknown): void => socket.send(JSON.stringify(frame));
  if (manners.challenge !== false)
    send({ type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } });
  socket.on('message', (data) => {
    const { id, method, params } = JSON.parse(String(data)) as {
      id: string;
      method: string;
      params: Record<string, unknown>;
    };
    if (method === 'connect') {
      const auth = params.auth as { token?: string; password?: string } | undefined;
      standIn.connects.push(params);
      const secret = auth?.token ?? auth?.password;
      if (secret !== undefined) standIn.shown.push(secret);
      const answer = manners.connect?.(auth);
      if (!answer) return;
      send({ type: 'res', id, ...answer });
      if (!answer.ok) socket.close(1008, String(answer.error.message).slice(0, 100));
      return;
    }
    if (manners.closeOnRequest !== undefined) return socket.close(manners.closeOnRequest);
    const answer = manners.answer?.(method);
    if (answer) send({ type: 'res', id, ...answer });
  });
}

/** Starts it; `port` is picked by the system unless named. */
export async function standIn(manners: Manners = {}): Promise<StandIn> {
  const pages: NonNullable<Manners['pages']> = manners.pages ?? HEALTHY_PAGES;
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''] ?? {
      type: 'text/html',
      body: '<!doctype html><title>Control</title>',
    };
    response.writeHead(page.status ?? 200, { 'content-type': page.type ?? 'text/plain' });
    response.end(page.body);
  });
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(manners.port ?? 0, '127.0.0.1', resolve));
  const self: StandIn = {
    port: (server.address() as AddressInfo).port,
    shown: [],
    connects: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  sockets.on('connection', (socket) => converse(socket, manners, self));
  return self;
}
