/**
 * @module freezes/event
 * What can happen to a freeze. Every event has an id, so that a retry, a double click and an evicted object are the
 * same case: the event comes again and changes nothing.
 */
import type { Held, JobEvent } from '../hub/messages.ts';
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import type { Hold } from '../protocol/recovery.ts';

/** What shall stand still; without a gateway, all of the host's. */
export type Wanted = { host: string; gateway?: string };

/** `at`: when it happened, epoch ms; the time of its arrival where nobody said. */
export type FreezeEvent = { id: string; at?: number } & (
  | {
      type: 'begun';
      person: Person;
      places: Place[];
      targets: Wanted[];
      /** Epoch ms; what is past begins now. */
      from: number;
      until: number;
      because: string | null;
      incident: string | null;
    }
  | { type: 'acknowledged'; person: Person }
  | { type: 'extended'; person: Person; until: number; because?: string }
  /** `recovery`: by the end of the recovery that began it, for whoever wanted that. */
  | { type: 'lifted'; person: Person; because?: string; recovery?: true }
  /** What the hosts make of it may have changed. */
  | { type: 'asked-again' }
  /** The host's object holds the gateway, or says who else does. */
  | { type: 'held'; host: string; gateway: string | null }
  | { type: 'hold-refused'; host: string; gateway: string | null; rival: Held }
  /** The hub answered the dispatch of an order. */
  | { type: 'dispatched'; order: string; host: string }
  | { type: 'host-absent'; order: string; host: string; lastSeen: number | null; why: string }
  | JobEvent
  | { type: 'said'; key: string; ref: string }
  | { type: 'unsaid'; key: string; why: string }
);

/** An event as the machine sees it: of evidence only what the host says of its holds. */
export type Happening =
  | Exclude<FreezeEvent, { type: 'evidence' }>
  | { id: string; type: 'told'; order: string; holds: Hold[] }
  | { type: 'tick' };
