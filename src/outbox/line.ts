/**
 * @module outbox/line
 * What is to be said next in a place: the living message first, its replies after its last word, files last. After a
 * long silence the replies that were never shown stand in line as one message.
 */
import type { Store } from '../storage/objects.ts';
import type { Notifier } from './notifier.ts';
import type { Outages } from './outages.ts';
import { keyIn } from './place.ts';

/**
 * `due`: to be shown, or shown and up to date. `sending`: handed to the notifier, outcome not yet stored.
 * `unsure`: nobody knows whether it was shown. `never`: it cannot be shown; the reason is kept.
 */
export type RowState = 'due' | 'sending' | 'unsure' | 'never';

export type OutboxRow = {
  key: string;
  what: string;
  place: number;
  host: string | null;
  order_id: string | null;
  wanted: number;
  shown: number;
  trying: number;
  state: RowState;
  ref: string | null;
  tries: number;
  not_before: number;
  posted_at: number | null;
  failing_since: number | null;
  why: string | null;
  /** Key of the message that tells this one's details, after a long silence. */
  within: string | null;
  /** Set for a file: the key of the message it has the whole of, and how much of that one was missing. */
  file_of: string | null;
  missing: number;
};

/**
 * The kinds of messages that an object has, in the order in which they are said in a place. The first is the living
 * message, whose key is its kind; the others are replies in its thread.
 */
export type Kinds = {
  inOrder: readonly [string, ...string[]];
  /** Kinds whose messages are files: said once, never edited, and what happens to one says nothing of the place. */
  files?: readonly string[];
  /** Replies about hosts of this kind become one message after a long silence. */
  gathered?: string;
};

/**
 * No message waits longer than this for its turn or its next try, in milliseconds, whatever the place asks for: what is put
 * off for longer was put off by a clock that has been put back since.
 */
export const LONGEST_WAIT_MS = 3_600_000;

/** A kind that an older bot stored and this one does not know comes last. */
const orderOf = ({ inOrder }: Kinds): string =>
  `CASE what ${inOrder.map((kind, at) => `WHEN '${kind}' THEN ${at}`).join(' ')} ELSE 99 END`;

export type Line = {
  /** All rows of a place: the living message, its replies, files, oldest first. */
  rowsIn(place: number): OutboxRow[];
  /** Rows whose message is not yet known to be shown, in the order of publishing, and when each is due (epoch ms). */
  pending(place: number, pace: NonNullable<Notifier['pace']>): { row: OutboxRow; at: number }[];
  /** In a long silence, replies that were never shown become one message, which tells of all their hosts. */
  gather(place: number): void;
};

/** `isOutdated`: nobody needs to hear of this row any more. */
export function createLine(deps: {
  store: Store;
  outages: Outages;
  kinds: Kinds;
  isOutdated: (row: OutboxRow) => boolean;
  now: () => number;
}): Line {
  const { store, outages, kinds, isOutdated, now } = deps;
  const [living] = kinds.inOrder;
  const order = orderOf(kinds);

  const rowsIn = (place: number): OutboxRow[] =>
    store.all<OutboxRow>(
      `SELECT * FROM outbox WHERE place = ? ORDER BY file_of IS NOT NULL, ${order}, place_in_line`,
      place,
    );

  function pending(place: number, pace: NonNullable<Notifier['pace']>): { row: OutboxRow; at: number }[] {
    const rows = rowsIn(place);
    const status = rows.find((row) => row.what === living && row.file_of === null);
    const lastPost = Math.max(...rows.map((row) => row.posted_at ?? Number.NEGATIVE_INFINITY));
    const out: { row: OutboxRow; at: number }[] = [];
    for (const stored of rows) {
      const told = rows.filter((one) => one.within === stored.key);
      const row = { ...stored, wanted: Math.max(stored.wanted, ...told.map((one) => one.wanted)) };
      const idle = row.state === 'never' || (row.state === 'due' && row.shown >= row.wanted);
      const waits = status !== undefined && row.key !== status.key && isFirst(status);
      if (idle || waits || (row.within !== null && row.state === 'due')) continue;
      const paced = row.ref === null ? lastPost + pace.postMs : 0;
      const at = Math.max(row.not_before, paced);
      out.push({ row, at: at > now() + LONGEST_WAIT_MS ? now() : at });
    }
    return out;
  }

  function gather(place: number): void {
    const since = outages.longSince(place);
    const what = kinds.gathered;
    if (since === null || what === undefined) return;
    const key = keyIn(place, `${what}@${since}`);
    const rows = rowsIn(place).filter((row) => row.what === what && row.file_of === null);
    const gathered = rows.filter((row) => row.within === key);
    const loose = rows.filter(
      (row) => row.host !== null && row.ref === null && row.within === null && row.state !== 'never',
    );
    const fresh = loose.filter((row) => !isOutdated(row));
    if (fresh.length === 0 || gathered.length + fresh.length < 2) return;
    store.tx(() => {
      store.run(
        `INSERT OR IGNORE INTO outbox (key, what, place, wanted, shown, trying, state, tries, not_before)
         VALUES (?, ?, ?, 1, 0, 0, 'due', 0, ?)`,
        key,
        what,
        place,
        now(),
      );
      for (const row of fresh) store.run('UPDATE outbox SET within = ? WHERE key = ?', key, row.key);
    });
  }

  return { rowsIn, pending, gather };
}

/** Not clear: it may have been shown by itself, and is looked up before it is told within another message. */
export const isClear = (row: OutboxRow): boolean => row.state !== 'unsure' && row.state !== 'sending';

/** Replies hang under the living message and come after its last word, unless it fails to be said. */
function isFirst(status: OutboxRow): boolean {
  if (status.state === 'never') return false;
  return status.ref === null || (status.shown < status.wanted && status.tries === 0);
}
