/**
 * @module hub/sign-anew
 * An order that an earlier key of the bot has signed and that has not been delivered: the present key signs the very same
 * bytes, other people's signatures stay. The earlier signature is checked first, so that nobody who can write to the
 * store gets anything signed by it.
 */
import { oneByOne, open } from '../protocol/envelope.ts';
import { Order } from '../protocol/order.ts';
import { addSignature, type Signer, verifyKey } from '../protocol/signer.ts';

/** The envelope with the present key's signature. Throws when no key of this bot has signed it. */
export async function signAnew(envelope: string, signer: Signer): Promise<string> {
  const own = [signer, ...(signer.succeeds?.formers ?? [])];
  const keys = new Map(
    await Promise.all(own.map(async (one) => [one.kid, await verifyKey(one.publicKey)] as const)),
  );
  let order: Order | null = null;
  const others: string[] = [];
  for (const single of oneByOne(envelope)) {
    const opened = await open(single, { purpose: 'ocorder+jws', keys, schema: Order });
    if (!opened.ok) others.push(single);
    else if (opened.kids.includes(signer.kid)) return envelope;
    else order = opened.payload;
  }
  if (order === null) throw new Error('An order in the store is signed by no key of this bot.');
  return others.reduce(addSignature, await signer.sign('ocorder+jws', order));
}
