/**
 * @module incidents/effect
 * What an incident wants done. It is saved together with the record and carried out afterwards; the id
 * makes a second try harmless, so a crash in between costs time and nothing else.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { JobRequest } from '../hub/messages.ts';
import type { Person } from '../outbox/person.ts';
import type { Wanted } from '../outbox/wanted.ts';
import type { NoticeKind } from './notifier.ts';

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
);

/**
 * Something for people. `say` where it was not shown yet, `edit` where it was; `order` is set for details (the look that
 * they tell of) and for a recovery (its id).
 */
export type NoticeEffect = Wanted & { id: string; kind: 'say' | 'edit'; what: NoticeKind };

export type Effect = HostEffect | NoticeEffect;

export const isNotice = (effect: Effect): effect is NoticeEffect =>
  effect.kind === 'say' || effect.kind === 'edit';
