/**
 * @module incidents/bundle-rows
 * What of bundles is too large for the record: all that a host has told of one, and the pieces of a file until they are
 * together. Neither is evidence, and nothing is diagnosed from it.
 */
import { BundleMade } from '../protocol/bundle.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Report } from '../protocol/report.ts';
import type { Row, Store } from '../storage/objects.ts';
import { nextBytes } from './bundle-fetch.ts';
import type { Incident } from './record.ts';

type MadeRow = Row & { body: string };
type PieceRow = Row & { start: number; base64: string };

const isOfBundle = ({ kind }: Report): boolean => kind === 'bundle' || kind === 'bundle-piece';

/** The evidence without what tells of bundles: that is kept elsewhere. */
export const withoutBundles = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter(({ report }) => report === undefined || !isOfBundle(report));

/**
 * Keeps what this order has brought of bundles; `before` and `after` are the incident without and with it, and say what
 * was taken. Pieces of a file that is not on its way any more go.
 */
export function keepBundles(
  store: Store,
  { before, after }: { before: Incident; after: Incident },
  came: { order: string; reports: readonly Report[] } | null,
): void {
  for (const one of after.bundles) {
    const old = before.bundles.find(({ id }) => id === one.id);
    const isComing = one.state === 'fetching' || one.state === 'whole';
    if (!isComing && (old?.state === 'fetching' || old?.state === 'whole')) dropPieces(store, one.id);
    if (came === null || old === undefined) continue;
    const { order, reports } = came;
    if (one.made !== null && old.made === null && one.job === order) keepMade(store, one.id, reports);
    if (old.fetch?.job !== order) continue;
    let { have } = old.fetch;
    for (const report of reports) {
      const more = report.kind === 'bundle-piece' ? nextBytes(old, have, report.piece) : null;
      if (more === null || report.kind !== 'bundle-piece') continue;
      keepPiece(store, one.id, have, report.piece.base64);
      have += more;
    }
  }
}

function keepMade(store: Store, bundle: string, reports: readonly Report[]): void {
  const report = reports.find(({ kind }) => kind === 'bundle');
  if (report?.kind !== 'bundle') return;
  const body = JSON.stringify(report.bundle);
  store.run('INSERT OR REPLACE INTO bundle_made (bundle, body) VALUES (?, ?)', bundle, body);
}

/** All that the host has told of it; null where it told nothing. */
export function readMade(store: Store, bundle: string): BundleMade | null {
  const [row] = store.all<MadeRow>('SELECT body FROM bundle_made WHERE bundle = ?', bundle);
  return row === undefined ? null : BundleMade.parse(JSON.parse(row.body));
}

function keepPiece(store: Store, bundle: string, start: number, base64: string): void {
  store.run(
    'INSERT OR REPLACE INTO bundle_pieces (bundle, start, base64) VALUES (?, ?, ?)',
    bundle,
    start,
    base64,
  );
}

export function dropPieces(store: Store, bundle: string): void {
  store.run('DELETE FROM bundle_pieces WHERE bundle = ?', bundle);
}

/** The file as its pieces give it, of this size; null where some are missing. */
export function assemble(store: Store, bundle: string, size: number): Uint8Array<ArrayBuffer> | null {
  const whole = new Uint8Array(size);
  let have = 0;
  const starts = store.all<Row & { start: number }>(
    'SELECT start FROM bundle_pieces WHERE bundle = ? ORDER BY start',
    bundle,
  );
  // One by one: all of them as text beside the file would be more than twice its size.
  for (const { start } of starts) {
    const [row] = store.all<PieceRow>(
      'SELECT start, base64 FROM bundle_pieces WHERE bundle = ? AND start = ?',
      bundle,
      start,
    );
    const piece = Uint8Array.from(atob(row?.base64 ?? ''), (sign) => sign.charCodeAt(0));
    if (start !== have || start + piece.length > size) return null;
    whole.set(piece, start);
    have += piece.length;
  }
  return have === size ? whole : null;
}
