/**
 * @module freezes/schema
 * The tables of one freeze: its record, the letters to hosts and the messages for people.
 */
import { OUTBOX_TABLES } from '../outbox/schema.ts';
import { MAILBOX_TABLE } from '../storage/mailbox.ts';

/** Applied in order, once each; never edited after release. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE freeze (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL);
   ${MAILBOX_TABLE}
   ${OUTBOX_TABLES}`,
];
