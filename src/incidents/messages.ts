/**
 * @module incidents/messages
 * What an incident's object understands, and what it answers.
 */

import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import type { Plan } from '../protocol/recovery.ts';
import type { Checked } from './chain.ts';
import type { IncidentEvent } from './event.ts';
import type { Kept } from './history.ts';
import type { IncidentView } from './notifier.ts';

export type IncidentMessage =
  | { type: 'event'; event: IncidentEvent }
  /** Who was given the code with this SHA-256, for this job? `at`: epoch ms. */
  | { type: 'invited'; job: string; code: string; at: number }
  /** How do things stand? */
  | { type: 'view' }
  /** What has happened so far? */
  | { type: 'history' };

/** The reply to an event. */
export type EventReply = {
  /** False: the event had been here before, and nothing changed. */
  fresh: boolean;
};

/** The reply to `asked`. */
export type AskedReply = EventReply & {
  view: IncidentView;
  /** The order of the run that answers this command. */
  order: string;
  /** The run was under way already. */
  underWay: boolean;
};

/** The reply to `ordered` and `taken-back`: the job that came of it, null where there was nothing to take back. */
export type OrderedReply = EventReply & { view: IncidentView; job: string | null };

/** The reply to `recover`: the recovery that came of it, or the one of this host that was there already. */
export type RecoverReply = EventReply & { view: IncidentView; recovery: string };

/** The reply to `invited`; null where no such code is good. */
export type InvitedReply = { invited: { person: Person; host: string; plan: Plan } | null };

/** The reply to `view`; null for an incident that nobody asked for. */
export type ViewReply = {
  view: IncidentView | null;
  /** Where it is spoken of, down to the thread; absent from an object of before it was told. */
  threads?: Place[];
};

/** The reply to `history`, oldest first, and whether the chain of its rows holds. */
export type HistoryReply = { events: Kept[]; chain: Checked };
