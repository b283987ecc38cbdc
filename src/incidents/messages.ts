/**
 * @module incidents/messages
 * What an incident's object understands, and what it answers.
 */
import type { IncidentEvent } from './event.ts';
import type { IncidentView } from './notifier.ts';

export type IncidentMessage =
  | { type: 'event'; event: IncidentEvent }
  /** How do things stand? */
  | { type: 'view' };

/** The reply to an event. */
export type EventReply = {
  /** False: the event had been here before, and nothing changed. */
  fresh: boolean;
};

/** The reply to `asked`. */
export type AskedReply = EventReply & {
  view: IncidentView;
  /** The order of the look that answers this command. */
  order: string;
  /** The look was under way already. */
  underWay: boolean;
};

/** The reply to `view`; null for an incident that nobody asked for. */
export type ViewReply = { view: IncidentView | null };
