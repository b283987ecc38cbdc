/**
 * @module hub/node-websocket
 * Where host agents call in on Node. An address that this bot did not give out is refused before any object
 * is touched; the rest is handed to the host's object, which sees the same socket as on Workers.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../log.ts';
import { type FrameQueue, frameQueue } from '../protocol/frame-queue.ts';
import { MAX_FRAME_BYTES, PING, PONG } from '../protocol/limits.ts';
import type { NodeObjects } from '../storage/node-objects.ts';
import type { Address } from '../storage/objects.ts';
import { CLOSE } from '../storage/socket-rules.ts';
import type { ConnectCheck, HttpRefusal } from './agent-routes.ts';
import { type Leave, turnstile } from './turnstile.ts';

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
  /** What all sockets together have waiting for their turn; bytes are characters of text. */
  waiting(): { frames: number; bytes: number };
  /** Tells every host agent that the bot restarts (1012), so that they come back by themselves. */
  close(): Promise<void>;
};

/** What a host agent may leave unread of our answers before its socket is cut, in bytes. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** How long a host agent may take over its side of the closing. */
const GOODBYE_MS = 1_000;
/** Sockets of one host at a time, those that are on their way out included: each may hold most of a frame. */
const MAX_SOCKETS = 24;
/** Greeted at a time, and how long each may keep its place: two round trips to the other side of the world. */
const GREETED_AT_ONCE = 64;
const PLACE_MS = 2_000;
/** Hello and proof: what comes after them needs no place. */
const GREETING_FRAMES = 2;

/** Takes over the server's `upgrade` events. */
export function acceptAgents({ server, objects, check, log, now = Date.now }: Options): AgentSockets {
  // A peer that does not answer the close is cut: half a minute, as is usual, is time for thousands of sockets.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    closeTimeout: GOODBYE_MS,
  };
  const wss = new WebSocketServer(options);
  /** By host: sockets that are not wholly closed yet. */
  const held = new Map<string, number>();
  const queues = new Set<FrameQueue>();
  const door = turnstile(GREETED_AT_ONCE, PLACE_MS);
  let leaving = false;

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const url = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
    if (leaving || !URL.canParse(url)) return refuse(stream, '503 Service Unavailable', RESTARTING);
    const checked = await check(new URL(url).pathname);
    if (!checked.ok) return refuse(stream, '404 Not Found', checked.body);
    // Gone while it was checked: nobody would take it off the count.
    if (stream.destroyed) return;
    const { name } = checked.address;
    const mine = (held.get(name) ?? 0) + 1;
    if (mine > MAX_SOCKETS) return refuse(stream, '429 Too Many Requests', TOO_MANY);
    held.set(name, mine);
    stream.once('close', () => {
      const left = (held.get(name) ?? 1) - 1;
      if (left > 0) held.set(name, left);
      else held.delete(name);
    });
    // Nothing may be sent before our answer (RFC 6455 §4.1); who gives up while waiting is seen only by reading.
    const tooEarly = (): void => void stream.destroy();
    stream.once('data', tooEarly).once('end', tooEarly);
    const leave = await door.enter(name);
    stream.off('data', tooEarly).off('end', tooEarly);
    if (stream.destroyed || leaving) {
      leave();
      return stream.destroyed ? undefined : refuse(stream, '503 Service Unavailable', RESTARTING);
    }
    stream.once('close', leave);
    wss.handleUpgrade(request, stream, head, (ws) => take(ws, checked.address, url, leave));
  }

  function take(ws: WebSocket, to: Address, url: string, greeted: Leave): void {
    let handled = 0;
    let heartbeat: number | null = null;
    /** Closed from this side: what still comes is not listened to. */
    let shut = false;
    const shutDown = (code: number, reason: string): void => {
      shut = true;
      // Also reads on, or the other side's goodbye would not be heard.
      frames.stop();
      ws.close(code, reason);
    };
    const wire = { send: (text: string) => ws.send(text), close: shutDown, lastHeartbeat: () => heartbeat };
    ws.on('error', (error) => log.debug({ ...to, error: error.message }, 'A host agent’s socket failed'));
    const attached = objects.attach(to, wire, url);
    attached.catch((error: unknown) => {
      log.error({ ...to, error: String(error) }, 'A host agent’s socket could not be handed over');
      shutDown(CLOSE.failed, 'the bot could not take this socket');
    });
    // What arrives before the object has taken the socket waits for it, in order.
    const then = (event: (to: Awaited<typeof attached>) => Promise<void>): Promise<void> =>
      attached
        .then(event, () => undefined)
        .catch((error: unknown) => log.error({ ...to, error: String(error) }, 'A socket event was lost'));
    const frames = frameQueue({
      async handle(text) {
        await then((socket) => socket.frame(text));
        handled += 1;
        if (handled === GREETING_FRAMES) greeted();
      },
      pause: () => ws.pause(),
      resume: () => ws.resume(),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    });
    queues.add(frames);
    // Whoever asks and does not read the answers fills this process with them.
    const isDeaf = (): boolean => {
      if (ws.bufferedAmount <= MAX_UNREAD_BYTES) return false;
      log.debug({ ...to }, 'A host agent does not read what it is sent; its socket is cut');
      ws.terminate();
      return true;
    };
    ws.on('message', (data: RawData, isBinary: boolean) => {
      if (shut) return;
      if (isBinary) return shutDown(CLOSE.unsupported, 'text frames only');
      const text = String(data);
      if (text !== PING) return frames.push(text);
      heartbeat = now();
      if (!isDeaf()) ws.send(PONG);
    });
    ws.on('ping', isDeaf);
    ws.on('close', (code, reason) => {
      queues.delete(frames);
      // Nobody is lost when the bot itself goes away: every host comes back by itself.
      if (!leaving) void frames.drained().then(() => then((socket) => socket.closed(code, String(reason))));
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
    waiting() {
      const all = [...queues].map((queue) => queue.waiting());
      const sum = (of: 'frames' | 'bytes') => all.reduce((total, one) => total + one[of], 0);
      return { frames: sum('frames'), bytes: sum('bytes') };
    },
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
const TOO_MANY: HttpRefusal = {
  error: {
    code: 'too-many-sockets',
    message: 'This host has too many sockets open.',
    hint: 'Run one host agent; dial again in a moment.',
  },
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
