/**
 * @module hub/host-approvals
 * Consent by people's own keys: an order is signed by the bot when it is asked for, and kept back; approvers sign the
 * very same bytes on their own machines. Whose keys count is the host's own policy; here only what cannot be a
 * signature of this order is turned away.
 */
import { open } from '../protocol/envelope.ts';
import { Order } from '../protocol/order.ts';
import { addSignature, thumbprint, verifyKey } from '../protocol/signer.ts';
import type { PublicKey } from '../protocol/words.ts';
import type { Store } from '../storage/objects.ts';
import { findOrder } from './host-orders.ts';
import type { CountersignReply, OrderReply } from './messages.ts';

/** The order as the bot signed it, while others may still sign it. */
export function preparedOrder(store: Store, id: string, now: number): OrderReply {
  const row = findOrder(store, id);
  return { envelope: row !== null && row.state === 'prepared' && now < row.exp ? row.envelope : null };
}

/** Puts one more person's signature on a prepared order; `bot` is the bot's own key. */
export async function countersign(
  store: Store,
  signed: { id: string; envelope: string; key: PublicKey },
  bot: PublicKey,
  now: number,
): Promise<CountersignReply> {
  const row = findOrder(store, signed.id);
  if (row === null || row.state !== 'prepared' || now >= row.exp) return { ok: false, why: 'over' };
  const kid = await thumbprint(signed.key);
  const key = await verifyKey(signed.key).catch(() => null);
  if (key === null || kid === (await thumbprint(bot))) return { ok: false, why: 'key' };
  const purpose = 'ocorder+jws' as const;
  const opened = await open(signed.envelope, { purpose, keys: new Map([[kid, key]]), schema: Order });
  if (!opened.ok || opened.kids.length !== 1) return { ok: false, why: 'signature' };
  if (opened.digest !== row.digest) return { ok: false, why: 'another-order' };
  // Read anew: while keys were looked at, somebody else may have signed.
  const kept = findOrder(store, signed.id);
  if (kept === null || kept.state !== 'prepared') return { ok: false, why: 'over' };
  if (kidsOf(kept.envelope).includes(kid)) return { ok: true, kid };
  const both = addSignature(kept.envelope, signed.envelope);
  store.run("UPDATE orders SET envelope = ? WHERE id = ? AND state = 'prepared'", both, signed.id);
  return { ok: true, kid };
}

function kidsOf(envelope: string): string[] {
  const { signatures } = JSON.parse(envelope) as { signatures: { protected: string }[] };
  return signatures.map(({ protected: head }) => {
    const text = atob(head.replaceAll('-', '+').replaceAll('_', '/'));
    return (JSON.parse(text) as { kid: string }).kid;
  });
}
