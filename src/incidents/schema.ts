/**
 * @module incidents/schema
 * The tables of one incident: its record, the evidence, bundles, what happened, the letters to hosts and the messages for
 * people.
 * Rows are the truth; whatever is in memory may be gone at any time.
 */
import { MAILBOX_TABLE } from '../storage/mailbox.ts';
import { adds } from '../storage/migrations.ts';
import { ERRANDS_TABLE } from '../tickets/errand.ts';
import { ROUND_TABLE } from './round-rows.ts';

/** Applied in order, once each; never edited after release. */
export const MIGRATIONS: readonly string[] = [
  'CREATE TABLE incident (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, record TEXT NOT NULL)',
  `CREATE TABLE evidence (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, host TEXT NOT NULL, received_at INTEGER NOT NULL,
     body TEXT NOT NULL, PRIMARY KEY (order_id, seq))`,
  `CREATE TABLE host_orders (
     place_in_line INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, host TEXT NOT NULL,
     body TEXT NOT NULL, tries INTEGER NOT NULL, not_before INTEGER NOT NULL, made_at INTEGER NOT NULL)`,
  `CREATE TABLE outbox (
     place_in_line INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, what TEXT NOT NULL,
     place INTEGER NOT NULL, host TEXT, order_id TEXT, wanted INTEGER NOT NULL, shown INTEGER NOT NULL,
     trying INTEGER NOT NULL, state TEXT NOT NULL, ref TEXT, tries INTEGER NOT NULL, not_before INTEGER NOT NULL,
     posted_at INTEGER, failing_since INTEGER, why TEXT)`,
  // Told within another message (its key), after a long silence.
  'ALTER TABLE outbox ADD COLUMN within TEXT',
  // A file with the whole of another message (its key), and how many characters that one left out.
  'ALTER TABLE outbox ADD COLUMN file_of TEXT',
  'ALTER TABLE outbox ADD COLUMN missing INTEGER NOT NULL DEFAULT 0',
  // `since`: a silence that lasts; the last three: the long one before it.
  `CREATE TABLE silences (
     place INTEGER PRIMARY KEY, since INTEGER, limited INTEGER NOT NULL,
     last_from INTEGER, last_to INTEGER, last_limited INTEGER)`,
  // What waits for host objects moves into the mailbox that all objects share the shape of.
  `${MAILBOX_TABLE}
   INSERT INTO mailbox (id, receiver, body, made_at, tries, not_before)
     SELECT id, 'host:' || host, replace(body, '"kind":"hold"', '"kind":"claim"'), made_at, tries, not_before
       FROM host_orders ORDER BY place_in_line;
   DROP TABLE host_orders;`,
  // What happened, as it came, with the time at which it happened. Rows are added and never changed.
  `CREATE TABLE events (
     n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, received_at INTEGER NOT NULL, type TEXT NOT NULL,
     host TEXT, person TEXT, body TEXT NOT NULL)`,
  // Each row carries the hash of the one before it; rows of before have none.
  'ALTER TABLE events ADD COLUMN prev TEXT',
  'ALTER TABLE events ADD COLUMN hash TEXT',
  // What hosts told of bundles, and the pieces of a file on its way here.
  `CREATE TABLE bundle_made (bundle TEXT PRIMARY KEY, body TEXT NOT NULL);
   CREATE TABLE bundle_pieces (
     bundle TEXT NOT NULL, start INTEGER NOT NULL, base64 TEXT NOT NULL, PRIMARY KEY (bundle, start));`,
  // What desks are asked for.
  ERRANDS_TABLE,
  // The hosts of a round.
  adds(ROUND_TABLE),
];

/** To an incident that wakes up in its own future: what people had agreed to, and nobody had begun, they are asked anew. */
export const CONSENT_AFTER_RESTORE = `
  UPDATE incident SET record = json_set(record, '$.jobs', (
    SELECT json_group_array(json(CASE WHEN value ->> 'state' IN ('planned', 'approved')
      THEN json_set(value, '$.approveBy', 1, '$.approvals', json('[]'), '$.invites', json('[]')) ELSE value END))
      FROM json_each(record, '$.jobs')))
    WHERE json_type(record, '$.jobs') = 'array'`;
