/**
 * @module hub/durable-object
 * The host and fleet objects as Cloudflare starts them: shells that hand every event on. What the objects
 * need (the signing key above all) comes from the Worker's door.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Log } from '../log.ts';
import { MAX_FRAME_BYTES, PING, PONG } from '../protocol/limits.ts';
import { type DurableLife, openDurable } from '../storage/durable-object.ts';
import type { Behaviour, Message, Reply } from '../storage/objects.ts';

/** From the Worker's bindings to what an object does; asked once a life. */
export type Furnish<Env> = (env: Env) => { behaviour: () => Promise<Behaviour>; log: Log };

/**
 * A Durable Object cannot stop reading a socket, so it closes one that is too far ahead. A host that comes back has
 * up to its share of unacknowledged frames on the way: each time some of them are taken.
 */
const MAX_WAITING = { frames: 1_024, bytes: 8 * 1024 * 1024 };

const SOCKETS = { ping: PING, pong: PONG, maxFrameBytes: MAX_FRAME_BYTES, maxWaiting: MAX_WAITING };

export function hostObject<Env>(furnish: Furnish<Env>) {
  return class HostObject extends DurableObject<Env> {
    readonly #life: DurableLife;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#life = openDurable(ctx, { kind: 'host', ...furnish(env), sockets: SOCKETS });
    }
    receive(message: Message): Promise<Reply> {
      return this.#life.receive(message);
    }
    override alarm(): Promise<void> {
      return this.#life.alarm();
    }
    override fetch(request: Request): Promise<Response> {
      return this.#life.fetch(request);
    }
    override webSocketMessage(ws: WebSocket, data: string | ArrayBuffer): Promise<void> {
      return this.#life.webSocketMessage(ws, data);
    }
    override webSocketClose(ws: WebSocket, code: number, reason: string): Promise<void> {
      return this.#life.webSocketClose(ws, code, reason);
    }
    override webSocketError(ws: WebSocket): Promise<void> {
      return this.#life.webSocketError(ws);
    }
  };
}

export function fleetObject<Env>(furnish: Furnish<Env>) {
  return class FleetObject extends DurableObject<Env> {
    readonly #life: DurableLife;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#life = openDurable(ctx, { kind: 'fleet', ...furnish(env) });
    }
    receive(message: Message): Promise<Reply> {
      return this.#life.receive(message);
    }
    override alarm(): Promise<void> {
      return this.#life.alarm();
    }
  };
}
