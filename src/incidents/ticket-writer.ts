/**
 * @module incidents/ticket-writer
 * The port through which a ticket gets its words: an incident knows what it wants told, and no sentence.
 */
import type { Document } from '../protocol/document.ts';
import type { IncidentView, TicketView } from './notifier.ts';
import type { TicketNews } from './ticket.ts';

/** The incident's file, as its ticket speaks of it. */
export type TicketBundle = {
  name: string;
  bytes: number;
  /** In hexadecimal, as people compare it. */
  sha256: string;
  /** What report.md in it says. */
  report: Document;
};

/** What stands beside the view. */
export type TicketContext = {
  /** Address of the thread; null where the incident is spoken of in a terminal only. */
  thread: string | null;
  bundle: TicketBundle | null;
};

/** An address of ours that expires (epoch ms). */
export type FileLink = { url: string; until: number };

export type TicketWriter = {
  title(view: IncidentView, ticket: TicketView): string;
  body(view: IncidentView, ticket: TicketView, context: TicketContext): Document;
  comment(
    view: IncidentView,
    ticket: TicketView,
    news: readonly TicketNews[],
    context: TicketContext,
  ): Document;
  /** Where the desk does not take the file: where it is instead. */
  otherwise(view: IncidentView, bundle: TicketBundle, link: FileLink | null): Document;
};
