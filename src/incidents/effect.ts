/**
 * @module incidents/effect
 * What an incident wants done. It is saved together with the record and carried out afterwards; the id
 * makes a second try harmless, so a crash in between costs time and nothing else.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { JobRequest, Maintenance } from '../hub/messages.ts';
import type { Person } from '../outbox/person.ts';
import type { Wanted } from '../outbox/wanted.ts';
import type { NoticeKind } from './notifier.ts';
import type { Standing } from './round.ts';
import type { TicketNews } from './ticket.ts';

/** Something for a host's object. */
export type HostEffect = { id: string; host: string } & (
  | { kind: 'dispatch'; job: JobRequest }
  /** Signed ahead and not sent: others sign the very same bytes. */
  | { kind: 'prepare'; job: JobRequest }
  /** Everybody else's changes shall be held off, for this recovery; or no longer. `until`: epoch ms. */
  | {
      kind: 'freeze';
      gateway: string;
      freeze: string;
      recovery: string;
      by: Person;
      because: string | null;
      until: number;
      /** Freezes of earlier recoveries of this host, which this one takes the place of. */
      before?: string[];
    }
  /** The run has ended and the freeze stays: the host is asked what it makes of the hold now. */
  | { kind: 'ask-hold'; freeze: string; recovery: string }
  | { kind: 'unfreeze'; gateway: string; freeze: string; recovery: string; by: Person }
  /** This incident is (again) the one that is open for the host. */
  | { kind: 'claim' }
  | { kind: 'report'; verdict: Verdict | null; at: number }
  | { kind: 'release'; verdict: Verdict | null; at: number }
  /** Not for the host itself: the incident of a round hears how it stands. */
  | { kind: 'stands'; round: string; standing: Standing; maintenance?: Maintenance }
);

/**
 * Something for people. `say` where it was not shown yet, `edit` where it was; `order` is set for details (the look that
 * they tell of), for a recovery and for a ticket (its id).
 */
export type NoticeEffect = Wanted & { id: string; kind: 'say' | 'edit'; what: NoticeKind };

/** What a desk is to be asked for a ticket. */
export type Errand =
  | { what: 'open' }
  | { what: 'adopt'; key: string }
  | { what: 'comment'; n: number; news: TicketNews[] }
  | { what: 'attach'; digest: string }
  /** Somebody says that the desk lets the bot in again. */
  | { what: 'hope' }
  /** What was given up, though it may have been done, goes on: it is looked for first. */
  | { what: 'again'; errand: string };

/** Something for a desk; what it says is composed in the transaction that wants it. */
export type DeskEffect = { id: string; kind: 'errand'; ticket: string } & Errand;

export type Effect = HostEffect | NoticeEffect | DeskEffect;

export const isNotice = (effect: Effect): effect is NoticeEffect =>
  effect.kind === 'say' || effect.kind === 'edit';

export const isErrand = (effect: Effect): effect is DeskEffect => effect.kind === 'errand';
