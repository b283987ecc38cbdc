/**
 * @module freezes/effect
 * What a freeze wants done, saved together with the record and carried out afterwards.
 */
import type { Held, JobRequest } from '../hub/messages.ts';
import type { Wanted } from '../outbox/wanted.ts';

/** Something for a host's object. */
export type HostEffect = { id: string; host: string } & (
  | { kind: 'hold'; hold: Held }
  | { kind: 'let-go' }
  | { kind: 'dispatch'; job: JobRequest }
);

/** Something for people. */
export type NoticeEffect = Wanted & { kind: 'notice' };

export type Effect = HostEffect | NoticeEffect;
