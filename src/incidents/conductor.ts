/**
 * @module incidents/conductor
 * Loads the incident, advances it, and saves record and orders in one transaction, only if nobody changed
 * it in between. What the orders ask for is carried out afterwards, by carrier.ts and outbox.ts.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import { Evidence } from '../protocol/evidence.ts';
import type { Store } from '../storage/objects.ts';
import type { IncidentEvent } from './event.ts';
import { advance, type Happening, isKnown } from './incident.ts';
import type { IncidentView } from './mouth.ts';
import { type HostOrder, isSayOrder, type Order, type SayOrder } from './order.ts';
import { readingOf } from './reading.ts';
import { blankIncident, Incident, type Reading, type Run } from './record.ts';
import { viewOf } from './view.ts';

export type Classify = (evidence: Evidence[], now: number) => Diagnosis;

export type Conductor = {
  load(): Incident;
  /** Applies an event; `also` runs in the same transaction. False if the event had been here before. */
  happen(event: IncidentEvent | { type: 'tick' }, also?: () => void): boolean;
  view(): IncidentView | null;
};

type EvidenceRow = { received_at: number; body: string };

/** `id` is the incident's; `now` gives epoch ms. Throws when the stored record cannot be read. */
export function createConductor(deps: {
  store: Store;
  id: string;
  now: () => number;
  classify: Classify;
}): Conductor {
  const { store, id, now, classify } = deps;

  /** The record as last read or written: this object is its only writer, and the version says if that still holds. */
  let cached: { version: number; incident: Incident } | null = null;

  function loadRow(): { version: number; incident: Incident } {
    const [row] = store.all<{ version: number }>('SELECT version FROM incident');
    if (row === undefined) return { version: 0, incident: blankIncident(id) };
    if (cached?.version === row.version) return cached;
    const [whole] = store.all<{ record: string }>('SELECT record FROM incident');
    const incident = Incident.parse(JSON.parse(whole?.record ?? 'null'));
    cached = { version: row.version, incident };
    return cached;
  }

  function save(version: number, incident: Incident): void {
    const record = JSON.stringify(incident);
    const written = store.all(
      `INSERT INTO incident (one, version, record) VALUES (1, ?, ?)
       ON CONFLICT (one) DO UPDATE SET version = excluded.version, record = excluded.record
       WHERE version = ? RETURNING version`,
      version + 1,
      record,
      version,
    );
    if (written.length === 0)
      throw new Error('The incident was changed by somebody else; nothing was saved.');
    cached = { version: version + 1, incident };
  }

  /** Evidence of one look, and the moment to judge it from: the same rows always give the same diagnosis. */
  function evidenceOf(order: string): { evidence: Evidence[]; at: number } {
    const rows = store.all<EvidenceRow>(
      'SELECT received_at, body FROM evidence WHERE order_id = ? ORDER BY seq',
      order,
    );
    const evidence = rows.flatMap((row) => Evidence.array().parse(JSON.parse(row.body)));
    return { evidence, at: Math.max(0, ...rows.map((row) => row.received_at)) };
  }

  /** The diagnosis of each look, until more evidence comes; only to save time. */
  const judged = new Map<string, { reading: Reading; diagnosis: Diagnosis }>();

  function judge(order: string): { reading: Reading; diagnosis: Diagnosis } {
    const known = judged.get(order);
    if (known !== undefined) return known;
    const { evidence, at } = evidenceOf(order);
    const diagnosis = classify(evidence, at);
    const fresh = { reading: readingOf(evidence, diagnosis), diagnosis };
    judged.set(order, fresh);
    return fresh;
  }

  function diagnose(run: Run): Diagnosis | null {
    return run.reading === null ? null : judge(run.order).diagnosis;
  }

  /** Evidence is stored in its own rows; the incident is told what it amounts to. */
  function take(event: IncidentEvent | { type: 'tick' }): Happening {
    if (event.type !== 'evidence') return event;
    store.run(
      'INSERT OR IGNORE INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
      event.order,
      event.seq,
      event.host,
      now(),
      JSON.stringify(event.evidence),
    );
    judged.delete(event.order);
    return { ...event, reading: judge(event.order).reading };
  }

  function apply(event: IncidentEvent | { type: 'tick' }, also?: () => void): boolean {
    const { version, incident: before } = loadRow();
    also?.();
    if (event.type !== 'tick' && isKnown(before, event)) return false;
    // Evidence for a look that this incident never ordered, or gave up for a later one, is not kept.
    const ours = event.type !== 'evidence' || before.runs.some((run) => run.order === event.order);
    if (!ours) return false;
    const { incident, orders } = advance(before, take(event), now());
    if (incident !== before) save(version, incident);
    for (const order of orders) keep(store, order, incident, now());
    return true;
  }

  return {
    load: () => loadRow().incident,
    happen(event, also) {
      try {
        return store.tx(() => apply(event, also), event.type === 'evidence' ? 'lightly' : 'firmly');
      } catch (error) {
        // What was judged from rows that are not kept after all must not be remembered.
        judged.clear();
        cached = null;
        throw error;
      }
    },
    view: () => viewOf(loadRow().incident, diagnose, now()),
  };
}

function keep(store: Store, order: Order, incident: Incident, now: number): void {
  if (isSayOrder(order)) keepSaying(store, order);
  else keepHostOrder(store, order, incident, now);
}

function keepHostOrder(store: Store, order: HostOrder, incident: Incident, now: number): void {
  store.run(
    `INSERT OR IGNORE INTO host_orders (id, host, body, tries, not_before, made_at) VALUES (?, ?, ?, 0, ?, ?)`,
    order.id,
    order.host,
    JSON.stringify(order),
    now,
    now,
  );
  if (order.kind !== 'dispatch') return;
  // The look before this one stays for comparison; older ones go.
  const look = incident.runs.find((run) => run.host === order.host)?.n ?? 1;
  const last = `${incident.id}.${order.host}.${look - 1}`;
  store.run('DELETE FROM evidence WHERE host = ? AND order_id NOT IN (?, ?)', order.host, order.job.id, last);
}

/**
 * The message shall show this revision. A first post moves up to the earlier time, unless it already
 * failed and waits; an edit keeps the distance to the one before.
 */
function keepSaying(store: Store, order: SayOrder): void {
  store.run(
    `INSERT INTO outbox (key, what, place, host, order_id, wanted, shown, trying, state, tries, not_before)
     VALUES (?, ?, ?, ?, ?, ?, 0, 0, 'due', 0, ?)
     ON CONFLICT (key) DO UPDATE SET wanted = max(wanted, excluded.wanted),
       not_before = CASE WHEN ref IS NULL AND tries = 0 THEN min(not_before, excluded.not_before) ELSE not_before END`,
    order.key,
    order.what,
    order.place,
    order.host,
    order.order,
    order.revision,
    order.notBefore,
  );
}
