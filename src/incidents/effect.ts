/**
 * @module incidents/effect
 * What an incident wants done. It is saved together with the record and carried out afterwards; the id
 * makes a second try harmless, so a crash in between costs time and nothing else.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { JobRequest } from '../hub/messages.ts';
import type { NoticeKind } from './notifier.ts';
import type { Person } from './person.ts';

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
    }
  | { kind: 'unfreeze'; gateway: string; freeze: string; recovery: string; by: Person }
  /** This incident is (again) the one that is open for the host. */
  | { kind: 'claim' }
  | { kind: 'report'; verdict: Verdict | null; at: number }
  | { kind: 'release'; verdict: Verdict | null; at: number }
);

/**
 * Something for people: the message under `key` shall show revision `revision` or a later one. `say` where
 * it was not shown yet, `edit` where it was. Not before `notBefore` (epoch ms).
 */
export type NoticeEffect = {
  id: string;
  kind: 'say' | 'edit';
  key: string;
  what: NoticeKind;
  /** Index into the incident's places. */
  place: number;
  /** Set for details: the host, and the order of the look they tell of; for a recovery its host and its id. */
  host: string | null;
  order: string | null;
  revision: number;
  notBefore: number;
};

export type Effect = HostEffect | NoticeEffect;

export const isNotice = (effect: Effect): effect is NoticeEffect =>
  effect.kind === 'say' || effect.kind === 'edit';
