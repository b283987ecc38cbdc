/**
 * @module outbox/outages
 * Outages of a place: since when nothing could be said there. After a short one everything that waited is simply said;
 * after a long one people are told of it, and get the present state instead of a pile of old messages.
 */
import type { Store } from '../storage/objects.ts';
import type { Silence } from './notifier.ts';

/** An outage as long as this, in milliseconds, is told of. */
export const LONG_MS = 10 * 60_000;

type Row = {
  since: number | null;
  limited: number;
  last_from: number | null;
  last_to: number | null;
  last_limited: number | null;
};

export type Outages = {
  /** Something could not be said in this place; `limited`: because the place asks for fewer messages. */
  failed(place: number, limited: boolean): void;
  /** The place took something, or refused it for good. True when this ends a long outage. */
  ended(place: number): boolean;
  /** Since when (epoch ms) the place has been out of reach, if for long. */
  longSince(place: number): number | null;
  /** The long outage that lasts to this moment, or the last one if nobody has asked since it ended. */
  toTell(place: number, askedAt: number): Silence | null;
};

export function createOutages({ store, now }: { store: Store; now: () => number }): Outages {
  const read = (place: number): Row | undefined =>
    store.all<Row>('SELECT * FROM silences WHERE place = ?', place)[0];

  function longSince(place: number): number | null {
    const since = read(place)?.since ?? null;
    return since !== null && now() - since >= LONG_MS ? since : null;
  }

  return {
    failed(place, limited) {
      // One failure that was no limit makes it an outage of another kind.
      store.run(
        `INSERT INTO silences (place, since, limited) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET
           limited = CASE WHEN since IS NULL THEN excluded.limited ELSE min(limited, excluded.limited) END,
           since = coalesce(since, excluded.since)`,
        place,
        now(),
        limited ? 1 : 0,
      );
    },
    ended(place) {
      if ((read(place)?.since ?? null) === null) return false;
      const long = longSince(place) !== null;
      if (long) {
        store.run(
          'UPDATE silences SET last_from = since, last_to = ?, last_limited = limited WHERE place = ?',
          now(),
          place,
        );
      }
      store.run('UPDATE silences SET since = NULL WHERE place = ?', place);
      return long;
    },
    longSince,
    toTell(place, askedAt) {
      const row = read(place);
      const from = longSince(place);
      if (row === undefined) return null;
      if (from !== null) return { from, to: now(), limited: row.limited === 1 };
      if (row.last_from === null || row.last_to === null || askedAt > row.last_to) return null;
      return { from: row.last_from, to: row.last_to, limited: row.last_limited === 1 };
    },
  };
}
