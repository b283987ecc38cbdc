/**
 * @module hub/host-record
 * What the bot remembers of one host, in that host's own store. The bot's signing key is not in here and
 * no join token either: whoever reads this store can neither sign an order nor let a host in by its door.
 */

import type { Verdict } from '../diagnosis/finding.ts';
import { ERRANDS_TABLE } from '../dispatch/errand-table.ts';
import type { JournalPoint } from '../protocol/words.ts';
import { MAILBOX_TABLE } from '../storage/mailbox.ts';
import type { Row, Store } from '../storage/objects.ts';
import { HOLDS_TABLE } from './host-holds.ts';
import { MAINTENANCE_TABLE } from './host-maintenance.ts';
import type { Held, HostCard, Maintenance } from './messages.ts';
import { TOLD_TABLE } from './told-fleet.ts';

export const HOST_MIGRATIONS = [
  `CREATE TABLE host (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     kid TEXT, public_x TEXT, join_seq INTEGER NOT NULL DEFAULT 0, joined_at INTEGER,
     confirmed INTEGER NOT NULL DEFAULT 0, quarantined TEXT, marked TEXT,
     run TEXT, past_runs TEXT NOT NULL DEFAULT '[]',
     counter INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0,
     journal_length INTEGER, journal_head TEXT,
     last_seen INTEGER, clock_ahead_ms INTEGER,
     agent_version TEXT, openclaw_version TEXT, platform TEXT,
     verdict TEXT, verdict_at INTEGER, open_incident TEXT
   );
   INSERT INTO host (one) VALUES (1);
   CREATE TABLE tokens (sha256 TEXT PRIMARY KEY, by TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER);
   CREATE TABLE orders (
     id TEXT PRIMARY KEY, incident TEXT NOT NULL, envelope TEXT NOT NULL, digest TEXT NOT NULL,
     exp INTEGER NOT NULL, state TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL DEFAULT 0, ended_at INTEGER
   );
   CREATE TABLE frames (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (order_id, seq)
   );
   CREATE TABLE outbox (
     n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL,
     made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
   );
   CREATE INDEX outbox_by_target ON outbox (kind, name, n);`,
  // What each order has brought and what its redaction has cost. A counter that a host drove to the end of the
  // numbers could not be read back: such a host joins anew, and counts from 1.
  `ALTER TABLE orders ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE orders ADD COLUMN facts INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE orders ADD COLUMN redact_ms INTEGER NOT NULL DEFAULT 0;
   UPDATE orders SET counter = 0 WHERE counter >= 9007199254740991;
   UPDATE host SET counter = 0, taken = 0,
     quarantined = coalesce(quarantined, 'its delivery counter was driven to the end: let it join with a new token')
     WHERE counter >= 9007199254740991 OR taken >= 9007199254740991;`,
  // What waits for incidents and for the list of hosts moves into the mailbox that all objects share the shape of.
  `${MAILBOX_TABLE}
   INSERT INTO mailbox (receiver, body, made_at, tries, not_before)
     SELECT kind || ':' || name, message, made_at, tries, not_before FROM outbox ORDER BY n;
   DROP TABLE outbox;`,
  // Who holds its gateways still; and of each order what a freeze must know of it, and who is told how it goes.
  `${HOLDS_TABLE}
   ALTER TABLE orders ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE orders ADD COLUMN gateway TEXT;
   ALTER TABLE orders ADD COLUMN freeze TEXT;
   ALTER TABLE orders ADD COLUMN tell TEXT;`,
  // The road through AWS SSM: by which instance, how joining by it stands, and what is under way on it.
  `${ERRANDS_TABLE}
   ALTER TABLE host ADD COLUMN ssm_instance TEXT;
   ALTER TABLE host ADD COLUMN ssm_joining TEXT;`,
  // That the host is worked on, how its fleet shard was last told that it stands, and what each order is for.
  `${MAINTENANCE_TABLE} ${TOLD_TABLE}
   ALTER TABLE orders ADD COLUMN op TEXT;
   ALTER TABLE orders ADD COLUMN trace TEXT;
   ALTER TABLE orders ADD COLUMN begun INTEGER;`,
  // The key before the present one, when it gave way, who has quarantined it, and what its host agent speaks.
  `ALTER TABLE host ADD COLUMN former_kid TEXT;
   ALTER TABLE host ADD COLUMN former_x TEXT;
   ALTER TABLE host ADD COLUMN rotated_at INTEGER;
   ALTER TABLE host ADD COLUMN quarantined_by TEXT;
   ALTER TABLE host ADD COLUMN speaks INTEGER;`,
] as const;

