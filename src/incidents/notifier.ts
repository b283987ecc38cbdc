/**
 * @module incidents/notifier
 * What an incident wants said: how it stands, as a view, and the kinds of messages that it is told in. Whoever carries
 * them (outbox/notifier.ts) finds the words.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import type { Maintenance } from '../hub/messages.ts';
import type { Kinds } from '../outbox/line.ts';
import type { Notice as Said, Notifier as Speaker } from '../outbox/notifier.ts';
import type { Bundle } from './bundle.ts';
import type { Person } from './event.ts';
import type { Job } from './job.ts';
import type { ClosedWhy, RunState } from './record.ts';
import type { Recovery } from './recovery.ts';
import type { RoundView } from './round.ts';
import type { TicketRecord } from './ticket.ts';

export type HostState = RunState;

/** One host inside an incident, as it stands now. Times are epoch ms. */
export type HostView = {
  host: string;
  state: HostState;
  /** Why it is absent, refused or partial. */
  why?: string;
  lastSeen?: number | null;
  diagnosis: Diagnosis | null;
  /** Oldest and newest look among the evidence. */
  oldestLook: number | null;
  newestLook: number | null;
  order: string;
  /** Probes that have answered so far. */
  probes?: number;
  tookMs: number | null;
  openclawVersion?: string;
  /** What may be held against other hosts, by name. */
  traits?: Readonly<Record<string, string>>;
  /** The profile that was asked for; absent when all gateways of the host are looked at. */
  gateway?: string;
  /** By which road it was asked, where it was not the host's socket. */
  road?: 'ssm';
  /** 1 for the first look at this host in this incident. */
  look?: number;
  /** An earlier look found trouble, and nobody has seen since that it is gone. */
  unresolved?: boolean;
  /** The host is worked on; what is found pages nobody. */
  maintenance?: Maintenance;
};

/** One operation on a host, as it stands now. Times are epoch ms. */
export type JobView = Pick<
  Job,
  | 'id'
  | 'host'
  | 'op'
  | 'mode'
  | 'args'
  | 'state'
  | 'why'
  | 'by'
  | 'because'
  | 'needs'
  | 'approvals'
  | 'undoes'
  | 'deliveredAt'
  | 'acceptedAt'
> & {
  byKey: boolean;
  deniedBy?: Person;
  askedAt: number;
  approveBy: number;
  endedAt: number | null;
  tookMs: number | null;
  /** It can be taken back. */
  undoable: boolean;
};

/** A recovery with the order that carries it out, once there is one. */
export type RecoveryView = Recovery & { run: JobView | null };

/** A bundle as it stands now. */
export type BundleView = Bundle;

/** A ticket at a desk, as it stands now. Times are epoch ms. */
export type TicketView = TicketRecord;

export type IncidentView = {
  incident: string;
  state: 'open' | 'closed';
  /** Why and by whom it was closed. */
  closed?: { at: number; why: ClosedWhy; by?: Person };
  requester: Person;
  /** Who asked for the latest look. */
  asker?: Person;
  startedAt: number;
  /** Milliseconds from the latest command to this view, or to the end of its looks. */
  elapsedMs: number;
  /** The moment this view speaks of. */
  at?: number;
  hosts: HostView[];
  /** More hosts than one incident holds; absent where there were not. */
  round?: RoundView;
  /** Operations other than looking, oldest first; absent where there were none. */
  jobs?: JobView[];
  /** Gateways being brought back, oldest first; absent where there were none. */
  recoveries?: RecoveryView[];
  /** Bundles, oldest first; absent where there were none. */
  bundles?: BundleView[];
  /** Tickets at desks, oldest first; absent where there are none. */
  tickets?: TicketView[];
  /** Desks where a ticket could be opened; absent where none is set. */
  desks?: readonly string[];
  /** The record of what happened, chained: how many rows, and the hash of the last; once the incident is closed. */
  record?: { length: number; head: string };
};

/**
 * The kinds of messages, in the order in which they are said in a place: `status` is the one living message, `details`
 * are replies in its thread, `plan` and `recovery` tell of one recovery: what is agreed to, and how far it is. `bundle`
 * tells of one bundle, and `bundle-file` is its file; `ticket` tells of one ticket. A further kind is one line here, and its words one entry where messages are composed.
 */
export const NOTICE_KINDS = [
  'status',
  'plan',
  'recovery',
  'details',
  'bundle',
  'bundle-file',
  'ticket',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** After a long silence, details that were never shown become one message. */
export const KINDS: Kinds = { inOrder: NOTICE_KINDS, gathered: 'details', files: ['bundle-file'] };

/** One message of an incident; `host` is the host that `details` are about. */
export type Notice = Said<NoticeKind, IncidentView>;
export type Notifier = Speaker<Notice>;
