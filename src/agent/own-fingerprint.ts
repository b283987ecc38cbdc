/**
 * @module agent/own-fingerprint
 * The key by which this host agent tells one credential from another: its fleet's, else its own. Whoever looks and
 * whoever works must use the same, or a copy that was refused once would be shown again.
 */
import { loadFleetKey } from './channel/keys.ts';
import { type Fingerprint, fingerprinter, hostKey } from './credentials/fingerprint.ts';

/** Null where this host has not joined, or joined without one: fingerprints then compare on this host only. */
export function fleetKeyIn(stateDir: string): Uint8Array | null {
  try {
    return loadFleetKey(stateDir);
  } catch {
    return null;
  }
}

export const ownFingerprint = (stateDir: string): Fingerprint =>
  fingerprinter(fleetKeyIn(stateDir) ?? hostKey(stateDir));
