/**
 * @module incidents/job
 * One operation on a host as the incident remembers it: what, for whom, with whose consent, how far it got, and what
 * would undo it.
 */
import * as z from 'zod';
import { Person } from '../outbox/person.ts';
import { Mode } from '../protocol/operations.ts';
import { Precondition } from '../protocol/order.ts';
import { Time } from '../protocol/words.ts';

/**
 * `planned`: waits for consent. `approved`: has it, and waits for what must come first. `dispatched`: with the hub. `accepted`: the host has written it down and works on it.
 * `refused`: the host or the bot said no, nothing was done. `expired`: nobody agreed in time, or it never reached the
 * host. `unknown`: it may have been carried out.
 */
export const JobState = z.enum([
  'planned',
  'approved',
  'dispatched',
  'accepted',
  'done',
  'failed',
  'refused',
  'denied',
  'expired',
  'cancelled',
  'unknown',
]);
export type JobState = z.infer<typeof JobState>;

/** An operation and its arguments, see protocol/operations.ts. */
const Operation = z.object({ op: z.string(), args: z.record(z.string(), z.json()) });

/** The change that takes another one back. */
const Undo = Operation.extend({ limitMs: z.number().int().positive() });

/** What is wanted: the operation with its terms, what must hold on the host, and what would undo it. */
export const JobPlan = Operation.extend({
  host: z.string(),
  mode: Mode,
  limitMs: z.number().int().positive(),
  preconditions: z.array(Precondition).exactOptional(),
  undo: Undo.nullable().exactOptional(),
  /** Id of the job that this one takes back. */
  undoes: z.string().nullable().exactOptional(),
  /** Nobody else must agree, see protocol/operations.ts. */
  consent: z.literal('none').exactOptional(),
  /** No rival of another change. */
  beside: z.literal(true).exactOptional(),
  /** Something else must come between consent and dispatch: another machine lets it go. */
  heldBack: z.literal(true).exactOptional(),
  /** Approvers sign it with keys of their own: signed by the bot when it is asked for, so that its bytes are fixed. */
  byKey: z.literal(true).exactOptional(),
});
export type JobPlan = z.infer<typeof JobPlan>;

/** Times are epoch ms. */
export const Job = z.object({
  ...JobPlan.shape,
  /** The order's id, too: the host carries it out at most once. */
  id: z.string(),
  /** Id of the event that asked for it. */
  wish: z.string(),
  preconditions: z.array(Precondition),
  undo: Undo.nullable(),
  undoes: z.string().nullable(),
  by: Person,
  because: z.string().nullable(),
  /** How many other people must agree. */
  needs: z.number().int().nonnegative(),
  approvals: z.array(
    z.object({
      person: Person,
      at: Time,
      because: z.string().exactOptional(),
      key: z.string().exactOptional(),
    }),
  ),
  /** Who was given a code to sign it with a key of their own: the SHA-256 of the code, and until when it is good. */
  invites: z.array(z.object({ person: Person, code: z.string(), until: Time })).default([]),
  deniedBy: Person.exactOptional(),
  state: JobState,
  /** A code, and after a colon what the host said. */
  why: z.string().nullable(),
  askedAt: Time,
  approveBy: Time,
  expiresAt: Time.nullable(),
  /** When the host was brought it; absent in records of before it was kept. */
  deliveredAt: Time.nullable().default(null),
  acceptedAt: Time.nullable(),
  endedAt: Time.nullable(),
  tookMs: z.number().nonnegative().nullable(),
  delivered: z.boolean(),
  /** The incident holds the host for this job. */
  held: z.boolean(),
});
export type Job = z.infer<typeof Job>;

/** The hub or the host has it. */
export const isUnderWay = (job: Job): boolean => job.state === 'dispatched' || job.state === 'accepted';