/**
 * To a host that wakes up in its own future: a token may have been used since, and each is good for once. Nobody living
 * has confirmed the key that a backup names, or still waits for what was to be agreed to.
 */
export const HOST_AFTER_RESTORE: readonly string[] = [
  'UPDATE tokens SET used_at = expires_at WHERE used_at IS NULL',
  'UPDATE host SET confirmed = 0',
  "UPDATE orders SET exp = 0 WHERE state = 'prepared'",
];

/** The one row of table `host`. Times are epoch ms; null means not known. */
export type HostRow = Row & {
  kid: string | null;
  public_x: string | null;
  join_seq: number;
  joined_at: number | null;
  confirmed: number;
  quarantined: string | null;
  marked: string | null;
  run: string | null;
  past_runs: string;
  counter: number;
  taken: number;
  journal_length: number | null;
  journal_head: string | null;
  last_seen: number | null;
  clock_ahead_ms: number | null;
  agent_version: string | null;
  openclaw_version: string | null;
  platform: string | null;
  verdict: string | null;
  verdict_at: number | null;
  open_incident: string | null;
  /** Where SSM finds it; null: that road is closed. */
  ssm_instance: string | null;
  /** `asked` while a host is invited through SSM, then null, or why it did not join. */
  ssm_joining: string | null;
  former_kid: string | null;
  former_x: string | null;
  rotated_at: number | null;
  /** The person who did it; null where the bot did. */
  quarantined_by: string | null;
  /** The newest version of the protocol that its host agent speaks. */
  speaks: number | null;
};

export function readHost(store: Store): HostRow {
  const row = store.all<HostRow>('SELECT * FROM host')[0];
  if (!row) throw new Error('The host’s own row is missing from its store.');
  return row;
}

/** Changes some columns of the host's row. Column names come from the type, never from outside. */
export function changeHost(store: Store, changes: { [K in keyof HostRow]?: HostRow[K] }): void {
  const entries = Object.entries(changes);
  const columns = entries.map(([column]) => `${column} = ?`).join(', ');
  store.run(`UPDATE host SET ${columns}`, ...entries.map(([, value]) => value ?? null));
}

/** Where the host's journal was last seen, if ever. */
export function journalOf(row: HostRow): JournalPoint | null {
  return row.journal_length === null ? null : { length: row.journal_length, head: row.journal_head };
}

/** Notes where the host's journal stands now; it only ever grows. */
export function noteJournal(store: Store, point: JournalPoint): void {
  const known = readHost(store).journal_length ?? 0;
  if (point.length >= known) changeHost(store, { journal_length: point.length, journal_head: point.head });
}

/** Without the token of an invitation that is under way. */
const joiningOf = ({ ssm_joining }: HostRow): string | null =>
  ssm_joining?.startsWith('asked ') ? 'asked' : ssm_joining;

/** The host as people are shown it. */
export function cardOf(
  name: string,
  row: HostRow,
  live: { connected: boolean; lastSeen: number | null },
  held: readonly Held[],
  maintenance: Maintenance | null,
): HostCard {
  return {
    name,
    enrolled: row.kid !== null,
    connected: live.connected,
    lastSeen: live.lastSeen,
    agentVersion: row.agent_version,
    openclawVersion: row.openclaw_version,
    platform: row.platform,
    keyFingerprint: row.kid,
    confirmed: row.confirmed === 1,
    quarantined: row.quarantined,
    marked: row.marked,
    verdict: row.verdict as Verdict | null,
    verdictAt: row.verdict_at,
    openIncident: row.open_incident,
    speaks: row.speaks,
    rotatedAt: row.rotated_at,
    quarantinedBy: row.quarantined_by,
    held,
    ...(row.ssm_instance !== null && { ssm: { instance: row.ssm_instance, joining: joiningOf(row) } }),
    maintenance,
  };
}
