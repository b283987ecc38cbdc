/**
 * @module agent/channel/trust-keeper
 * Which keys of the bot this host believes, kept as the signed documents themselves: they are checked anew at each start,
 * so that a file that somebody has touched says no more than its signatures do.
 */
import * as z from 'zod';
import { thumbprint, type VerifyKey, verifyKey } from '../../protocol/signer.ts';
import {
  baseFor,
  botKeysIn,
  followAll,
  MAX_DOCUMENT_LENGTH,
  MAX_DOCUMENTS,
  type Trust,
} from '../../protocol/trust.ts';
import type { PublicKey } from '../../protocol/words.ts';
import { readPrivate, statePaths, writePrivate } from '../private-files.ts';

export type TrustKeeper = {
  trust(): Trust;
  /** The bot's keys that are believed now, by thumbprint. */
  keys(): ReadonlyMap<string, VerifyKey>;
  /** Thumbprints of all keys that ever were. */
  ever(): readonly string[];
  /** Takes what follows; gives how many documents were new, and why it went no further. */
  learn(documents: readonly string[]): Promise<{ learned: number; why: string | null }>;
};

const Kept = z.array(z.string().max(MAX_DOCUMENT_LENGTH)).max(2 * MAX_DOCUMENTS);

/** `pinned`: the key that this host's token named. */
export async function keepTrust(stateDir: string, pinned: PublicKey): Promise<TrustKeeper> {
  const path = statePaths(stateDir).trust;
  let documents = kept(path);
  const { trust: base } = await baseFor(pinned, documents.slice(0, 1));
  let { trust, taken } = await followAll(base, documents);
  documents = documents.slice(0, (base.version > 0 ? 1 : 0) + taken.length);
  const ever = new Set([await thumbprint(pinned)]);
  let keys = await believed();

  async function believed(): Promise<Map<string, VerifyKey>> {
    const found = new Map<string, VerifyKey>();
    for (const key of trust.bot) found.set(await thumbprint(key), await verifyKey(key));
    // Those in between, too: the host has counted their deliveries, and says so at the next greeting.
    for (const key of documents.flatMap(botKeysIn)) ever.add(await thumbprint(key));
    return found;
  }

  async function learn(given: readonly string[]): Promise<{ learned: number; why: string | null }> {
    const first = documents.length === 0 ? await baseFor(pinned, given) : { trust, from: null };
    const followed = await followAll(first.trust, given);
    const fresh = [...(first.from === null ? [] : [first.from]), ...followed.taken];
    if (fresh.length > 0) {
      // On disk before it counts: after a power cut it must not believe less than it did.
      writePrivate(path, JSON.stringify([...documents, ...fresh]));
      documents = [...documents, ...fresh];
      ({ trust } = followed);
      taken = followed.taken;
      keys = await believed();
    }
    return { learned: fresh.length, why: followed.why };
  }

  let turn: Promise<unknown> = Promise.resolve();
  return {
    trust: () => trust,
    keys: () => keys,
    ever: () => [...ever],
    // In turn: a socket and an errand may bring the same documents at once, and each is kept once.
    learn(given) {
      const mine = turn.then(() => learn(given));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

function kept(path: string): string[] {
  const text = readPrivate(path);
  if (text === null) return [];
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
