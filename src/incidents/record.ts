/**
 * @module incidents/record
 * What is remembered of one incident: plain JSON, checked when it is loaded, small enough to be written
 * anew at each event. The evidence itself lies in rows of its own; here is only what was read from it.
 */
import * as z from 'zod';
import { LAYERS } from '../diagnosis/finding.ts';
import { MaintenanceShape } from '../hub/host-maintenance.ts';
import { Person } from '../outbox/person.ts';
import { Place } from '../outbox/place.ts';
import { Time } from '../protocol/words.ts';
import { Bundle } from './bundle.ts';
import { Job } from './job.ts';
import { Recovery } from './recovery.ts';
import { Round } from './round.ts';
import { TicketRecord } from './ticket.ts';

/** What the evidence so far amounts to: enough to decide what happens next. Times are epoch ms. */
export const Reading = z.object({
  verdict: z.enum(['healthy', 'waiting', 'degraded', 'down', 'unknown']),
  /** The first layer that fails, if one does. */
  failing: z.enum(LAYERS).nullable(),
  /** Findings with a confidence of 0.5 and above. */
  claims: z.number().int().nonnegative(),
  /** Anything that deserves a reply of its own: findings, or what could not be looked at. */
  remarks: z.number().int().nonnegative(),
  /** `gateway/id` of each claim; absent in records of before it was kept. */
  claimed: z.array(z.string()).exactOptional(),
  /** Ids of the claims that explain what somebody complains of; absent where nobody does. */
  explains: z.array(z.string()).exactOptional(),
  /** The gravest claim, `gateway/id`, and how grave it is (1 is worst); absent where nothing is claimed. */
  worst: z.object({ finding: z.string(), severity: z.number().int() }).exactOptional(),
  /** Changes when, and only when, the status message would read differently. */
  mark: z.string(),
  probes: z.number().int().nonnegative(),
  oldestLook: Time.nullable(),
  newestLook: Time.nullable(),
  openclawVersion: z.string().nullable(),
  /** What may be held against other hosts (diagnosis/peers.ts); absent in records of before it was kept. */
  traits: z.record(z.string(), z.string()).exactOptional(),
  /** The host sent more than one look may bring: which bound it went past. */
  tooMuch: z.string().exactOptional(),
});
export type Reading = z.infer<typeof Reading>;

export const RunState = z.enum(['asking', 'looking', 'done', 'partial', 'absent', 'refused']);
export type RunState = z.infer<typeof RunState>;

/** The latest look at one host. */
export const Run = z.object({
  host: z.string(),
  /** The profile asked for; null looks at all gateways of the host. */
  gateway: z.string().nullable(),
  /** 1 for the first look at this host in this incident. */
  n: z.number().int().positive(),
  order: z.string(),
  state: RunState,
  /** A word for the reason, see conversation/host-words.ts. */
  why: z.string().nullable(),
  lastSeen: Time.nullable(),
  askedAt: Time,
  /** Who asked for this look; absent in records of before buttons existed. */
  asker: Person.exactOptional(),
  endedAt: Time.nullable(),
  /** As the host measured it. */
  tookMs: z.number().nonnegative().nullable(),
  delivered: z.boolean(),
  /** By which road, where it was not the host's socket. */
  road: z.literal('ssm').exactOptional(),
  reading: Reading.nullable(),
  /** When evidence was last judged, and when what has come since will be (null: it is all judged). */
  judgedAt: Time.nullable().default(null),
  judgeAt: Time.nullable().default(null),
  /** The host was worked on when the hub last spoke of the look: what it found pages nobody. Absent where it was not. */
  maintenance: MaintenanceShape.exactOptional(),
  /** The look before found trouble, and nobody has seen since that it is gone. */
  unresolved: z.boolean(),
  /** This incident holds the host, so that a later triage of it comes here. */
  held: z.boolean(),
  /** Rounds that are told how it ends, by their incidents; absent where nobody waits for it elsewhere. */
  rounds: z.array(z.string()).exactOptional(),
});
export type Run = z.infer<typeof Run>;

/** Why an incident is closed: by itself in the first three, for want of news, or by a person. */
export const ClosedWhy = z.enum(['healthy', 'nothing-learned', 'finished', 'quiet', 'person']);
export type ClosedWhy = z.infer<typeof ClosedWhy>;

export const Incident = z.object({
  v: z.literal(1),
  id: z.string(),
  state: z.enum(['new', 'open', 'closed']),
  requester: Person.nullable(),
  text: z.string(),
  startedAt: Time,
  closed: z
    .object({
      at: Time,
      why: ClosedWhy,
      by: Person.nullable(),
    })
    .nullable(),
  /** Where it is spoken of; each place has one living message of its own. The first is home. */
  places: z.array(Place),
  runs: z.array(Run),
  /** Operations other than looking; absent in records of before there were any. */
  jobs: z.array(Job).default([]),
  /** Gateways being brought back; absent in records of before that could be asked. */
  recoveries: z.array(Recovery).default([]),
  /** Bundles, oldest first; absent in records of before there were any. */
  bundles: z.array(Bundle).default([]),
  /** Tickets at desks; absent in records of before there were any. */
  tickets: z.array(TicketRecord).default([]),
  /** More hosts than one incident holds were asked for; absent where they were not. */
  round: Round.exactOptional(),
  /** Rises whenever the status message would read differently. */
  revision: z.number().int().nonnegative(),
  /** Nothing has happened since then. */
  quietSince: Time,
  /** Messages that were shown: key → reference. */
  said: z.record(z.string(), z.string()),
  /** Hosts of a large incident that are told of in its thread; absent in records of before there were large ones. */
  inThread: z.array(z.string()).default([]),
  /** Messages that could never be shown, with the reason. */
  unsaid: z.array(z.object({ key: z.string(), why: z.string() })),
  /** Ids of the latest events, oldest first: an event that comes again changes nothing. */
  seen: z.array(z.string()),
});
export type Incident = z.infer<typeof Incident>;

/** An incident that nobody has asked for yet. */
export function blankIncident(id: string): Incident {
  return {
    v: 1,
    id,
    state: 'new',
    requester: null,
    text: '',
    startedAt: 0,
    closed: null,
    places: [],
    runs: [],
    jobs: [],
    recoveries: [],
    bundles: [],
    tickets: [],
    revision: 0,
    quietSince: 0,
    said: {},
    inThread: [],
    unsaid: [],
    seen: [],
  };
}

/** A look that is still under way. */
export const isActive = (run: Run): boolean => run.state === 'asking' || run.state === 'looking';

/**
 * Was anything found, or left in the dark, that keeps people busy? A host that never answered does not, but
 * it does not heal what an earlier look has found either.
 */
export function isTroubled(run: Run): boolean {
  if (run.state === 'partial') return true;
  if (run.state === 'absent' || run.state === 'refused') return run.unresolved;
  return run.state === 'done' && (run.reading?.verdict !== 'healthy' || run.reading.claims > 0);
}
