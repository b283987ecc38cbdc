/**
 * @module hub/node-websocket
 * Where host agents call in on Node. An address that this bot did not give out is refused before any object
 * is touched; the rest is handed to the host's object, which sees the same socket as on Workers.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../log.ts';
import { MAX_FRAME_BYTES, PING, PONG } from '../protocol/limits.ts';
import type { NodeObjects } from '../storage/node-objects.ts';
import type { Address } from '../storage/objects.ts';
import { CLOSE } from '../storage/socket-rules.ts';
import type { ConnectCheck, HttpRefusal } from './agent-routes.ts';

type Options = {
  server: Server;
  objects: Pick<NodeObjects, 'attach'>;
  /** Whose address this path is, or the refusal for one that this bot did not give out. */
  check: (pathname: string) => Promise<ConnectCheck>;
  log: Log;
  now?: () => number;
};

export type AgentSockets = {
  count(): number;
  /** Tells every host agent that the bot restarts (1012), so that they come back by themselves. */
  close(): Promise<void>;
};

/** How long a host agent may take over its side of the closing. */
const GOODBYE_MS = 1_000;

/** Takes over the server's `upgrade` events. */
export function acceptAgents({ server, objects, check, log, now = Date.now }: Options): AgentSockets {
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  let leaving = false;

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const url = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
    if (leaving || !URL.canParse(url)) return refuse(stream, '503 Service Unavailable', RESTARTING);
    const checked = await check(new URL(url).pathname);
    if (!checked.ok) return refuse(stream, '404 Not Found', checked.body);
    wss.handleUpgrade(request, stream, head, (ws) => take(ws, checked.address, url));
  }

  function take(ws: WebSocket, to: Address, url: string): void {
    let heartbeat: number | null = null;
    const wire = {
      send: (text: string) => ws.send(text),
      close: (code: number, reason: string) => ws.close(code, reason),
      lastHeartbeat: () => heartbeat,
    };
    ws.on('error', (error) => log.debug({ ...to, error: error.message }, 'A host agent’s socket failed'));
    const attached = objects.attach(to, wire, url);
    attached.catch((error: unknown) => {
      log.error({ ...to, error: String(error) }, 'A host agent’s socket could not be handed over');
      ws.close(CLOSE.failed, 'the bot could not take this socket');
    });
    // What arrives before the object has taken the socket waits for it, in order.
    const then = (event: (to: Awaited<typeof attached>) => Promise<void>): void => {
      attached
        .then(event, () => undefined)
        .catch((error: unknown) => log.error({ ...to, error: String(error) }, 'A socket event was lost'));
    };
    ws.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) return ws.close(CLOSE.unsupported, 'text frames only');
      const text = String(data);
      if (text !== PING) return then((socket) => socket.frame(text));
      heartbeat = now();
      ws.send(PONG);
    });
    ws.on('close', (code, reason) => {
      // Nobody is lost when the bot itself goes away: every host comes back by itself.
      if (!leaving) then((socket) => socket.closed(code, String(reason)));
    });
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (error) =>
      log.debug({ error: error.message }, 'A connection broke during its upgrade'),
    );
    upgrade(request, stream, head).catch((error: unknown) => {
      log.error({ error: String(error) }, 'An upgrade failed');
      refuse(stream, '500 Internal Server Error', FAILED);
    });
  });

  return {
    count: () => wss.clients.size,
    async close() {
      leaving = true;
      const gone = [...wss.clients].map(
        (ws) =>
          new Promise<void>((resolve) => {
            ws.once('close', () => resolve());
            ws.close(CLOSE.restart, 'the bot restarts');
          }),
      );
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        late = setTimeout(resolve, GOODBYE_MS);
      });
      await Promise.race([Promise.all(gone), patience]);
      clearTimeout(late);
      for (const ws of wss.clients) ws.terminate();
      wss.close();
    },
  };
}

const RESTARTING: HttpRefusal = {
  error: { code: 'restarting', message: 'The bot is restarting.', hint: 'Dial again in a moment.' },
};
const FAILED: HttpRefusal = {
  error: { code: 'failed', message: 'The bot could not take this socket.', hint: 'Its log says why.' },
};

function refuse(stream: Duplex, status: string, refusal: HttpRefusal): void {
  const body = JSON.stringify(refusal);
  const head = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
