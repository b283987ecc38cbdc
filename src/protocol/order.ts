/**
 * @module protocol/order
 * An order is what people agree to: signed once, executed at most once. A delivery is one attempt to bring
 * it to the host, bound to the live session; so a reconnect never voids a person's signature.
 */
import * as z from 'zod';
import { Mode } from './operations.ts';
import { Digest, Id, Time } from './words.ts';

/** Something that must still be true on the host when the order is carried out. */
export const Precondition = z.strictObject({
  what: z.literal('config-sha256'),
  gateway: z.string().max(64),
  is: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Precondition = z.infer<typeof Precondition>;

/** Version 1 of an order. Times are epoch milliseconds of the bot's clock. */
export const Order = z.strictObject({
  v: z.literal(1),
  id: Id,
  op: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/),
  mode: Mode,
  args: z.record(z.string().max(64), z.json()),
  /** Thumbprint of the one host key that this order is for. */
  host: Digest,
  incident: Id,
  requester: z.string().min(1).max(200),
  iat: Time,
  /** Last moment at which it may be carried out; at most 30 minutes after `iat`. */
  exp: Time,
  preconditions: z.array(Precondition).max(8),
});
export type Order = z.infer<typeof Order>;

/** Version 1 of a delivery: signed by the bot, anew for each attempt. */
export const Delivery = z.strictObject({
  v: z.literal(1),
  /** Digest of the order's canonical text. */
  order: Digest,
  jti: Id,
  /** The live session, or null where there is none (store-and-forward roads). */
  session: Digest.nullable(),
  /** Only ever rises, per signing key. */
  counter: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  iat: Time,
  /** At most 300 seconds after `iat`. */
  exp: Time,
  /** Without a session: from which byte on the host's answer tells the order's transcript. */
  from: z.number().int().nonnegative().exactOptional(),
});
export type Delivery = z.infer<typeof Delivery>;
