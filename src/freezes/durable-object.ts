/**
 * @module freezes/durable-object
 * A freeze as Cloudflare starts it: a shell that hands every event on. What a freeze needs comes from the Worker's door.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Log } from '../log.ts';
import { type DurableLife, openDurable } from '../storage/durable-object.ts';
import type { Behaviour, Message, Reply } from '../storage/objects.ts';

export function freezeObject<Env>(
  /** From the Worker's bindings to what a freeze does; asked once a life. */
  furnish: (env: Env) => { behaviour: () => Promise<Behaviour>; log: Log },
) {
  return class FreezeObject extends DurableObject<Env> {
    readonly #life: DurableLife;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#life = openDurable(ctx, { kind: 'freeze', ...furnish(env) });
    }
    receive(message: Message): Promise<Reply> {
      return this.#life.receive(message);
    }
    override alarm(): Promise<void> {
      return this.#life.alarm();
    }
  };
}
