/**
 * @module messages/ticket-bundle
 * The bundle in a ticket's words: the file, how to know it again, and where it is.
 */
import type { FileLink, TicketBundle } from '../incidents/ticket-writer.ts';
import { code, linked, type Span } from './message.ts';
import { spans, text } from './sentence.ts';
import { utc } from './time.ts';

const fileLine = ({ name, bytes, sha256 }: TicketBundle): Span[] =>
  spans('ticket-doc.bundle', { name: code(name), bytes, sha256: code(sha256) });

/** A line each; none where there is no bundle. */
export const bundleLines = (bundle: TicketBundle | null): Span[][] =>
  bundle === null ? [] : [fileLine(bundle), spans('ticket-doc.goes-along')];

/** For a desk that does not take the file. `now`: epoch ms. */
export const elsewhere = (bundle: TicketBundle, link: FileLink | null, now: number): Span[][] => [
  fileLine(bundle),
  link === null
    ? spans('ticket-doc.no-link')
    : spans('ticket-doc.link', {
        link: linked(text('ticket-doc.download'), link.url),
        until: utc(link.until, now),
      }),
];
