/**
 * @module hub/host-orders
 * The orders of one host: signed once when they come in, delivered as often as it takes while they are
 * good, ended once. The rows are the truth; what was sent on a socket is only a try.
 */
import type { Done } from '../protocol/frames.ts';
import { DELIVERY_LIFE_MS, LAST_COUNTER, ORDER_LIFE_MS } from '../protocol/limits.ts';
import { pastBounds, type Weight, weigh } from '../protocol/look-bounds.ts';
import type { OperationTerms } from '../protocol/operations.ts';
import { Delivery, Order } from '../protocol/order.ts';
import type { Row, Store } from '../storage/objects.ts';
import type { Standing } from './frame-reader.ts';
import type { JobEvent, JobRequest } from './messages.ts';

/** `prepared`: signed, and kept back until others have signed it. `waiting` for a connection → `delivered` → `accepted` by the host → `ended`. */
export type OrderRow = Row & {
  id: string;
  incident: string;
  envelope: string;
  digest: string;
  exp: number;
  state: 'prepared' | 'waiting' | 'delivered' | 'accepted' | 'ended';
  counter: number;
  bytes: number;
  pieces: number;
  facts: number;
  /** Milliseconds that taking secrets out of its evidence has cost here. */
  redact_ms: number;
  /** 1 where a freeze of somebody else's keeps it back: it changes a gateway, and not only beside other changes. */
  changes: number;
  gateway: string | null;
  /** The freeze that it belongs to. */
  freeze: string | null;
  /** Who is told how it goes; null for its incident. */
  tell: string | null;
  /** Null in rows of before it was kept. */
  op: string | null;
  /** The trace that it belongs to; null where nobody traces. */
  trace: string | null;
  /** When it was signed, epoch ms; null in rows of before it was kept. */
  begun: number | null;
};

const KEEP_ENDED_MS = 7 * 24 * 3_600_000;

/** The order that a job request means. Throws for a request that no host would understand. */
export function orderOf(
  job: JobRequest,
  host: string,
  now: number,
  operations: Readonly<Record<string, OperationTerms>>,
  /** Signed before anybody could agree to it: it is kept back. */
  ahead = false,
): Order {
  const terms = Object.hasOwn(operations, job.op) ? operations[job.op] : undefined;
  if (!terms) throw new Error(`There is no operation “${job.op}”.`);
  // Consent by people's own keys is on the order itself, and the host alone judges it.
  const others = (job.approvedBy ?? []).filter((person) => person !== job.requester);
  const agreed = terms.mode === 'read' || terms.consent === 'none' || ahead || others.length > 0;
  if (!agreed) throw new Error(`Nobody but the requester has agreed to “${job.op}”.`);
  return Order.parse({
    v: 1,
    id: job.id,
    op: job.op,
    mode: terms.mode,
    args: terms.args.parse(job.args),
    host,
    incident: job.incident,
    requester: job.requester,
    iat: now,
    exp: Math.min(job.expiresAt, now + ORDER_LIFE_MS),
    preconditions: job.preconditions ?? [],
  });
}

/** One attempt to bring an order to the host. Throws when the counter has come to its end. */
export function deliveryOf(
  row: OrderRow,
  attempt: {
    session: string | null;
    counter: number;
    jti: string;
    now: number;
    /** Without a session: what is already here, and whether the host has it and is only asked. */
    from?: number;
    asks?: boolean;
  },
): Delivery {
  const { session, counter, jti, now, from, asks } = attempt;
  if (counter > LAST_COUNTER)
    throw new Error('No more deliveries can be counted for this host: let it join with a new token.');
  return Delivery.parse({
    v: 1,
    order: row.digest,
    jti,
    session,
    counter,
    iat: now,
    exp: asks === true ? now + DELIVERY_LIFE_MS : Math.min(row.exp, now + DELIVERY_LIFE_MS),
    ...(from !== undefined && { from }),
  });
}

