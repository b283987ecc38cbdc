/**
 * @module agent/could-not-look
 * Evidence that a look did not happen, or not to its end. A host that cannot be looked at must never read like a
 * gateway that is at fault, nor like one that is well.
 */
import type { Evidence } from '../protocol/evidence.ts';

/** Says why, in words that hold nothing of what was read. */
export const couldNotLook = (gateway: string | undefined, at: number, why: string): Evidence => ({
  probe: 'discover',
  subject: `gateway:${(gateway ?? 'default').replace(/[\s/]/g, '_')}`,
  source: 'this host',
  at: new Date(at).toISOString(),
  how: 'live',
  look: 'unavailable',
  why: why.slice(0, 500),
  facts: [],
});
