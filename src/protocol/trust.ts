/**
 * @module protocol/trust
 * Which keys of the bot a host believes, as a chain of signed documents by the rules of TUF's root (specification
 * 1.0.33, 5.3): each is the next version, signed by enough of those whom the one before names and by enough of those
 * whom it names itself. A host that was away follows the chain link by link, and never goes back.
 */
import * as z from 'zod';
import { fromBase64url } from './base64url.ts';
import { type Opened, oneByOne, open } from './envelope.ts';
import { thumbprint, type VerifyKey, verifyKey } from './signer.ts';
import { PublicKey, Time } from './words.ts';

/** How many documents are ever followed; a key that is rotated each month gets through ten years. */
export const MAX_DOCUMENTS = 120;
/** One document with all its signatures, in characters. */
export const MAX_DOCUMENT_LENGTH = 8_192;

export const TrustDocument = z.strictObject({
  v: z.literal(1),
  version: z.number().int().positive().max(1_000_000),
  /** The bot signs with the first; the others are still believed. */
  bot: z.array(PublicKey).min(1).max(4),
  /** Who may sign the next document, and how many of them must. */
  roots: z.strictObject({
    keys: z.array(PublicKey).min(1).max(6),
    threshold: z.number().int().min(1).max(6),
  }),
  issued: Time,
  /** After it only looks are done on this document's word; null: for as long as there is no newer one. */
  expires: Time.nullable(),
});
export type TrustDocument = z.infer<typeof TrustDocument>;

export type Trust = Omit<TrustDocument, 'v'>;
export type Followed = { ok: true; trust: Trust } | { ok: false; why: string };

/** What a host believes when it has joined: the one key that its token named, which may sign what follows. */
export function firstTrust(key: PublicKey): Omit<Trust, 'version'> & { version: number } {
  return { version: 0, bot: [key], roots: { keys: [key], threshold: 1 }, issued: 0, expires: null };
}

const named = async (keys: readonly PublicKey[]): Promise<Map<string, VerifyKey>> =>
  new Map(await Promise.all(keys.map(async (key) => [await thumbprint(key), await verifyKey(key)] as const)));

/** Opens a document whose signers are these and those whom it names itself; what that is worth is for who asks. */
async function opened(text: string, known: readonly PublicKey[]): Promise<Opened<TrustDocument>> {
  const claimed = TrustDocument.safeParse(claims(text));
  const own = claimed.success ? [...claimed.data.roots.keys, ...claimed.data.bot] : [];
  const keys = await named([...known, ...own]).catch(() => new Map<string, VerifyKey>());
  return open(text, { purpose: 'octrust+jws', keys, schema: TrustDocument });
}

/** Whether `text` is the document that follows `present`; every "no" says which rule it broke. Never throws. */
export async function follow(present: Trust, text: string): Promise<Followed> {
  const read = await opened(text, present.roots.keys);
  if (!read.ok) return { ok: false, why: `it cannot be read (${read.code})` };
  const { v: _, ...next } = read.payload;
  if (next.version !== present.version + 1)
    return { ok: false, why: `version ${next.version} does not follow ${present.version}` };
  if (next.issued < present.issued) return { ok: false, why: 'it is older than the one before' };
  const signers = new Set(read.kids);
  for (const [whom, { keys, threshold }] of [
    ['the document before it names', present.roots],
    ['it names', next.roots],
  ] as const) {
    const ids = new Set(await Promise.all(keys.map(thumbprint)));
    if (threshold > ids.size)
      return { ok: false, why: `it needs more signatures than there are keys of those whom ${whom}` };
    const enough = [...ids].filter((kid) => signers.has(kid)).length;
    if (enough < threshold)
      return {
        ok: false,
        why: `it has ${enough} of the ${threshold} signatures that it needs of those whom ${whom}`,
      };
  }
  // Whoever shall sign orders has the key: without this a slip of the pen would lock all hosts out.
  const [first] = next.bot;
  if (!first || !signers.has(await thumbprint(first)))
    return { ok: false, why: 'the bot’s next key has not signed it' };
  return { ok: true, trust: next };
}

/** Follows as many documents as fit; those that are older than what is believed are passed over. Never throws. */
export async function followAll(
  present: Trust,
  texts: readonly string[],
): Promise<{ trust: Trust; taken: string[]; why: string | null }> {
  let trust = present;
  const taken: string[] = [];
  for (const text of texts.slice(0, MAX_DOCUMENTS)) {
    const claimed = (claims(text) as { version?: unknown } | undefined)?.version;
    if (typeof claimed === 'number' && claimed <= trust.version) continue;
    const followed =
      text.length > MAX_DOCUMENT_LENGTH
        ? { ok: false as const, why: 'it is too long' }
        : await follow(trust, text);
    if (!followed.ok) return { trust, taken, why: followed.why };
    trust = followed.trust;
    taken.push(text);
  }
  return { trust, taken, why: null };
}

/**
 * Where in the chain a host stands that has just joined: at the last document under which the very key that its token
 * named signs for the bot, which that key has signed itself; before the first where there is none.
 */
export async function baseFor(
  key: PublicKey,
  texts: readonly string[],
): Promise<{ trust: Trust; from: string | null }> {
  const own = await named([key]);
  for (const text of texts.slice(0, MAX_DOCUMENTS).reverse()) {
    const claimed = TrustDocument.safeParse(claims(text));
    const [first] = claimed.success ? claimed.data.bot : [];
    if (first?.x !== key.x) continue;
    for (const single of oneByOne(text)) {
      const read = await open(single, { purpose: 'octrust+jws', keys: own, schema: TrustDocument });
      if (!read.ok) continue;
      const { v: _, ...trust } = read.payload;
      return { trust, from: text };
    }
  }
  return { trust: firstTrust(key), from: null };
}

/** The bot's keys as a document names them, which somebody has checked already. */
export const botKeysIn = (text: string): PublicKey[] => TrustDocument.safeParse(claims(text)).data?.bot ?? [];

/** What the text says of itself, believed by nobody yet. */
function claims(text: string): unknown {
  try {
    const { payload } = JSON.parse(text) as { payload?: unknown };
    const bytes = typeof payload === 'string' ? fromBase64url(payload) : null;
    return bytes === null ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  } catch {
    return undefined;
  }
}