export function keepOrder(
  store: Store,
  order: Order,
  signed: { envelope: string; digest: string },
  { changes, tell, trace = null }: { changes: boolean; tell: string | null; trace?: string | null },
  now: number,
  state: 'prepared' | 'waiting' = 'waiting',
): void {
  store.tx(() => {
    const old = now - KEEP_ENDED_MS;
    store.run('DELETE FROM frames WHERE order_id IN (SELECT id FROM orders WHERE exp < ?)', old);
    store.run('DELETE FROM orders WHERE exp < ?', old);
    store.run(
      `INSERT OR IGNORE INTO orders (id, incident, envelope, digest, exp, state, changes, gateway, freeze, tell, op, trace, begun)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      order.id,
      order.incident,
      signed.envelope,
      signed.digest,
      order.exp,
      state,
      changes ? 1 : 0,
      wordIn(order.args, 'gateway'),
      wordIn(order.args, 'freeze'),
      tell,
      order.op,
      trace,
      now,
    );
  });
}

/** An argument that many operations have, under one name. */
export function wordIn(args: Order['args'], name: 'gateway' | 'freeze'): string | null {
  const value = args[name];
  return typeof value === 'string' ? value : null;
}

export function findOrder(store: Store, id: string): OrderRow | null {
  return store.all<OrderRow>('SELECT * FROM orders WHERE id = ?', id)[0] ?? null;
}

/** Orders that a freshly connected host should be given: sent or not, but never accepted, and still good. */
export function undelivered(store: Store, now: number): OrderRow[] {
  return store.all<OrderRow>(
    "SELECT * FROM orders WHERE state IN ('waiting', 'delivered') AND exp > ? ORDER BY rowid",
    now,
  );
}

/** Orders that the host has or may have in its hands, and that are not past any hope. */
export function underWay(store: Store, now: number): OrderRow[] {
  return store.all<OrderRow>(
    "SELECT * FROM orders WHERE state IN ('delivered', 'accepted') AND exp > ? ORDER BY rowid",
    now - ORDER_LIFE_MS,
  );
}

/** What a frame about this order is to the bot; with `seq`, whether that part of its evidence is still to come. */
export function standingOf(store: Store, id: string, seq?: number): Standing {
  const row = findOrder(store, id);
  if (!row) return 'unknown';
  const here = seq !== undefined && hasFrame(store, id, seq);
  return row.state === 'ended' || here ? 'over' : 'under-way';
}

function hasFrame(store: Store, id: string, seq: number): boolean {
  return store.all('SELECT 1 FROM frames WHERE order_id = ? AND seq = ?', id, seq).length > 0;
}

export function setState(store: Store, id: string, state: OrderRow['state'], now: number): void {
  store.run(
    'UPDATE orders SET state = ?, ended_at = ? WHERE id = ?',
    state,
    state === 'ended' ? now : null,
    id,
  );
}

/**
 * Notes one attempt to bring the order. Its counter stays that of the first: a host counts the delivery by which it took the
 * order, and whether a later one was needed, or only the word of the first was lost, nobody here knows.
 */
export function noteDelivery(store: Store, id: string, counter: number): void {
  store.run(
    "UPDATE orders SET state = 'delivered', counter = CASE counter WHEN 0 THEN ? ELSE counter END WHERE id = ?",
    counter,
    id,
  );
}

/** Why an order may not bring this frame as well, in words; null when there is room. */
export function tooMuch(row: OrderRow, pieces: readonly unknown[], bytes: number): string | null {
  return pastBounds(row, weigh(pieces, bytes));
}

/** Notes one evidence frame, once; false when it was here before. */
export function noteFrame(
  store: Store,
  row: OrderRow,
  frame: { seq: number; sha256: string; weight: Weight; redactMs: number },
): boolean {
  if (hasFrame(store, row.id, frame.seq)) return false;
  const { bytes, pieces, facts } = frame.weight;
  store.run('INSERT INTO frames (order_id, seq, sha256) VALUES (?, ?, ?)', row.id, frame.seq, frame.sha256);
  store.run(
    `UPDATE orders SET bytes = bytes + ?, pieces = pieces + ?, facts = facts + ?, redact_ms = redact_ms + ?
       WHERE id = ?`,
    bytes,
    pieces,
    facts,
    Math.ceil(frame.redactMs),
    row.id,
  );
  return true;
}

/** How an order ended for the incident: what the host signed, held against what was really received. */
export function endingOf(store: Store, row: OrderRow, done: Done, host: string): JobEvent {
  const frames = store.all<Row & { seq: number; sha256: string }>(
    'SELECT seq, sha256 FROM frames WHERE order_id = ?',
    row.id,
  );
  const refused = (code: string, why: string): JobEvent => ({
    type: 'refused',
    order: row.id,
    host,
    code,
    why,
  });
  const whole = done.outcome === 'finished';
  // A host agent that was restarted no longer knows what it had sent.
  const strange = frames.filter((frame) => frame.seq < done.frames.length || whole);
  if (strange.some((frame) => done.frames[frame.seq] !== frame.sha256))
    return refused('manifest', 'what arrived is not what the host signed; do not trust this evidence');
  const missing = done.frames.length - frames.length;
  if (whole && missing > 0)
    return refused('incomplete', `${missing} of ${done.frames.length} parts of the evidence did not arrive`);
  if (!whole) return refused(done.outcome, done.why ?? 'the host gave no reason');
  return { type: 'done', order: row.id, host, tookMs: done.tookMs };
}
