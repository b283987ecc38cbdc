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

export function errandLine(store: Store, deskOf: (name: DeskName) => Desk) {
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
    dueBy: (at: number): ErrandRow[] => heads().filter((row) => (goesOnAt(row) ?? at + 1) <= at),
    nextAt(): number | null {
      const times = heads().flatMap((row) => goesOnAt(row) ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
