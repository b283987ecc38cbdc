/**
 * @module hub/courier
 * Brings a signed order to its host by the first road that is open. A road knows how to carry a frame and which
 * session, if any, the delivery is bound to; so a road without sessions (AWS SSM) is one more entry in the list.
 */
import type { Log } from '../log.ts';
import type { BotFrame } from '../protocol/frames.ts';
import type { Signer } from '../protocol/signer.ts';
import type { Store } from '../storage/objects.ts';
import { deliveryOf, noteDelivery, type OrderRow } from './host-orders.ts';
import { changeHost, readHost } from './host-record.ts';

/** A road that is open now. `session`: null where the host cannot be in a session, see `Delivery.session`. */
export type OpenRoad = {
  session: string | null;
  carry(frame: Extract<BotFrame, { type: 'deliver' }>): void | Promise<void>;
};

export type Road = {
  /** For log lines, e.g. `socket`. */
  name: string;
  /** The road as it is now; null while it is closed. */
  open(): OpenRoad | null;
};

export type Courier = {
  /** One attempt to bring the order; false when no road is open. Throws when it cannot be signed or carried. */
  deliver(row: OrderRow): Promise<boolean>;
};

export function createCourier(parts: {
  store: Store;
  signer: Signer | Promise<Signer>;
  /** In the order of preference. */
  roads: readonly Road[];
  /** That many random bytes in base64url. */
  random: (bytes: number) => string;
  now: () => number;
  log: Log;
}): Courier {
  const { store, roads, random, now, log } = parts;
  return {
    async deliver(row) {
      for (const { name, open } of roads) {
        const road = open();
        if (road === null) continue;
        // Made and signed before the counter is written: what cannot be delivered leaves the record as it was.
        const signer = await parts.signer;
        const counter = readHost(store).counter + 1;
        const { session } = road;
        const delivery = deliveryOf(row, { session, counter, jti: random(16), now: now() });
        const envelope = await signer.sign('ocdelivery+jws', delivery);
        store.tx(() => {
          changeHost(store, { counter });
          noteDelivery(store, row.id, counter);
        });
        await road.carry({ type: 'deliver', order: row.envelope, delivery: envelope });
        log.info({ order: row.id, counter, road: name }, 'An order was sent to the host.');
        return true;
      }
      return false;
    },
  };
}
