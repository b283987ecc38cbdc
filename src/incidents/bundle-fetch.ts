/**
 * @module incidents/bundle-fetch
 * The file on its way from the host: pieces are ordered from the first byte that is missing until all are here. Only the
 * piece that follows what is here is taken, so a crash, a lost connection or a piece that comes twice costs time and
 * never a byte. What is in the pieces is judged by the digest of the whole, when all are here.
 */
import { BUNDLE_PIECE_BYTES, type BundlePiece } from '../protocol/bundle.ts';
import type { Bundle } from './bundle.ts';
import { bundleSaid, membersOf, retellBundle } from './bundle-step.ts';
import { planJob } from './job-machine.ts';
import { hostSaid, isOpenJob, jobOf, limitOf } from './recovery-step.ts';
import type { Work } from './work.ts';

/** Pieces of one order: with their frames they stay within what one order may bring (protocol/limits.ts). */
const MOST_PIECES = 16;
/** Orders in a row that brought nothing. */
const MOST_TRIES = 3;

/** The file is wanted here; nothing happens where it is here, or on its way. */
export function fetchBundle(work: Work, one: Bundle): void {
  if (one.state !== 'ready') return;
  Object.assign(one, { state: 'fetching', trouble: null, fetch: { job: null, have: 0, tries: 0 } });
  if (one.host === null) for (const member of membersOf(work.it, one)) fetchBundle(work, member);
  else orderPieces(work, one);
  retellBundle(work, one);
}

function orderPieces(work: Work, one: Bundle): void {
  const { host, made, fetch } = one;
  if (host === null || made === null || fetch === null) return;
  const op = 'bundle.part';
  const left = Math.ceil((made.bytes - fetch.have) / BUNDLE_PIECE_BYTES);
  const args = { digest: made.digest, offset: fetch.have, pieces: Math.max(1, Math.min(MOST_PIECES, left)) };
  const plan = { host, op, mode: 'read', limitMs: limitOf(op), args } as const;
  fetch.job = planJob(work, { id: one.wish, person: one.by }, plan).id;
}

/** How many bytes this piece adds where the next one is expected; null where it is not that one. */
export function nextBytes(
  one: Pick<Bundle, 'made' | 'state'>,
  have: number,
  piece: BundlePiece,
): number | null {
  const { made, state } = one;
  if (state !== 'fetching' || made === null) return null;
  const length = lengthOf(piece.base64);
  const isNext = piece.digest === made.digest && piece.total === made.bytes && piece.offset === have;
  return isNext && length > 0 && have + length <= made.bytes ? length : null;
}

/** Bytes of canonical base64. */
const lengthOf = (base64: string): number =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);

export function takePieces(work: Work, one: Bundle, order: string, pieces: readonly BundlePiece[]): void {
  const { fetch } = one;
  if (fetch === null || fetch.job !== order) return;
  for (const piece of pieces) {
    const more = nextBytes(one, fetch.have, piece);
    if (more === null) continue;
    Object.assign(fetch, { have: fetch.have + more, tries: 0 });
  }
  if (one.made !== null && fetch.have === one.made.bytes) {
    one.state = 'whole';
    retellBundle(work, one);
  }
}

/** The order has ended: the next one, or the end of it where the host has nothing to give. */
export function goOnFetching(work: Work, one: Bundle): void {
  if (one.host === null) return void goOnWithMembers(work, one);
  const { fetch } = one;
  const job = jobOf(work.it, fetch?.job ?? null);
  if (fetch === null || job === undefined || isOpenJob(job)) return;
  const hopeless = job.state === 'refused' || job.state === 'failed' || job.state === 'expired';
  fetch.tries += 1;
  if (hopeless || fetch.tries > MOST_TRIES)
    return void giveUp(work, one, job.state === 'done' ? bundleSaid('no-pieces') : hostSaid(job));
  orderPieces(work, one);
  retellBundle(work, one);
}

/** One file of several hosts can be made once none of them is on its way any more. */
function goOnWithMembers(work: Work, one: Bundle): void {
  const members = membersOf(work.it, one);
  if (members.some(({ state }) => state === 'fetching' || state === 'whole')) return;
  if (members.some(({ state }) => state === 'kept')) one.state = 'whole';
  else return void giveUp(work, one, bundleSaid('no-member'));
  retellBundle(work, one);
}

/** It did not come, or not as it should: the host may have it still, and people may try again. */
export function giveUp(work: Work, one: Bundle, because: Bundle['trouble']): void {
  Object.assign(one, { state: 'ready', fetch: null, trouble: because });
  for (const share of one.shares)
    if (share.state === 'waiting') Object.assign(share, { state: 'refused', code: 'not-fetched' });
  retellBundle(work, one);
}
