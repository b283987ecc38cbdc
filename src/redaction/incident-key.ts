/**
 * @module redaction/incident-key
 * The key of one incident's tags: hosts of a fleet agree within it, and two incidents cannot be compared by who
 * reads both.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes out of the fleet's key and an incident's id (HKDF's second step with one block, RFC 5869). */
export function incidentKey(fleetKey: Uint8Array, incident: string): Uint8Array {
  return hmac(sha256, fleetKey, new TextEncoder().encode(`redaction of incident ${incident}\x01`));
}
