/**
 * @module protocol/signer
 * Who signs: an Ed25519 key that never leaves its owner, named by its thumbprint (RFC 7638), so that a key
 * cannot be called by another key's name. The bot's key is a setting, never a row in its database.
 */
import { calculateJwkThumbprint, exportJWK, GeneralSign, generateKeyPair, importJWK } from 'jose';
import { toBase64url } from './base64url.ts';
import { canonicalText } from './canonical.ts';
import { PublicKey } from './words.ts';

/** What a signature is for. A signature made for one purpose is worthless for every other. */
export type Purpose =
  | 'ocorder+jws'
  | 'ocdelivery+jws'
  | 'ochello-bot+jws'
  | 'ochello-host+jws'
  | 'ocdone+jws'
  | 'ocjoin+jws'
  | 'ocjoined+jws'
  | 'ocinvite+jws'
  | 'ocanswer+jws'
  | 'ocrotate+jws'
  | 'ocrotated+jws'
  | 'octrust+jws'
  | 'ocbackup+jws';

export type Signer = {
  /** RFC 7638 thumbprint of the public key. */
  kid: string;
  publicKey: PublicKey;
  /** A General JWS over the value's canonical text, itself as canonical text. */
  sign(purpose: Purpose, payload: unknown): Promise<string>;
  /** 32 bytes that only the holder of this key can make, one value for each label (HKDF-SHA-256). */
  derive(label: string): Promise<Uint8Array>;
  /** What a bot's key has taken over from the keys before it; absent where it is the first. */
  succeeds?: Succession;
};

export type Succession = {
  /** The chain of signed documents by which hosts follow from key to key, see trust.ts. */
  documents: readonly string[];
  /** Earlier keys. They open addresses that were given out under them, and sign nothing any more. */
  formers: readonly Signer[];
};

/** A key that verifies. `CryptoKey` has no global type on both runtimes. */
export type VerifyKey = Exclude<Awaited<ReturnType<typeof importJWK>>, Uint8Array>;

const encoder = new TextEncoder();

/** Makes an Ed25519 key; gives its private JWK as JSON text, the form of `JOB_SIGNING_KEY`. */
export async function generateSigningKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const { kty, crv, x, d } = await exportJWK(privateKey);
  return canonicalText({ kty, crv, x, d });
}

/** The key's name: its RFC 7638 SHA-256 thumbprint. */
export function thumbprint(key: PublicKey): Promise<string> {
  return calculateJwkThumbprint({ kty: key.kty, crv: key.crv, x: key.x }, 'sha256');
}

/** A public key ready to verify with. Throws if the point is no Ed25519 key. */
export async function verifyKey(key: PublicKey): Promise<VerifyKey> {
  return (await importJWK({ ...PublicKey.parse(key) }, 'Ed25519')) as VerifyKey;
}

/** Loads a private JWK. Throws with a fixed sentence: the text is a secret and must not reach a log. */
export async function loadSigner(jwkText: string): Promise<Signer> {
  const parts = privateParts(jwkText);
  if (!parts) throw new Error('The signing key is not an Ed25519 private key in JWK form.');
  const { publicKey, d } = parts;
  const kid = await thumbprint(publicKey);
  let key: VerifyKey;
  try {
    key = (await importJWK({ ...publicKey, d }, 'Ed25519')) as VerifyKey;
  } catch {
    throw new Error('The signing key is not a usable Ed25519 key: its halves do not belong together.');
  }
  const secret = await crypto.subtle.importKey('raw', encoder.encode(d), 'HKDF', false, ['deriveBits']);
  return {
    kid,
    publicKey,
    async sign(purpose, payload) {
      const jws = await new GeneralSign(encoder.encode(canonicalText(payload)))
        .addSignature(key)
        .setProtectedHeader({ alg: 'Ed25519', kid, typ: purpose })
        .done()
        .sign();
      return canonicalText(jws);
    },
    async derive(label) {
      const info = encoder.encode(label);
      const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
      return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 256));
    },
  };
}

/** Adds one more person's signature to an envelope that was signed before, over the same bytes; theirs is in it once. */
export function addSignature(envelope: string, other: string): string {
  const [first, second] = [envelope, other].map((text) => JSON.parse(text) as Envelope);
  if (!first || !second || first.payload !== second.payload)
    throw new Error('The two signatures are not over the same bytes.');
  return canonicalText({
    payload: first.payload,
    signatures: [
      ...first.signatures,
      // Whoever has signed already would make it one that nobody opens: a signer twice is refused.
      ...second.signatures.filter((one) => !first.signatures.some((had) => had.protected === one.protected)),
    ],
  });
}

type Envelope = { payload: string; signatures: { protected: string; signature: string }[] };

function privateParts(jwkText: string): { publicKey: PublicKey; d: string } | null {
  try {
    const jwk = JSON.parse(jwkText) as Record<string, unknown>;
    const publicKey = PublicKey.safeParse({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
    if (!publicKey.success || typeof jwk.d !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(jwk.d)) return null;
    return { publicKey: publicKey.data, d: jwk.d };
  } catch {
    return null;
  }
}

/** `count` random bytes in base64url; the default source of nonces, tokens and ids. */
export function randomText(count: number): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(count)));
}
