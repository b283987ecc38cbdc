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

/**
 * What waits in order: orders in a line of their own, so that one that cannot be given never keeps a host's object from
 * letting go.
 */
export const lineOf = ({ kind, host }: HostEffect): string =>
  `${kind === 'dispatch' ? 'orders' : 'holds'} ${host}`;
