/**
 * @module hub/succession
 * What a bot's key has taken over from those before it: the chain of documents is followed as a host follows it, so that a
 * bot never starts with a key that its hosts would not believe.
 */
import { loadSigner, type Signer, thumbprint } from '../protocol/signer.ts';
import { baseFor, firstTrust, followAll, type Trust } from '../protocol/trust.ts';

export type Succeeding = { ok: true; signer: Signer; trust: Trust } | { ok: false; problem: string };

/** `documents`: from the first on; `formers`: private JWKs of earlier keys, the oldest first. */
export async function succeeding(
  signer: Signer,
  documents: readonly string[],
  formers: readonly string[],
): Promise<Succeeding> {
  if (documents.length === 0 && formers.length === 0)
    return { ok: true, signer, trust: firstTrust(signer.publicKey) };
  const earlier = await Promise.all(formers.map(loadSigner));
  // Hosts of the first hour know the oldest key; where its private half is lost, those that joined later are followed.
  const oldest = earlier[0] ?? signer;
  const { trust: base } =
    earlier.length > 0 ? { trust: firstTrust(oldest.publicKey) } : await baseFor(signer.publicKey, documents);
  const { trust, why } = await followAll(base, documents);
  if (why !== null) return { ok: false, problem: `document ${trust.version + 1} does not follow: ${why}` };
  const [present] = trust.bot;
  if (present === undefined || (await thumbprint(present)) !== signer.kid)
    return { ok: false, problem: 'the newest document names another signing key than the one that is set' };
  return { ok: true, signer: { ...signer, succeeds: { documents, formers: earlier } }, trust };
}
