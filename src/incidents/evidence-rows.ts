/**
 * @module incidents/evidence-rows
 * The evidence of an incident, in rows of its own, kept as long as the incident is: what the first look saw is what a
 * record needs most. Only what one object cannot hold goes, and then from the middle.
 */
import { Evidence } from '../protocol/evidence.ts';
import { MAX_LOOK_BYTES } from '../protocol/limits.ts';
import { withinBounds } from '../protocol/look-bounds.ts';
import type { Row, Store } from '../storage/objects.ts';

/** Rows are longer than what came: placeholders and JSON take more room than what they stand for. */
const MAX_STORED = 1.5 * MAX_LOOK_BYTES;
/** All evidence of one incident, in characters; beyond it runs between the first and the last two of a host go. */
export const MAX_KEPT = 64 * 1024 * 1024;
/** Jobs count their evidence from 0; what a person said stands before all of it. */
const COMPLAINT_SEQ = -1;

type EvidenceRow = { seq: number; received_at: number; size: number };
type RunRow = Row & { order_id: string; host: string; size: number };

export type Kept = { order: string; seq: number; host: string; evidence: Evidence[] };

/** Evidence of one run with what was left out of it, and the moment to judge it from: the same rows, the same judgement. */
export type Gathered = { evidence: Evidence[]; at: number; over: string | null };

export function keepEvidence(store: Store, { order, seq, host, evidence }: Kept, now: number): void {
  store.run(
    'INSERT OR IGNORE INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
    order,
    seq,
    host,
    now,
    JSON.stringify(evidence),
  );
}

/** What somebody complains of lies beside the evidence of the run that they asked for. */
export function keepComplaint(store: Store, { order, host, evidence }: Omit<Kept, 'seq'>, now: number): void {
  store.run(
    'INSERT OR REPLACE INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
    order,
    COMPLAINT_SEQ,
    host,
    now,
    JSON.stringify(evidence),
  );
}

/** A run follows another one: who looks again still wants to know about the same complaint. */
export function carryComplaint(store: Store, from: string, to: string): void {
  store.run(
    `INSERT OR IGNORE INTO evidence (order_id, seq, host, received_at, body)
     SELECT ?, seq, host, received_at, body FROM evidence WHERE order_id = ? AND seq = ?`,
    to,
    from,
    COMPLAINT_SEQ,
  );
}

/** Rows may be of an older bot that took more, so they are bounded here as well. */
export function gather(store: Store, order: string): Gathered {
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
    fit.at(-1)?.seq ?? COMPLAINT_SEQ,
  );
  const { kept, over } = withinBounds(bodies.flatMap(({ body }) => JSON.parse(body) as Evidence[]));
  const cut = stored > MAX_STORED ? `more than ${MAX_LOOK_BYTES / 1_048_576} MiB of evidence` : null;
  const at = Math.max(0, ...rows.map((row) => row.received_at));
  return { evidence: Evidence.array().parse(kept), at, over: over ?? cut };
}

/** Makes room before a further run: the oldest that are neither the first of their host nor among its last two. */
export function makeRoom(store: Store, maxKept = MAX_KEPT): void {
  const runs = store.all<RunRow>(
    `SELECT order_id, host, sum(length(body)) AS size FROM evidence
       GROUP BY order_id ORDER BY min(received_at), order_id`,
  );
  let total = runs.reduce((sum, run) => sum + run.size, 0);
  for (const run of runs) {
    if (total <= maxKept) return;
    const ofHost = runs.filter((one) => one.host === run.host);
    const place = ofHost.indexOf(run);
    if (place === 0 || place >= ofHost.length - 2) continue;
    store.run('DELETE FROM evidence WHERE order_id = ?', run.order_id);
    total -= run.size;
  }
}
