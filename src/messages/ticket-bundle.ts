/**
 * @module messages/ticket-bundle
 * The bundle in a ticket's words: the file, how to know it again, and where it is.
 */
import type { TicketContext } from '../incidents/ticket-writer.ts';
import { code, linked, type Span } from './message.ts';
import { spans, text } from './sentence.ts';
import { utc } from './time.ts';

/** A line each; none where there is no bundle. `now`: epoch ms. */
export function bundleLines(bundle: TicketContext['bundle'], now: number): Span[][] {
  if (bundle === null) return [];
  const { name, bytes, sha256, how } = bundle;
  const file = spans('ticket-doc.bundle', { name: code(name), bytes, sha256: code(sha256) });
  if (how === 'attached') return [file, spans('ticket-doc.attached')];
  if (how === null) return [file, spans('ticket-doc.no-link')];
  const until = utc(how.until, now);
  return [file, spans('ticket-doc.link', { link: linked(text('ticket-doc.download'), how.link), until })];
}
