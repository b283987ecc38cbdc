/**
 * @module incidents/event
 * What can happen to an incident. Every event has an id: Slack's retry, a double click, a reconnecting
 * host agent and an evicted object are then the same case, the event comes again.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { Evidence } from '../protocol/evidence.ts';

/** A person, as the place they speak in knows them. */
export type Person = { id: string; via: 'slack' | 'terminal'; team?: string };

/** Where an incident is spoken of. */
export type Place =
  | { via: 'slack'; team: string; channel: string; thread?: string }
  | { via: 'terminal'; session: string };

export type IncidentEvent = { id: string } & (
  | { type: 'asked'; host: string; gateway?: string; person: Person; place: Place; text: string }
  /** The hub answered the dispatch. */
  | { type: 'dispatched'; order: string; host: string }
  | {
      type: 'host-absent';
      order: string;
      host: string;
      lastSeen: number | null;
      why: 'absent' | 'not-enrolled' | 'quarantined';
    }
  /** From the host agent, in order of `seq`. */
  | { type: 'accepted'; order: string; host: string }
  | { type: 'evidence'; order: string; host: string; seq: number; evidence: Evidence[] }
  | { type: 'done'; order: string; host: string; tookMs: number }
  | { type: 'refused'; order: string; host: string; code: string; why: string }
  /** The host's socket closed while a job was under way. */
  | { type: 'host-lost'; host: string }
  | { type: 'said'; key: string; ref: string }
  | { type: 'closed-by'; person: Person; verdict: Verdict | null }
);
