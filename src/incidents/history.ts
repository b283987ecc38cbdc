/**
 * @module incidents/history
 * What happened in an incident, one row an event, with the time at which it happened and who was behind it. Rows are
 * added, chained and never changed: this is what a record, a timeline and a bundle are made from.
 */

import { GENESIS, hashOf } from '../protocol/chain.ts';
import type { Row, Store } from '../storage/objects.ts';
import type { IncidentEvent, Person } from './event.ts';
import type { Incident, Reading } from './record.ts';
import type { Recovery } from './recovery.ts';

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

/** A row with the hash of the one before and its own; null in rows of before there was a chain. */
export type Kept = Recorded & { prev: string | null; hash: string | null };

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
  prev: string | null;
  hash: string | null;
};

/** Writes one event down, in the caller's transaction. A clock that runs ahead cannot put it into the future. */
export function record(store: Store, event: IncidentEvent, now: number): void {
  const { id: _id, type, at = now, ...rest } = event;
  if (isFull(store, type)) return;
  const { host = null, person = null, ...body } = withoutBulk(type, rest);
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
export function history(store: Store): Kept[] {
  return store.all<EventRow>('SELECT * FROM events ORDER BY n').map((row) => ({
    at: row.at,
    receivedAt: row.received_at,
    type: row.type,
    host: row.host,
    person: row.person === null ? null : (JSON.parse(row.person) as Person),
    body: JSON.parse(row.body) as Record<string, unknown>,
    prev: row.prev,
    hash: row.hash,
  }));
}

/** What of recoveries is other than before: plans, steps, ends. It comes within evidence, whose rows may be left out. */
export function recordRecoveries(store: Store, before: Incident, after: Incident, now: number): void {
  for (const one of after.recoveries) {
    const old = before.recoveries.find(({ id }) => id === one.id);
    for (const [type, tell] of Object.entries(MILESTONES)) {
      const body = tell(one);
      if (body === null || JSON.stringify(body) === JSON.stringify(old === undefined ? null : tell(old)))
        continue;
      if (!isFull(store, type))
        insert(store, {
          at: now,
          receivedAt: now,
          type,
          host: one.host,
          person: null,
          body: { recovery: one.id, ...body },
        });
    }
  }
}

/** What of a recovery is worth a row, by the row's type. */
const MILESTONES: Record<string, (recovery: Recovery) => Record<string, unknown> | null> = {
  planned: ({ plan, digest }) =>
    plan === null ? null : { digest, path: plan.path, finding: plan.finding, changes: plan.changes },
  progress: ({ progress }) => {
    if (progress === null) return null;
    const { steps, changed, acceptance, snapshot, outcome, paused, asks } = progress;
    const states = Object.fromEntries(steps.map(({ step, state }) => [step, state]));
    return { states, changed, acceptance, snapshot, outcome, paused, asks };
  },
  'recovery-over': ({ end, still }) => (end === null ? null : { as: end.as, because: end.because, still }),
};

/** What of bundles is other than before, and comes within evidence or by the clock. */
export function recordBundles(store: Store, before: Incident, after: Incident, now: number): void {
  for (const one of after.bundles) {
    const old = before.bundles.find(({ id }) => id === one.id);
    const { id: bundle, host, made, state, end, gateway } = one;
    const put = (type: string, body: Record<string, unknown>): void => {
      if (!isFull(store, type))
        insert(store, { at: now, receivedAt: now, type, host, person: null, body: { bundle, ...body } });
    };
    if (made !== null && old?.made == null) {
      const { digest, bytes, since, gate } = made;
      put('bundle-made', { digest, bytes, since, gateway, passed: gate.passed });
    }
    if (end !== null && old?.end == null) put('bundle-over', { as: state, because: end.because });
  }
}

/** How many rows there were when the incident closed at `at` (epoch ms), and the hash of the last; null before the chain. */
export function chainOf(store: Store, at: number): { length: number; head: string } | null {
  const [row] = store.all<Row & { n: number; hash: string | null }>(
    'SELECT n, hash FROM events WHERE received_at <= ? ORDER BY n DESC LIMIT 1',
    at,
  );
  return row === undefined || row.hash === null ? null : { length: row.n, head: row.hash };
}

function isFull(store: Store, type: string): boolean {
  const [all] = store.all<{ n: number | null }>('SELECT max(n) AS n FROM events');
  if ((all?.n ?? 0) < MOST_OF_OFTEN) return false;
  return OFTEN.has(type) || (all?.n ?? 0) >= MOST;
}

function insert(store: Store, recorded: Recorded): void {
  const { at, receivedAt, type, host, person } = recorded;
  // As it will be read again: what JSON has no word for is left out of the hash, too.
  const body = JSON.parse(JSON.stringify(recorded.body)) as Record<string, unknown>;
  const [last] = store.all<Row & { hash: string | null }>('SELECT hash FROM events ORDER BY n DESC LIMIT 1');
  const prev = last?.hash ?? GENESIS;
  const hash = hashOf(prev, { at, receivedAt, type, host, person, body });
  store.run(
    `INSERT INTO events (at, received_at, type, host, person, body, prev, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    at,
    receivedAt,
    type,
    host,
    person === null ? null : JSON.stringify(person),
    JSON.stringify(body),
    prev,
    hash,
  );
}

type Bare = Record<string, unknown> & { host?: string; person?: Person };

/** Evidence and complaints lie in rows of their own, where they are bounded and without secrets. */
function withoutBulk(type: string, rest: object): Bare {
  const { evidence, complaint, ...body } = rest as Bare & { evidence?: unknown[]; complaint?: unknown[] };
  // All hosts of a round have rows of their own.
  if ('round' === type) body.targets = (body.targets as unknown[]).length;
  return {
    ...body,
    ...(evidence === undefined ? {} : { pieces: evidence.length }),
    ...(complaint === undefined ? {} : { complaint: complaint.length > 0 }),
  };
}
