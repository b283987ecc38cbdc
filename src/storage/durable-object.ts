/**
 * @module storage/durable-object
 * An object as a Cloudflare Durable Object: its SQLite, its one alarm and its hibernating sockets behind the
 * same port that Node has. The classes that Cloudflare starts are thin shells over this.
 */
import type { Log } from '../log.ts';
import { migrate, recall } from './migrations.ts';
import type {
  Address,
  Behaviour,
  Message,
  ObjectKind,
  ObjectLife,
  Objects,
  Reply,
  Row,
  Socket,
  Store,
} from './objects.ts';
import { CLOSE, packState, type SocketRules } from './socket-rules.ts';
import { refusePromise } from './synchronous.ts';
import { tryAgain } from './try-again.ts';
import { retryMs, type WakeRecord, wakeRecord } from './wake-record.ts';

/** Names of the bindings in wrangler.toml. */
export type ObjectBindings = Record<Uppercase<ObjectKind>, DurableObjectNamespace>;

/** What a shell hands over; the names are those of the platform's handlers. */
export type DurableLife = {
  receive(message: Message): Promise<Reply>;
  alarm(): Promise<void>;
  /** A WebSocket upgrade; anything else is refused. */
  fetch(request: Request): Promise<Response>;
  webSocketMessage(ws: WebSocket, data: string | ArrayBuffer): Promise<void>;
  webSocketClose(ws: WebSocket, code: number, reason: string): Promise<void>;
  webSocketError(ws: WebSocket): Promise<void>;
};

type Options = {
  kind: ObjectKind;
  /** Asked once a life; it may need a key to be imported first. */
  behaviour: () => Promise<Behaviour>;
  log: Log;
  /** Only for objects that take sockets. */
  sockets?: SocketRules;
};

type Begun = { life: ObjectLife; wake: WakeRecord };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Sends to other objects over the bindings; the name is the object's name. */
export function durableObjects(env: ObjectBindings): Objects {
  return {
    async send(to, message) {
      return tryAgain(
        async () => {
          // The shells' one method; the platform's own type of it would need the classes here.
          const namespace = env[to.kind.toUpperCase() as Uppercase<ObjectKind>];
          const stub = namespace.getByName(to.name) as unknown as Pick<DurableLife, 'receive'>;
          return { ...(await stub.receive(message)) };
        },
        (ms) => scheduler.wait(ms),
      );
    },
  };
}

