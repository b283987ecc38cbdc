/**
 * @module incidents/work
 * What the machines of an incident work on while one event is decided: the record as it becomes, the effects so far,
 * and what will have to be said. Each machine knows its own part of the record and nothing of the others.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { Report } from '../protocol/report.ts';
import type { Effect } from './effect.ts';
import type { IncidentEvent } from './event.ts';
import type { Incident, Reading } from './record.ts';

/**
 * An event as the incident sees it: of evidence it hears that some is stored and what an operation reports of itself, and `judged` is what all of it amounts
 * to; `tick` is the wake time.
 */
export type Happening =
  | Exclude<IncidentEvent, { type: 'evidence' | 'round' | 'wave' | 'stands' }>
  /** Of a round it hears how many hosts are still to be known of; who they are lies in rows. */
  | ({ id: string; open: number } & (
      | Omit<Extract<IncidentEvent, { type: 'round' }>, 'targets'>
      | { type: 'wave' }
      | Extract<IncidentEvent, { type: 'stands' }>
    ))
  | { id: string; type: 'evidence'; order: string; host: string; seq: number; reports?: Report[] }
  | { type: 'judged'; order: string; host: string; reading: Reading }
  | { type: 'tick' };

export type Work = {
  /** A copy that may be changed. */
  it: Incident;
  effects: Effect[];
  now: number;
  /** Hosts whose run ended, or ended differently, with this event. */
  told: Set<string>;
  /** Ids of recoveries, bundles and tickets whose messages read differently. */
  retold: Set<string>;
  /** The status message reads differently now; not before this time (epoch ms). */
  spoken: number | null;
};

/** One kind of work that goes on in an incident: runs, changes. The incident stays open while any of it is busy. */
export type Machine = {
  /** Takes the event if it is its own; total: what does not fit changes nothing. */
  happen(work: Work, event: Happening): void;
  /** Is anything under way, found, or left in the dark that keeps people busy? */
  busy(it: Incident): boolean;
  /** Is anything going on that ends by itself? */
  underWay(it: Incident): boolean;
  /** When it must be woken though nothing happens (epoch ms); null for never. */
  wakeAt(it: Incident): number | null;
  /** The incident closes: whatever is under way ends. `verdict`: what the person who closes it says of the hosts. */
  close(work: Work, verdict: Verdict | null): void;
  /** After every event, when it is known whether the incident is open: tells the hosts what follows. */
  follow(work: Work): void;
};

/** The status message reads differently from `at` (epoch ms) on. */
export function speakAt(work: Work, at: number): void {
  work.spoken = Math.min(work.spoken ?? at, at);
}
