/**
 * @module incidents/ticket-writer
 * The port through which a ticket gets its words: an incident knows what it wants told, and no sentence.
 */
import type { Document } from '../protocol/document.ts';
import type { IncidentView, TicketView } from './notifier.ts';
import type { TicketNews } from './ticket.ts';

/** What a ticket says of the incident's file. */
export type TicketBundle = {
  name: string;
  bytes: number;
  sha256: string;
  /** `link`: an address of ours that expires (epoch ms); null where the bot has none to give. */
  how: 'attached' | { link: string; until: number } | null;
  /** What report.md in it says. */
  report: Document;
};

/** What stands beside the view. */
export type TicketContext = {
  /** Address of the thread; null where the incident is spoken of in a terminal only. */
  thread: string | null;
  bundle: TicketBundle | null;
};

export type TicketWriter = {
  /** The severity of the gravest claim, 1 is worst. */
  title(view: IncidentView, ticket: TicketView): string;
  body(view: IncidentView, ticket: TicketView, context: TicketContext): Document;
  comment(
    view: IncidentView,
    ticket: TicketView,
    news: readonly TicketNews[],
    context: TicketContext,
  ): Document;
};
