/**
 * @module hub/node-succession
 * The bot's signing key, those before it and the documents that lead from one to the next, as files of one folder; and
 * the change to a new key, which whoever is killed at any moment leaves either before or behind.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalText } from '../protocol/canonical.ts';
import { addSignature, generateSigningKey, loadSigner, type Signer } from '../protocol/signer.ts';
import { firstTrust, follow, followAll, type Trust, type TrustDocument } from '../protocol/trust.ts';
import { PublicKey } from '../protocol/words.ts';
import { readKeyFile } from './node-signing-key.ts';

/** The files of the folder; all but `documents` are secret (0600). */
const files = (dir: string) => ({
  key: join(dir, 'signing-key.jwk'),
  /** Earlier private keys, one a line, the oldest first. */
  formers: join(dir, 'signing-keys.former'),
  /** The chain, a JSON array of envelopes. */
  documents: join(dir, 'trust.json'),
  /** What waits for signatures: the next key and its document. */
  next: join(dir, 'next'),
});

export type Kept = { documents: string[]; formers: string[] };

/**
 * What lies beside the key in its folder. Throws for a chain that is no list of texts, and for former keys that are there
 * and may not be used: hosts that dial addresses made with them would be lost without a word.
 */
export function keptSuccession(dir: string): Kept {
  const at = files(dir);
  const documents = existsSync(at.documents)
    ? (JSON.parse(readFileSync(at.documents, 'utf8')) as unknown)
    : [];
  if (!Array.isArray(documents) || documents.some((one) => typeof one !== 'string'))
    throw new Error(`${at.documents} is no list of documents.`);
  const formers = existsSync(at.formers) ? readKeyFile(at.formers) : null;
  if (formers?.ok === false) throw new Error(`${at.formers}: ${formers.problem}`);
  return {
    documents: documents as string[],
    formers: formers?.ok ? formers.jwk.split('\n').filter((line) => line.trim() !== '') : [],
  };
}

export type NextKey = {
  /** Who may sign the document after this one; the bot's own key alone when absent. */
  roots?: { keys: PublicKey[]; threshold: number };
  /** Epoch ms; absent: for as long as there is no newer one. */
  expires?: number;
  /** The present key is not believed any more from then on, e.g. because it was stolen. */
  distrust: boolean;
  now: number;
};

export type Prepared = { file: string; version: number; missing: string | null };

/** Makes the next key and its document, signed by both keys of the bot. `missing`: whose signatures it still needs. */
export async function prepareNext(dir: string, ask: NextKey): Promise<Prepared> {
  const at = files(dir);
  const waiting = join(at.next, 'document.json');
  if (existsSync(waiting) && keptSuccession(dir).documents.includes(readFileSync(waiting, 'utf8')))
    throw new Error('A change of the key was cut short here. Finish it first: bot.mjs rotate-key --adopt');
  const present = await loadSigner(text(at.key));
  const { trust } = await standing(dir, present);
  const jwk = await generateSigningKey();
  const next = await loadSigner(jwk);
  const own = trust.roots.keys.every(({ x }) => trust.bot.some((one) => one.x === x));
  const roots = ask.roots ?? (own ? { keys: [next.publicKey], threshold: 1 } : trust.roots);
  const document: TrustDocument = {
    v: 1,
    version: trust.version + 1,
    bot: ask.distrust ? [next.publicKey] : [next.publicKey, present.publicKey],
    roots,
    issued: ask.now,
    expires: ask.expires ?? null,
  };
  const byNext = await next.sign('octrust+jws', document);
  // Where the present key's word does not count, its signature would be that of a stranger.
  const counts = [...trust.roots.keys, ...document.bot, ...roots.keys].some(
    ({ x }) => x === present.publicKey.x,
  );
  const envelope = counts ? addSignature(byNext, await present.sign('octrust+jws', document)) : byNext;
  rmSync(at.next, { recursive: true, force: true });
  mkdirSync(at.next, { mode: 0o700 });
  writeFileSync(join(at.next, 'signing-key.jwk'), `${jwk}\n`, { mode: 0o600 });
  const file = join(at.next, 'document.json');
  writeFileSync(file, envelope, { mode: 0o644 });
  const followed = await follow(trust, envelope);
  return { file, version: document.version, missing: followed.ok ? null : followed.why };
}

/** Adds one more signature to a document that waits. */
export async function signDocument(file: string, keyFile: string): Promise<void> {
  const signer = await loadSigner(text(keyFile));
  const envelope = readFileSync(file, 'utf8');
  const { payload } = JSON.parse(envelope) as { payload: string };
  const document = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown;
  writeFileSync(`${file}.new`, addSignature(envelope, await signer.sign('octrust+jws', document)));
  renameSync(`${file}.new`, file);
}

/**
 * Makes what was prepared the key of this folder; null when that is done, else why not. In this order: the former key is
 * kept, the document is there, the key is replaced. A bot that starts in between does so with the present key, which the
 * document still leads from; running this again finishes it.
 */
export async function adoptNext(dir: string): Promise<string | null> {
  const at = files(dir);
  const waiting = join(at.next, 'document.json');
  if (!existsSync(waiting)) return 'no next key waits here';
  const present = await loadSigner(text(at.key));
  const envelope = readFileSync(waiting, 'utf8');
  const { trust } = await standing(dir, present);
  const { documents, formers } = keptSuccession(dir);
  if (!documents.includes(envelope)) {
    const followed = await follow(trust, envelope);
    if (!followed.ok) return followed.why;
  }
  const former = canonicalText(JSON.parse(text(at.key)));
  if (!formers.includes(former)) write(at.formers, `${[...formers, former].join('\n')}\n`, 0o600);
  if (!documents.includes(envelope)) write(at.documents, JSON.stringify([...documents, envelope]), 0o644);
  linkSync(join(at.next, 'signing-key.jwk'), `${at.key}.new`);
  renameSync(`${at.key}.new`, at.key);
  rmSync(at.next, { recursive: true, force: true });
  return null;
}

/** Where the chain of this folder stands. */
async function standing(dir: string, present: Signer): Promise<{ trust: Trust }> {
  const { documents, formers } = keptSuccession(dir);
  const oldest = formers[0] === undefined ? present : await loadSigner(formers[0]);
  const { trust, why } = await followAll(firstTrust(oldest.publicKey), documents);
  if (why !== null) throw new Error(`The documents in ${dir} do not follow from each other: ${why}.`);
  return { trust };
}

/** Public keys of admins, a JWK a line; a private one is refused rather than shown around. */
export function readRoots(path: string): PublicKey[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => PublicKey.parse(JSON.parse(line)));
}

function text(path: string): string {
  const read = readKeyFile(path);
  if (!read.ok) throw new Error(read.problem);
  return read.jwk;
}

/** Written aside and renamed: whole or not at all. */
function write(path: string, content: string, mode: number): void {
  rmSync(`${path}.new`, { force: true });
  writeFileSync(`${path}.new`, content, { mode, flush: true });
  renameSync(`${path}.new`, path);
}
