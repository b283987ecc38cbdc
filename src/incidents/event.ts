/**
 * @module incidents/event
 * What can happen to an incident. Every event has an id: Slack's retry, a double click, a reconnecting
 * host agent and an evicted object are then the same case, the event comes again.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { JobEvent, Maintenance } from '../hub/messages.ts';
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { AcceptanceLevel, Because, StepId, Way } from '../protocol/recovery.ts';
import type { BundleFacts } from './bundle.ts';
import type { JobPlan } from './job.ts';
import type { SteerAct } from './recovery.ts';
import type { Standing } from './round.ts';
import type { Target } from './round-rows.ts';
import type { AtDesk, DeskTrouble } from './ticket.ts';

export type { Person } from '../outbox/person.ts';
export type { Place } from '../outbox/place.ts';

/** `at`: when it happened, epoch ms; the time of its arrival where nobody said. */
export type IncidentEvent = { id: string; at?: number } & (
  | {
      type: 'asked';
      host: string;
      gateway?: string;
      person: Person;
      /** Where it is spoken of; nowhere for a round's sake. */
      place?: Place;
      text: string;
      /** The incident of the round that is to be told how the look ends. */
      round?: string;
      /** What somebody says is wrong, without secrets: judged with what the host shows, and never sent to it. */
      complaint?: Evidence[];
      /** The trace that the command began (traces/tracing.ts). */
      trace?: string;
    }
  /** Somebody asks about more hosts than one incident holds (round.ts). */
  | {
      type: 'round';
      targets: Target[];
      person: Person;
      place: Place;
      text: string;
      complaint?: Evidence[];
    }
  /** These hosts of the round were asked; the objects of those could not be. */
  | { type: 'wave'; asked: string[]; missed: string[] }
  /** Another incident tells how a host of the round stands. */
  | { type: 'stands'; host: string; standing: Standing; maintenance?: Maintenance }
  /** The hub answered the dispatch. */
  | { type: 'dispatched'; order: string; host: string; road?: 'ssm'; maintenance?: Maintenance }
  | {
      type: 'host-absent';
      order: string;
      host: string;
      lastSeen: number | null;
      why: 'absent' | 'not-enrolled' | 'quarantined' | 'not-confirmed' | 'frozen';
      /** More of it, where the hub says more. */
      told?: string;
      maintenance?: Maintenance;
    }
  /** Somebody wants an operation carried out; a change waits until `needs` (1) others agree. */
  | {
      type: 'ordered';
      job: JobPlan;
      person: Person;
      place: Place;
      text: string;
      because?: string;
      needs?: number;
    }
  /** `key`: thumbprint of the person's own key, where they signed the order with it. */
  | { type: 'approved'; job: string; person: Person; because?: string; key?: string }
  /** Somebody was given a code with which to sign with a key of their own; its SHA-256. */
  | { type: 'invited'; job: string; person: Person; code: string; until: number }
  | { type: 'denied'; job: string; person: Person; because?: string }
  /** Somebody wants undone what this job did. */
  | { type: 'taken-back'; job: string; person: Person; because?: string; needs?: number }
  | JobEvent
  /** Somebody wants a gateway brought back; the host makes a plan first. */
  | {
      type: 'recover';
      host: string;
      gateway?: string;
      /** Where a person names one; else what the latest look has found. */
      finding?: string;
      way?: Way;
      acceptance?: AcceptanceLevel;
      /** Which of the choices that an earlier plan offered. */
      choice?: number;
      person: Person;
      place: Place;
      text: string;
      because?: string;
    }
  /** Somebody has read the plan with this digest and asks others to agree. */
  | { type: 'start'; recovery: string; digest: string; person: Person; because?: string }
  | {
      type: 'steered';
      recovery: string;
      act: SteerAct;
      step?: StepId;
      person: Person;
      because?: string;
    }
  /** People take it over. */
  | { type: 'escalated'; recovery: string; person: Person; because?: string }
  /** One that people have taken over is over: what tier two needs is put together, for this desk where there is one. */
  | { type: 'handed-over'; recovery: string; desk: string | null; person: Person }
  /** Everybody else's changes are held off now, or somebody else holds them off. Epoch ms. */
  | { type: 'freeze-begun'; recovery: string }
  | {
      type: 'freeze-refused';
      recovery: string;
      by: string;
      until: number;
      because: string | null;
      link?: string;
    }
  /** Somebody wants everything about these hosts in a file; of several, one more that has all of theirs. */
  | {
      type: 'bundle';
      /** What people call them. */
      name: string;
      targets: { host: string; gateway?: string }[];
      sinceMin?: number;
      person: Person;
      place: Place;
      text: string;
    }
  /** The file shall be shown in this place; `despite`: an admin says so though strangers may see it. */
  | { type: 'attached'; bundle: string; person: Person; place: Place; despite?: boolean }
  /** The file shall come here: a ticket wants it. */
  | { type: 'bundle-wanted'; bundle: string; person: Person }
  /** Somebody was given a link; the SHA-256 of its secret. Epoch ms. */
  | {
      type: 'linked';
      bundle: string;
      person: Person;
      hash: string;
      whom: 'person' | 'ticket';
      until: number;
      most: number;
    }
  /** The file went out by a link. */
  | { type: 'link-used'; bundle: string; hash: string }
  | { type: 'unlinked'; bundle: string; person: Person }
  | { type: 'bundle-deleted'; bundle: string; person: Person }
  /** The file is kept until then (epoch ms); `made`: what it is, where nobody knew before. */
  | { type: 'bundle-kept'; bundle: string; until: number; made?: BundleFacts }
  /** What came is not what the host has made, or could not be kept. */
  | { type: 'bundle-broken'; bundle: string; because: Because }
  /** The file was taken away. */
  | { type: 'bundle-gone'; bundle: string }
  /** Somebody wrote something down, without secrets: it goes along with bundles. */
  | { type: 'note'; person: Person; text: string }
  | { type: 'said'; key: string; ref: string }
  /** A message can never be shown: the channel is gone, or the bot was thrown out of it. */
  | { type: 'unsaid'; key: string; why: string; code?: string }
  /** It is told in these places, too: nobody there has asked, and all are to know. */
  | { type: 'announced'; places: Place[] }
  /** Somebody wants a ticket at a desk, or one that is there already told of all this. */
  | {
      type: 'ticket';
      desk: string;
      /** Of a ticket that exists; it was read before this was asked. */
      key?: string;
      title?: string;
      /** With this bundle of the incident. */
      bundle?: string;
      /** Nobody has asked: a setting wants it, for this finding. */
      itself?: { finding: string; severity: number; limit: number };
      person: Person;
    }
  /** It is there, or elsewhere than before. `doubles`: second ones that a lost answer has made. */
  | { type: 'ticket-at'; ticket: string; as: AtDesk; doubles: AtDesk[] }
  | { type: 'ticket-failed'; ticket: string; how: DeskTrouble; why: string }
  | { type: 'ticket-gone'; ticket: string; why: string }
  /** The desk is away or does not let the bot in, and is tried again; null: it goes on. */
  | { type: 'ticket-waits'; ticket: string; trouble: { how: DeskTrouble; told: string } | null }
  | { type: 'ticket-said'; ticket: string; n: number }
  | { type: 'ticket-unsaid'; ticket: string; n: number; how: DeskTrouble; why: string }
  /** `linked`: the desk did not take the file, a comment says where it is. */
  | { type: 'ticket-attached'; ticket: string; digest: string; linked?: string }
  | { type: 'closed-by'; person: Person; verdict: Verdict | null }
);
