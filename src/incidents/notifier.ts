/**
 * @module incidents/notifier
 * The port through which an incident speaks. An incident knows no Slack: it orders a view to be shown
 * under a key, and whoever carries the order finds the words.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import type { Person, Place } from './event.ts';
import type { Job } from './job.ts';
import type { ClosedWhy, RunState } from './record.ts';
import type { Recovery } from './recovery.ts';

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
  /** 1 for the first look at this host in this incident. */
  look?: number;
  /** An earlier look found trouble, and nobody has seen since that it is gone. */
  unresolved?: boolean;
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
  /** Operations other than looking, oldest first; absent where there were none. */
  jobs?: JobView[];
  /** Gateways being brought back, oldest first; absent where there were none. */
  recoveries?: RecoveryView[];
  /** The record of what happened, chained: how many rows, and the hash of the last; once the incident is closed. */
  record?: { length: number; head: string };
};

/**
 * The kinds of messages, in the order in which they are said in a place: `status` is the one living message, `details`
 * are replies in its thread, `plan` and `recovery` tell of one recovery: what is agreed to, and how far it is. A further kind is one line here, and its words one entry where messages are composed.
 */
export const NOTICE_KINDS = ['status', 'plan', 'recovery', 'details'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type Notice = {
  /** Unique within the incident; saying it twice must show it once. */
  key: string;
  what: NoticeKind;
  /** The host that `details` are about. */
  host?: string;
  /** The id of the recovery that `plan` or `recovery` are about. */
  about?: string;
  place: Place;
  view: IncidentView;
  /** Message to edit instead of posting; absent for a first post. */
  edit?: string;
  /** Message whose thread this belongs in. */
  under?: string;
  /** `details` of several hosts in one message, after a long silence. */
  hosts?: string[];
  /** A `status` tells that nothing could be said here before. */
  silence?: Silence;
  /** The whole message as a file in its thread, because not all of it fitted into one message. */
  asFile?: true;
  /** Why the file with the whole of this message could not be shown. */
  noFile?: string;
};

/** A place could not be spoken to for so long (epoch ms); `limited`: it answered, and took nothing. */
export type Silence = { from: number; to: number; limited: boolean };

export type PublishResult =
  /** `missing`: characters that did not fit into the message. */
  | { ok: true; ref: string; missing?: number }
  /** Nobody knows whether it was shown: look it up by its key before saying it again. */
  | { ok: false; outcome: 'unknown'; why: string }
  /** Certainly not shown. `limited`: the place asks for fewer messages. */
  | { ok: false; outcome: 'not-said'; retryAfterMs: number; why: string; limited?: true }
  /** Other messages have their turn first, in milliseconds; nothing was tried. */
  | { ok: false; outcome: 'later'; afterMs: number }
  | { ok: false; outcome: 'never'; why: string };

/** Milliseconds between messages in one place, and between edits of one message. */
export type NotifierPace = {
  postMs: number;
  editMs: number;
  /** Before the first edit: what a first word could not wait for shall not wait as long as a second edit. */
  firstEditMs?: number;
};

export type Notifier = {
  /** How fast one place may be spoken to, in milliseconds; 1,000 between messages, 1,500 between edits. */
  pace?: NotifierPace;
  publish(notice: Notice): Promise<PublishResult>;
  /** Finds a message said before under this key; null if none, or if it cannot be told. */
  find(notice: Notice): Promise<string | null>;
};