/** Runs a behaviour inside a Durable Object. Nothing is begun before the first event. */
export function openDurable(ctx: DurableObjectState, options: Options): DurableLife {
  const { kind, behaviour, log, sockets: rules } = options;
  const store = storeOver(ctx.storage);
  const sockets = new WeakMap<WebSocket, Socket>();
  /** Frames that were handed to the life and are not done; bytes are characters of text. */
  const waiting = new WeakMap<WebSocket, { frames: number; bytes: number }>();
  let begun: Promise<Begun> | null = null;
  let erasing = false;
  if (rules) ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(rules.ping, rules.pong));

  const socketOf = (ws: WebSocket): Socket => {
    const known = sockets.get(ws);
    if (known) return known;
    const fresh = socketOver(ctx, ws);
    sockets.set(ws, fresh);
    return fresh;
  };

  /** The one life of this object in this memory; a failed start is tried anew by the next event. */
  function begin(): Promise<Begun> {
    erasing = false;
    begun ??= start().catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  }

  async function start(): Promise<Begun> {
    const { migrations, start: come } = await behaviour();
    migrate(store, migrations, ctx.id.name);
    const wake = wakeRecord(store);
    const name = ctx.id.name ?? recall(store, 'name');
    if (name === null) throw new Error('This object was reached by id; objects here are reached by name.');
    const address: Address = { kind, name: String(name) };
    const life = come({
      address,
      store,
      now: () => Date.now(),
      wakeAt(at) {
        wake.set(at);
        arm(wake);
      },
      erase() {
        erasing = true;
      },
      sockets: () =>
        ctx
          .getWebSockets()
          .filter((ws) => ws.readyState === WebSocket.OPEN)
          .map(socketOf),
      later(task) {
        const work = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(task);
        ctx.waitUntil(
          work.catch((error: unknown) =>
            log.error({ ...address, error: reasonOf(error) }, 'Work after a message failed'),
          ),
        );
      },
    });
    return { life, wake };
  }

  function arm(wake: WakeRecord, laterMs = 0): void {
    const due = wake.due();
    // Not awaited: the platform holds replies back until the write is safe, and resets the object if it fails.
    ctx.waitUntil(due === null ? ctx.storage.deleteAlarm() : ctx.storage.setAlarm(due + laterMs));
  }

  /** Nobody comes in between: the platform holds events back while storage is asked. */
  async function eraseIfWished(): Promise<void> {
    if (!erasing) return;
    begun = null;
    await ctx.storage.deleteAlarm();
    await ctx.storage.deleteAll();
  }

  return {
    async receive(message) {
      try {
        return await (await begin()).life.receive(message);
      } finally {
        await eraseIfWished();
      }
    },

    async alarm() {
      let own: Begun;
      try {
        own = await begin();
      } catch (error) {
        // The platform gives an alarm up after six failures; a setting that is wrong for an hour is no reason to.
        log.error({ kind, error: reasonOf(error) }, 'An object that wants to be woken cannot be opened');
        await ctx.storage.setAlarm(Date.now() + retryMs(6));
        return;
      }
      const isDue = own.wake.begin(Date.now());
      if (isDue) {
        try {
          await own.life.wake();
          own.wake.succeeded();
        } catch (error) {
          log.error({ kind, error: reasonOf(error) }, 'A wake failed; it will be tried again');
          own.wake.failed(Date.now());
        }
      }
      if (erasing) await eraseIfWished();
      // One that came before its time is set for another: the same time could be taken for the alarm that ends here.
      else arm(own.wake, isDue ? 0 : 1);
    },

    async fetch(request) {
      const { life } = await begin();
      if (!rules || !life.socketOpened || request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
        return Response.json({ error: 'Only a WebSocket is taken here.' }, { status: 426 });
      const { 0: client, 1: server } = new WebSocketPair();
      ctx.acceptWebSocket(server);
      await life.socketOpened(socketOf(server), request.url);
      return new Response(null, { status: 101, webSocket: client });
    },

    async webSocketMessage(ws, data) {
      if (typeof data !== 'string') return ws.close(CLOSE.unsupported, 'text frames only');
      if (rules && isLonger(data, rules.maxFrameBytes)) return ws.close(CLOSE.tooBig, 'frame too long');
      const load = waiting.get(ws) ?? { frames: 0, bytes: 0 };
      waiting.set(ws, load);
      const { frames, bytes } = rules?.maxWaiting ?? { frames: Infinity, bytes: Infinity };
      if (load.frames >= frames || load.bytes + data.length > bytes)
        return ws.close(CLOSE.flood, 'too many frames at once');
      load.frames += 1;
      load.bytes += data.length;
      try {
        await (await begin()).life.socketFrame?.(socketOf(ws), data);
      } finally {
        load.frames -= 1;
        load.bytes -= data.length;
      }
    },

    async webSocketClose(ws, code, reason) {
      // workerd 2026-11 answers the far side's close frame only when told to.
      if (ws.readyState === WebSocket.CLOSING) closeAs(ws, code, reason);
      await (await begin()).life.socketClosed?.(socketOf(ws), code, reason);
    },

    async webSocketError(ws) {
      // The far side hears nothing of an error (a frame over 32 MiB, say) unless the socket is closed here.
      ws.close(CLOSE.failed, 'socket error');
      await (await begin()).life.socketClosed?.(socketOf(ws), CLOSE.lost, 'socket error');
    },
  };
}

/** 1005, 1006 and 1015 stand for "no code came"; they must never be sent (RFC 6455 §7.4.1). */
function closeAs(ws: WebSocket, code: number, reason: string): void {
  if (code === 1005 || code === 1006 || code === 1015) ws.close();
  else ws.close(code, reason);
}

/** Longer in UTF-8 than so many bytes? The text has at least as many of them as it has characters. */
function isLonger(text: string, bytes: number): boolean {
  return text.length > bytes || new TextEncoder().encode(text).length > bytes;
}

function storeOver(storage: DurableObjectStorage): Store {
  return {
    run(sql, ...values) {
      storage.sql.exec(sql, ...values);
    },
    all: <R extends Row>(sql: string, ...values: Array<string | number | null>) =>
      storage.sql.exec<R>(sql, ...values).toArray(),
    tx: (work) => storage.transactionSync(() => refusePromise(work())),
  };
}

function socketOver(ctx: DurableObjectState, ws: WebSocket): Socket {
  const isOpen = (): boolean => ws.readyState === WebSocket.OPEN;
  return {
    // A socket that is just closing takes nothing any more; on Node such a frame is dropped as well.
    send(text) {
      if (isOpen()) ws.send(text);
    },
    close(code, reason) {
      if (isOpen()) ws.close(code, reason);
    },
    readState: () => JSON.parse((ws.deserializeAttachment() as string | null) ?? 'null'),
    writeState(state) {
      ws.serializeAttachment(packState(state));
    },
    lastHeartbeat: () => ctx.getWebSocketAutoResponseTimestamp(ws)?.getTime() ?? null,
  };
}
