/**
 * @module incidents/event
 * What can happen to an incident. Every event has an id: Slack's retry, a double click, a reconnecting
 * host agent and an evicted object are then the same case, the event comes again.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { JobEvent } from '../hub/messages.ts';
import type { Evidence } from '../protocol/evidence.ts';

/** A person, as the place they speak in knows them. */
export type Person = {
  id: string;
  via: 'slack' | 'terminal';
  team?: string;
  /** What others call them, if the place says so; shown instead of the id. */
  name?: string;
};

/** Where an incident is spoken of. */
export type Place =
  | { via: 'slack'; team: string; channel: string; thread?: string }
  | { via: 'terminal'; session: string };

export type IncidentEvent = { id: string } & (
  | {
      type: 'asked';
      host: string;
      gateway?: string;
      person: Person;
      place: Place;
      text: string;
      /** What somebody says is wrong, without secrets: judged with what the host shows, and never sent to it. */
      complaint?: Evidence[];
    }
  /** The hub answered the dispatch. */
  | { type: 'dispatched'; order: string; host: string }
  | {
      type: 'host-absent';
      order: string;
      host: string;
      lastSeen: number | null;
      why: 'absent' | 'not-enrolled' | 'quarantined';
    }
  | JobEvent
  | { type: 'said'; key: string; ref: string }
  /** A message can never be shown: the channel is gone, or the bot was thrown out of it. */
  | { type: 'unsaid'; key: string; why: string }
  | { type: 'closed-by'; person: Person; verdict: Verdict | null }
);
