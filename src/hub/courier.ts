/**
 * @module hub/courier
 * Brings a signed order to its host by the first road that is open. A road knows how to carry a frame and which
 * session, if any, the delivery is bound to; so a road without sessions (AWS SSM) is one more entry in the list.
 */
import type { Log } from '../log.ts';
import type { BotFrame } from '../protocol/frames.ts';
import type { Signer } from '../protocol/signer.ts';
import type { Store } from '../storage/objects.ts';
import { deliveryOf, noteDelivery, type OrderRow, setState } from './host-orders.ts';
import { changeHost, readHost } from './host-record.ts';
import { signAnew } from './sign-anew.ts';

/** A road that is open now and carries at once. */
export type OpenRoad = {
  session: string;
  carry(frame: Extract<BotFrame, { type: 'deliver' }>): void | Promise<void>;
};

/** A road that takes its time: it makes deliveries of its own, without a session, see `Delivery.session`. */
export type SlowRoad = { take(row: OrderRow): void };

export type Road = {
  /** For log lines, e.g. `socket`. */
  name: RoadName;
  /** The road as it is now, for this order; null while it is closed. */
  open(row: OrderRow): OpenRoad | SlowRoad | null;
};
export type RoadName = 'socket' | 'ssm';

export type Courier = {
  /** One attempt to bring the order; null when no road is open. Throws when it cannot be signed or carried. */
  deliver(row: OrderRow): Promise<RoadName | null>;
  /** A signed delivery, counted, with the order as the present key vouches for it; `from`, `asks`: see dispatch/errands.ts. */
  seal(row: OrderRow, how: Sealing): Promise<Sealed>;
};
export type Sealed = { order: string; delivery: string; jti: string; counter: number };
type Sealing = { session: string } | { session: null; from: number; asks: boolean };

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

  async function seal(row: OrderRow, how: Sealing): Promise<Sealed> {
    // Made and signed before the counter is written: what cannot be delivered leaves the record as it was.
    const signer = await parts.signer;
    const counter = readHost(store).counter + 1;
    const jti = random(16);
    const order = signer.succeeds ? await signAnew(row.envelope, signer) : row.envelope;
    const delivery = await signer.sign(
      'ocdelivery+jws',
      deliveryOf(row, { ...how, counter, jti, now: now() }),
    );
    store.tx(() => {
      changeHost(store, { counter });
      if (!('asks' in how && how.asks)) noteDelivery(store, row.id, counter);
    });
    return { order, delivery, jti, counter };
  }

  return {
    seal,
    async deliver(row) {
      for (const { name, open } of roads) {
        const road = open(row);
        if (road === null) continue;
        if ('take' in road) {
          store.tx(() => {
            setState(store, row.id, 'delivered', now());
            road.take(row);
          });
          log.info({ order: row.id, road: name }, 'An order waits for its road to the host.');
          return name;
        }
        const { order, delivery, counter } = await seal(row, { session: road.session });
        await road.carry({ type: 'deliver', order, delivery });
        log.info({ order: row.id, counter, road: name }, 'An order was sent to the host.');
        return name;
      }
      return null;
    },
  };
}
