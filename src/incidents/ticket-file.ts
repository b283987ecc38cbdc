/**
 * @module incidents/ticket-file
 * The bundle that goes with a ticket: waited for while it is made, fetched from the host, given to the desk once; where
 * there is none in the end, the ticket is written without it.
 */
import { type Bundle, isBundleOver, isMoving, isThere } from './bundle.ts';
import { fetchBundle } from './bundle-fetch.ts';
import type { Incident } from './record.ts';
import { limitOf } from './recovery-step.ts';
import type { TicketRecord } from './ticket.ts';
import type { Work } from './work.ts';

/** The host makes it, and the pieces come: a ticket is written without it after this long, in milliseconds. */
export const waitForBundleMs = (): number => limitOf('bundle') + 120_000;

/** The one that is meant where nobody names one: the newest that there is, or will be. */
export const usualBundle = ({ bundles }: Pick<Incident, 'bundles'>): string | null =>
  bundles.findLast((one) => isThere(one) || isMoving(one))?.id ?? null;

export const bundleOfTicket = (
  { bundles }: Pick<Incident, 'bundles'>,
  { bundle }: Pick<TicketRecord, 'bundle'>,
): Bundle | undefined => bundles.find(({ id }) => id === bundle);

/** It is with the bot, or nothing more comes of it. */
export function isSettled(it: Pick<Incident, 'bundles'>, one: TicketRecord): boolean {
  const bundle = bundleOfTicket(it, one);
  if (bundle === undefined || bundle.state === 'kept' || isBundleOver(bundle)) return true;
  // It lies on the host and could not be fetched.
  return bundle.state === 'ready' && bundle.trouble !== null;
}

/** What lies on the host only is brought here, once. */
export function wantFile(work: Work, one: TicketRecord): void {
  const bundle = bundleOfTicket(work.it, one);
  if (bundle?.state === 'ready' && bundle.trouble === null) fetchBundle(work, bundle);
}

/** The file is here, and the ticket does not have it: true where that is new. `at`: news from then on (epoch ms). */
export function takeFile(it: Incident, one: TicketRecord, at: number | null): boolean {
  const bundle = bundleOfTicket(it, one);
  if (one.file !== null || bundle?.state !== 'kept' || bundle.made === null) return false;
  const { digest } = bundle.made;
  one.file = { digest, errand: null, state: 'sending', told: at === null, why: null };
  if (at !== null) one.owed = [...one.owed, { what: 'bundle', at, digest }];
  return true;
}
