/**
 * @module tickets/errand-line
 * Which errand goes on when, read off the rows. Of each ticket only the first that is not over: a comment waits for its
 * ticket, and a thread reads in order.
 */
import type { Store } from '../storage/objects.ts';
import type { Desk, DeskName } from './desk.ts';
import { type ErrandRow, errandRows, isOver } from './errand.ts';
import { CALL_MS } from './http.ts';

/**
 * When it can be told whether what was sent is there: its call has ended by then, and the desk's searches show it.
 * A desk that is atomic takes it again without harm.
 */
export function lookAt(row: ErrandRow, { atomic, lagMs }: Desk['abilities']): number {
  const sent = row.sent_at ?? row.made_at;
  if (row.what !== 'open') return sent + CALL_MS;
  return atomic ? sent : sent + CALL_MS + lagMs;
}

/** Nothing is put off for longer (ms): the day that a desk may ask for, what chance adds to it, and a search's lag. */
const LONGEST_WAIT_MS = 30 * 3_600_000;
/** What has happened is of the past; a clock may be corrected by so much (ms) without having been put back. */
const CLOCK_SLACK_MS = 60_000;
/** How long ago (ms) something was wanted that has a time to come: far enough for a desk's search to reach back to it. */
const WANTED_AGO_MS = 12 * 3_600_000;

/** Rows that were written while the clock was ahead. */
const OF_THE_FUTURE = `(state NOT IN ('done', 'failed', 'gone') OR look_again_at IS NOT NULL)
  AND (max(made_at, coalesce(sent_at, 0), coalesce(failing_since, 0)) > ?
    OR max(not_before, coalesce(look_again_at, 0)) > ?)`;

export function errandLine(store: Store, deskOf: (name: DeskName) => Desk, now: () => number) {
  const bounds = (): [number, number] => [now() + CLOCK_SLACK_MS, now() + LONGEST_WAIT_MS];

  /**
   * The clock was put back: what was wanted is sent now, or it would wait until it is as late again; what may have been
   * done counts as sent now, for a search that is too early does not find it.
   */
  function heal(): void {
    const at = now();
    const rows = store.all<ErrandRow>(`SELECT * FROM errands WHERE ${OF_THE_FUTURE}`, ...bounds());
    for (const row of rows) {
      const healed = {
        ...row,
        made_at: row.made_at > at ? at - WANTED_AGO_MS : row.made_at,
        sent_at: row.sent_at === null ? null : Math.min(row.sent_at, at),
        failing_since: row.failing_since === null ? null : Math.min(row.failing_since, at),
      };
      const next = row.state === 'wanted' ? at : Math.max(at, lookAt(healed, deskOf(row.desk).abilities));
      store.run(
        `UPDATE errands SET made_at = ?, sent_at = ?, failing_since = ?, not_before = min(not_before, ?),
           look_again_at = min(look_again_at, ?) WHERE id = ?`,
        ...[healed.made_at, healed.sent_at, healed.failing_since, next, next, row.id],
      );
    }
  }

  const isAhead = (): boolean =>
    store.all(`SELECT 1 FROM errands WHERE ${OF_THE_FUTURE} LIMIT 1`, ...bounds()).length > 0;

  function goesOnAt(row: ErrandRow): number | null {
    if (row.look_again_at !== null) return row.look_again_at;
    if (isOver(row)) return null;
    // Left by a life that ended over it.
    if (row.state === 'sending') return Math.max(row.not_before, lookAt(row, deskOf(row.desk).abilities));
    return row.not_before;
  }

  function heads(): ErrandRow[] {
    const seen = new Set<string>();
    return errandRows(store).filter((row) => {
      if (goesOnAt(row) === null || seen.has(row.about)) return false;
      seen.add(row.about);
      return true;
    });
  }

  return {
    /** When this one goes on (epoch ms) once it is first in its line; null when it is over. */
    goesOnAt,
    dueBy(at: number): ErrandRow[] {
      heal();
      return heads().filter((row) => (goesOnAt(row) ?? at + 1) <= at);
    },
    nextAt(): number | null {
      if (isAhead()) return now();
      const times = heads().flatMap((row) => goesOnAt(row) ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
