/**
 * @module hub/host-rotate
 * A host's key gives way to the next one: asked for with both keys' signatures, answered once more when the answer was
 * lost. A quarantined host rotates nothing, because the key that asks may be the one in other hands.
 */
import { openSelfSigned } from '../protocol/envelope.ts';
import { RotateRequest } from '../protocol/joining.ts';
import { type Signer, thumbprint, verifyKey } from '../protocol/signer.ts';
import type { Store } from '../storage/objects.ts';
import { changeHost, readHost } from './host-record.ts';

export type Rotation =
  | { ok: true; request: RotateRequest; kid: string; again: boolean }
  | { ok: false; code: string; message: string; hint: string };

const JOIN = 'Let the host join again with a new token: `enroll NAME` in chat.';

/** Checks both signatures and notes the new key; the host stays confirmed, since the key that was confirmed says so. */
export async function rotate(store: Store, name: string, text: string, now: () => number): Promise<Rotation> {
  const row = readHost(store);
  const { kid, public_x: x } = row;
  if (kid === null || x === null) return refuse('rotate-unknown', `No key of ${name} is known here.`, JOIN);
  const present = { kid, key: { kty: 'OKP' as const, crv: 'Ed25519' as const, x } };
  const former = row.former_x === null ? null : { ...present.key, x: row.former_x };
  const keys = new Map([[kid, await verifyKey(present.key)]]);
  if (row.former_kid !== null && former !== null) keys.set(row.former_kid, await verifyKey(former));
  const opened = await openSelfSigned(text, { purpose: 'ocrotate+jws', schema: RotateRequest, keys });
  if (!opened.ok)
    return refuse('rotate-proof', `The request is not signed by both keys (${opened.code}).`, JOIN);
  const request = opened.payload;
  const next = await thumbprint(request.key);
  if (opened.kids.length !== 2 || !opened.kids.includes(request.former) || !opened.kids.includes(next))
    return refuse('rotate-proof', 'The request is not signed by the present and the next key.', JOIN);
  if (request.name !== name || request.joinSeq !== row.join_seq)
    return refuse('rotate-proof', 'The request is of another host, or of an earlier joining.', JOIN);
  if (row.quarantined !== null)
    return refuse('quarantined', `${name} is quarantined: ${row.quarantined}`, JOIN);
  if (next === kid && request.former === row.former_kid) return { ok: true, request, kid, again: true };
  if (request.former !== kid)
    return refuse('rotate-unknown', 'The key that asks is not the one known here.', JOIN);
  store.tx(() =>
    changeHost(store, {
      kid: next,
      public_x: request.key.x,
      former_kid: kid,
      former_x: x,
      rotated_at: now(),
    }),
  );
  return { ok: true, request, kid: next, again: false };
}

/** What a host agent reads of one answer, in characters, and leaves room for the answer itself. */
const ROOM = 48 * 1_024;

/** The newest documents of the bot's keys, as many as one answer has room for: the answer may be by a key unknown there. */
export function alongWith({ succeeds }: Pick<Signer, 'succeeds'>): string[] {
  let room = ROOM;
  const newest = (succeeds?.documents ?? []).toReversed();
  const first = newest.findIndex((text) => {
    room -= text.length + 3;
    return room < 0;
  });
  return newest.slice(0, first < 0 ? newest.length : first).reverse();
}

function refuse(code: string, message: string, hint: string): Rotation {
  return { ok: false, code, message, hint };
}
