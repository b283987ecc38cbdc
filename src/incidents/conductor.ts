/**
 * @module incidents/conductor
 * Loads the incident, advances it, and saves record and orders in one transaction, only if nobody changed
 * it in between. What the orders ask for is carried out afterwards, by carrier.ts and outbox.ts.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import { Evidence } from '../protocol/evidence.ts';
import { MAX_LOOK_BYTES } from '../protocol/limits.ts';
import { withinBounds } from '../protocol/look-bounds.ts';
import type { Store } from '../storage/objects.ts';
import type { IncidentEvent } from './event.ts';
import { advance, type Happening, isKnown, toJudge } from './incident.ts';
import type { IncidentView } from './notifier.ts';
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

type EvidenceRow = { seq: number; received_at: number; size: number };

/** Rows are longer than what came: placeholders and JSON take more room than what they stand for. */
const MAX_STORED = 1.5 * MAX_LOOK_BYTES;

/** Jobs count their evidence from 0; what a person said stands before all of it. */
const COMPLAINT_SEQ = -1;

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

  /**
   * Evidence of one look, and the moment to judge it from: the same rows always give the same diagnosis. Rows may be
   * of an older bot that took more, so they are bounded here as well.
   */
  function evidenceOf(order: string): { evidence: Evidence[]; at: number; over: string | null } {
    const rows = store.all<EvidenceRow>(
      'SELECT seq, received_at, length(body) AS size FROM evidence WHERE order_id = ? ORDER BY seq',
      order,
    );
    let stored = 0;
    const fit = rows.filter(({ size }) => {
      stored += size;
      return stored <= MAX_STORED;
    });
    const bodies = store.all<{ body: string }>(
      'SELECT body FROM evidence WHERE order_id = ? AND seq <= ? ORDER BY seq',
      order,
      fit.at(-1)?.seq ?? -1,
    );
    const { kept, over } = withinBounds(bodies.flatMap(({ body }) => JSON.parse(body) as Evidence[]));
    const cut = stored > MAX_STORED ? `more than ${MAX_LOOK_BYTES / 1_048_576} MiB of evidence` : null;
    const at = Math.max(0, ...rows.map((row) => row.received_at));
    return { evidence: Evidence.array().parse(kept), at, over: over ?? cut };
  }

  /** The diagnosis of each look as it was last judged; only to save time. */
  const judged = new Map<string, { reading: Reading; diagnosis: Diagnosis }>();

  function judge(order: string): { reading: Reading; diagnosis: Diagnosis } {
    const { evidence, at, over } = evidenceOf(order);
    const all = over === null ? evidence : [...evidence, leftOut(over, at)];
    const diagnosis = classify(all, at);
    const reading = readingOf(all, diagnosis);
    const fresh = { reading: over === null ? reading : { ...reading, tooMuch: over }, diagnosis };
    judged.set(order, fresh);
    return fresh;
  }

  function diagnose(run: Run): Diagnosis | null {
    return run.reading === null ? null : (judged.get(run.order) ?? judge(run.order)).diagnosis;
  }

  /** Evidence is stored in its own rows; the incident is told that it came, and what it amounts to when it is judged. */
  function take(event: IncidentEvent | { type: 'tick' }): Happening {
    if (event.type !== 'evidence') return event;
    const { evidence, ...came } = event;
    store.run(
      'INSERT OR IGNORE INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
      event.order,
      event.seq,
      event.host,
      now(),
      JSON.stringify(evidence),
    );
    return came;
  }

  /**
   * What somebody complains of lies beside the evidence of the look that they asked for. Where that look has shown
   * something already, it is judged anew.
   */
  function hear(event: Extract<IncidentEvent, { type: 'asked' }>, incident: Incident): Happening | null {
    const run = incident.runs.find((one) => one.host === event.host);
    if (run === undefined || !event.complaint?.length) return null;
    store.run(
      'INSERT OR REPLACE INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
      run.order,
      COMPLAINT_SEQ,
      event.host,
      now(),
      JSON.stringify(event.complaint),
    );
    judged.delete(run.order);
    if (run.reading === null) return null;
    return { type: 'judged', order: run.order, host: event.host, reading: judge(run.order).reading };
  }

  function apply(event: IncidentEvent | { type: 'tick' }, also?: () => void): boolean {
    const { version, incident: before } = loadRow();
    also?.();
    if (event.type !== 'tick' && isKnown(before, event)) return false;
    // Evidence for a look that this incident never ordered, gave up for a later one, or has enough of is not kept.
    const wanted = (run: Run): boolean => run.reading?.tooMuch === undefined;
    const ours =
      event.type !== 'evidence' || before.runs.some((run) => run.order === event.order && wanted(run));
    if (!ours) return false;
    const happening = take(event);
    const orders: Order[] = [];
    const on = (incident: Incident, next: Happening): Incident => {
      const step = advance(incident, next, now());
      orders.push(...step.orders);
      return step.incident;
    };
    const judgeDue = (incident: Incident, next: Happening): Incident =>
      toJudge(incident, next, now()).reduce(
        (so, { order, host }) => on(so, { type: 'judged', order, host, reading: judge(order).reading }),
        incident,
      );
    // What concludes a look is decided on all of its evidence; the first evidence is judged as soon as it is there.
    const ready = happening.type === 'evidence' ? before : judgeDue(before, happening);
    const told = on(ready, happening);
    const complained = event.type === 'asked' ? hear(event, told) : null;
    const after = judgeDue(complained === null ? told : on(told, complained), happening);
    if (after !== before) save(version, after);
    for (const order of orders) keep(store, order, after, now());
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

/** Said with the diagnosis, as one more thing that could not be looked at. */
function leftOut(over: string, at: number): Evidence {
  return {
    probe: 'evidence',
    subject: 'host',
    source: 'the bot',
    at: new Date(at).toISOString(),
    how: 'live',
    look: 'refused',
    why: `the host sent ${over} for one look; the rest was left out`,
    facts: [],
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
  // Who looks again still wants to know about the same complaint.
  store.run(
    `INSERT OR IGNORE INTO evidence (order_id, seq, host, received_at, body)
     SELECT ?, seq, host, received_at, body FROM evidence WHERE order_id = ? AND seq = ?`,
    order.job.id,
    last,
    COMPLAINT_SEQ,
  );
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
