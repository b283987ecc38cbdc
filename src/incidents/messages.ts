/**
 * @module incidents/messages
 * What an incident's object understands, and what it answers.
 */

import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import type { BundleMade } from '../protocol/bundle.ts';
import type { Checked } from '../protocol/chain.ts';
import type { Plan } from '../protocol/recovery.ts';
import type { BundleLink } from './bundle.ts';
import type { IncidentEvent } from './event.ts';
import type { Kept } from './history.ts';
import type { BundleView, IncidentView } from './notifier.ts';

export type IncidentMessage =
  | { type: 'event'; event: IncidentEvent }
  /** Who was given the code with this SHA-256, for this job? `at`: epoch ms. */
  | { type: 'invited'; job: string; code: string; at: number }
  /** How do things stand? */
  | { type: 'view' }
  /** What has happened so far? */
  | { type: 'history' }
  /** What did the host tell of this bundle? */
  | { type: 'bundle'; bundle: string }
  /** To what does the link with this hash lead, at this moment (epoch ms)? `use`: the file goes out, which is counted. */
  | { type: 'link'; hash: string; at: number; use?: boolean };

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

/** The reply to the event `bundle`: the one that came of it, or that was being made already. */
export type BundleReply = EventReply & { view: IncidentView; bundle: string };

/** The reply to `bundle`; null where there is none, or the host has told nothing yet. */
export type MadeReply = { made: BundleMade | null };

/** The reply to `link`; null where no link is good. */
export type LinkReply = { link: { bundle: BundleView; by: Person; whom: BundleLink['whom'] } | null };

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
