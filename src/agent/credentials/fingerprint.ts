/**
 * @module agent/credentials/fingerprint
 * Keyed fingerprints of credentials: equal means the same value, and nothing else can be learnt from one.
 * With the fleet's key they compare across hosts; without it, only on this host.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivate, writePrivate } from '../private-files.ts';

export type Fingerprint = (value: string) => string;

/** First 48 bits of HMAC-SHA-256, in hex. A low-entropy value could be guessed by who has the key: only hosts have it. */
export function fingerprinter(key: Uint8Array): Fingerprint {
  return (value) => createHmac('sha256', key).update(value.normalize('NFC')).digest('hex').slice(0, 12);
}

/** The host's own key, made at first use beside its other private files; a passing one where nothing may be written. */
export function hostKey(stateDir: string): Uint8Array {
  const path = join(stateDir, 'fingerprint.key');
  try {
    const kept = readPrivate(path);
    if (kept) return Buffer.from(kept.trim(), 'base64url');
    const made = randomBytes(32);
    writePrivate(path, made.toString('base64url'));
    return made;
  } catch {
    // Without a state directory equality still shows inside this one look.
    return randomBytes(32);
  }
}
