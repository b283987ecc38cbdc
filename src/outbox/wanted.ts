/**
 * @module outbox/wanted
 * What an object wants people to see: a row of its outbox, written in the transaction that makes it true.
 */
import type { Store } from '../storage/objects.ts';

/** The message under `key` shall show revision `revision` or a later one, not before `notBefore` (epoch ms). */
export type Wanted = {
  key: string;
  /** Its kind, see `Kinds` in line.ts. */
  what: string;
  /** Index into the places of the object that speaks. */
  place: number;
  /** What it is about, where that is one host, and the order whose end it tells of. */
  host: string | null;
  order: string | null;
  revision: number;
  notBefore: number;
};

/**
 * Notes it. A first post moves up to the earlier time, unless it already failed and waits; an edit keeps the distance
 * to the one before.
 */
export function keepWanted(store: Store, wanted: Wanted): void {
  store.run(
    `INSERT INTO outbox (key, what, place, host, order_id, wanted, shown, trying, state, tries, not_before)
     VALUES (?, ?, ?, ?, ?, ?, 0, 0, 'due', 0, ?)
     ON CONFLICT (key) DO UPDATE SET wanted = max(wanted, excluded.wanted),
       not_before = CASE WHEN ref IS NULL AND tries = 0 THEN min(not_before, excluded.not_before) ELSE not_before END`,
    wanted.key,
    wanted.what,
    wanted.place,
    wanted.host,
    wanted.order,
    wanted.revision,
    wanted.notBefore,
  );
}
