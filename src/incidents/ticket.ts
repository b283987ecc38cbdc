/**
 * @module incidents/ticket
 * One ticket at a desk, as the incident remembers it: who wanted it, how far it is, what it knows of the incident and
 * what it is still to be told. What stands in it is composed when it is handed over.
 */
import * as z from 'zod';
import { Person } from '../outbox/person.ts';
import { Time } from '../protocol/words.ts';

/**
 * `wanted`: waits for a look or a bundle that is under way. `opening`: with the desk. `failed`: the desk said no, or
 * nobody knows. `gone`: it was deleted, moved or closed to us; what follows would be lost there.
 */
export const TicketState = z.enum(['wanted', 'opening', 'open', 'failed', 'gone']);
export type TicketState = z.infer<typeof TicketState>;

/** A ticket as its desk names it. */
export const AtDesk = z.object({ key: z.string(), id: z.string(), url: z.string() });
export type AtDesk = z.infer<typeof AtDesk>;

/** How a call at a desk ended that did not succeed, see tickets/desk.ts. */
export const DeskTrouble = z.enum(['refused', 'denied', 'gone', 'limited', 'unsure']);
export type DeskTrouble = z.infer<typeof DeskTrouble>;

/** Something that happened after the ticket was written. Each is told once; those that wait are one comment. */
export const TicketNews = z.discriminatedUnion('what', [
  /** The whole report, for a ticket that others have opened. */
  z.object({ what: z.literal('report'), at: Time }),
  /** A later look: ids of findings (`gateway/id`) that it claims anew, and of those that it does not claim any more. */
  z.object({
    what: z.literal('run'),
    at: Time,
    host: z.string(),
    verdict: z.string(),
    fresh: z.array(z.string()),
    gone: z.array(z.string()),
  }),
  z.object({ what: z.literal('recovery-begun'), at: Time, recovery: z.string() }),
  z.object({ what: z.literal('recovery-over'), at: Time, recovery: z.string(), as: z.string() }),
  z.object({ what: z.literal('closed'), at: Time, why: z.string() }),
  z.object({ what: z.literal('reopened'), at: Time }),
  /** A bundle that came after the ticket's own text. */
  z.object({ what: z.literal('bundle'), at: Time, digest: z.string() }),
]);
export type TicketNews = z.infer<typeof TicketNews>;

/** What of the incident stands in the ticket already. */
const Told = z.object({
  /** By host: the verdict and the claims of its last look that ended. */
  runs: z.record(z.string(), z.object({ verdict: z.string(), claimed: z.array(z.string()) })),
  /** By id: `begun`, or how it ended. */
  recoveries: z.record(z.string(), z.string()),
  /** The incident was closed. */
  closed: z.boolean(),
});
export type Told = z.infer<typeof Told>;

/** The bundle that belongs to it. `linked`: the desk did not take it, a comment says where it is. */
const TicketFile = z.object({
  digest: z.string(),
  /** Null until it is handed over. */
  errand: z.string().nullable(),
  state: z.enum(['sending', 'attached', 'linked']),
  /** The ticket's own text names it; else a comment does. */
  told: z.boolean(),
  why: z.string().nullable(),
});
export type TicketFile = z.infer<typeof TicketFile>;

/** What a desk said that is not done, in words without a credential. */
const Trouble = z.object({ how: DeskTrouble, told: z.string() });

/** Times are epoch ms. */
export const TicketRecord = z.object({
  id: z.string(),
  /** Id of the event that asked for it. */
  wish: z.string(),
  /** 1 for the first of this incident. */
  n: z.number().int().positive(),
  desk: z.string(),
  by: Person,
  /** Opened by itself: the setting was met by this finding. Else a person has asked. */
  itself: z.object({ finding: z.string(), severity: z.number().int(), limit: z.number().int() }).nullable(),
  /** A title that somebody gave it; null for ours. */
  title: z.string().nullable(),
  /** It was there before, under this key: read, and told of all this. */
  key: z.string().nullable(),
  state: TicketState,
  askedAt: Time,
  /** Written without what it waits for from then on. */
  waitUntil: Time,
  /** Things that the desk was asked for, so that each has an id of its own (tickets/errand.ts). */
  errands: z.number().int().nonnegative(),
  /** The errand that opens or finds it: comments and files are about that. */
  errand: z.string().nullable(),
  at: AtDesk.nullable(),
  /** A lost answer made a ticket after all: second ones, each led to the first. */
  doubles: z.array(AtDesk),
  openedAt: Time.nullable(),
  /** Why it failed or is gone. */
  why: Trouble.nullable(),
  /** Something waits for the desk, or for whoever gives the bot its rights there. */
  trouble: Trouble.nullable(),
  told: Told,
  owed: z.array(TicketNews),
  /** The comment that is being said, and its number. */
  saying: z
    .object({ n: z.number().int().positive(), news: z.array(TicketNews), errand: z.string() })
    .nullable(),
  /** Comments that stand in it. */
  comments: z.number().int().nonnegative(),
  /** The last comment was not taken: what follows waits for people. */
  unsaid: Trouble.nullable(),
  /** Waits for this bundle of the incident, or has it. */
  bundle: z.string().nullable(),
  file: TicketFile.nullable(),
});
export type TicketRecord = z.infer<typeof TicketRecord>;

/** Tickets of one incident. */
export const MOST_TICKETS = 8;

/** The desk has it, or is to have it: another wish for this desk adds nothing. */
export const isAlive = ({ state }: Pick<TicketRecord, 'state'>): boolean =>
  state !== 'failed' && state !== 'gone';

/** The one of this desk that counts. */
export const ticketAt = <T extends Pick<TicketRecord, 'desk' | 'state'>>(
  all: readonly T[],
  desk: string,
): T | undefined => all.findLast((one) => one.desk === desk);
