/**
 * @module outbox/schema
 * The tables of an outbox, for objects that begin with it; incidents have come to the same shape step by step.
 */

/** The migration that an object with an outbox needs. */
export const OUTBOX_TABLES = `
  CREATE TABLE outbox (
    place_in_line INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, what TEXT NOT NULL,
    place INTEGER NOT NULL, host TEXT, order_id TEXT, wanted INTEGER NOT NULL, shown INTEGER NOT NULL,
    trying INTEGER NOT NULL, state TEXT NOT NULL, ref TEXT, tries INTEGER NOT NULL, not_before INTEGER NOT NULL,
    posted_at INTEGER, failing_since INTEGER, why TEXT, within TEXT, file_of TEXT, missing INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE silences (
    place INTEGER PRIMARY KEY, since INTEGER, limited INTEGER NOT NULL,
    last_from INTEGER, last_to INTEGER, last_limited INTEGER);`;

/** To an outbox that wakes up in its own future: what it had not shown may have been shown since, and is looked up. */
export const OUTBOX_AFTER_RESTORE =
  "UPDATE outbox SET state = 'unsure', trying = wanted WHERE ref IS NULL AND state IN ('due', 'sending')";
