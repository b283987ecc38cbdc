/**
 * @module incidents/history
 * What happened in an incident, one row an event, with the time at which it happened and who was behind it. Rows are
 * added and never changed: this is what a record, a timeline and a bundle are made from.
 */
import type { Row, Store } from '../storage/objects.ts';
import type { IncidentEvent, Person } from './event.ts';
import type { Reading } from './record.ts';

/** `at`: when it happened; `receivedAt`: when the incident heard of it. Both epoch ms. */
export type Recorded = {
  at: number;
  receivedAt: number;
  type: string;
  host: string | null;
  person: Person | null;
  /** The event without what is stored elsewhere: no evidence, no complaint. */
  body: Record<string, unknown>;
};

/** Rows that one incident keeps of what comes often (a frame of evidence, a lost connection, a word said). */
const MOST_OF_OFTEN = 2_000;
/** Rows that one incident keeps altogether. */
const MOST = 20_000;
const OFTEN: ReadonlySet<string> = new Set(['evidence', 'host-lost', 'said', 'unsaid', 'dispatched']);

type EventRow = Row & {
  at: number;
  received_at: number;
  type: string;
  host: string | null;
  person: string | null;
  body: string;
};

/** Writes one event down, in the caller's transaction. A clock that runs ahead cannot put it into the future. */
export function record(store: Store, event: IncidentEvent, now: number): void {
  const { id: _id, type, at = now, ...rest } = event;
  if (isFull(store, type)) return;
  const { host = null, person = null, ...body } = withoutBulk(rest);
  insert(store, { at: Math.min(at, now), receivedAt: now, type, host, person, body });
}

/** Writes down that a run's headline is another one now. */
export function recordHeadline(store: Store, host: string, reading: Reading, now: number): void {
  if (isFull(store, 'headline')) return;
  const { verdict, failing, claims } = reading;
  const body = { verdict, failing, claims };
  insert(store, { at: now, receivedAt: now, type: 'headline', host, person: null, body });
}

/** All that is recorded, oldest first. */
export function history(store: Store): Recorded[] {
  return store.all<EventRow>('SELECT * FROM events ORDER BY n').map((row) => ({
    at: row.at,
    receivedAt: row.received_at,
    type: row.type,
    host: row.host,
    person: row.person === null ? null : (JSON.parse(row.person) as Person),
    body: JSON.parse(row.body) as Record<string, unknown>,
  }));
}

function isFull(store: Store, type: string): boolean {
  const [all] = store.all<{ n: number | null }>('SELECT max(n) AS n FROM events');
  if ((all?.n ?? 0) < MOST_OF_OFTEN) return false;
  return OFTEN.has(type) || (all?.n ?? 0) >= MOST;
}

function insert(store: Store, { at, receivedAt, type, host, person, body }: Recorded): void {
  store.run(
    'INSERT INTO events (at, received_at, type, host, person, body) VALUES (?, ?, ?, ?, ?, ?)',
    at,
    receivedAt,
    type,
    host,
    person === null ? null : JSON.stringify(person),
    JSON.stringify(body),
  );
}

type Bare = Record<string, unknown> & { host?: string; person?: Person };

/** Evidence and complaints lie in rows of their own, where they are bounded and without secrets. */
function withoutBulk(rest: object): Bare {
  const { evidence, complaint, ...body } = rest as Bare & { evidence?: unknown[]; complaint?: unknown[] };
  return {
    ...body,
    ...(evidence === undefined ? {} : { pieces: evidence.length }),
    ...(complaint === undefined ? {} : { complaint: complaint.length > 0 }),
  };
}
