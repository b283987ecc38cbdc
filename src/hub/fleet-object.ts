/**
 * @module hub/fleet-object
 * The list of known hosts, spread over a fixed number of shards. A shard knows names, labels and how each host stood when
 * that last changed; what holds this moment is asked of the host's own object. It also remembers, spread in the same way, which of the
 * chat's events were answered, so that a second delivery is not answered twice.
 */
import { HostLabel, HostName } from '../protocol/words.ts';
import type { Behaviour, Message, Row, Store } from '../storage/objects.ts';
import { AUDIT_TABLE, noteAudit, readAudit } from './audit-log.ts';
import { addCounts, COUNTERS_TABLE, readCounters } from './counters.ts';
import {
  type CardsReply,
  FLEET_SHARDS,
  type FleetMessage,
  type HostCard,
  type StandingReply,
} from './messages.ts';
import { tallyOf } from './tally.ts';

/** The names of all fleet shards: `objects.send({ kind: 'fleet', name }, { type: 'list' })` for each. */
export const FLEET_SHARD_NAMES: readonly string[] = Array.from(
  { length: FLEET_SHARDS },
  (_, i) => `fleet-${i}`,
);

/** The shard that keeps this host's name (FNV-1a, so that it is the same on every runtime). */
export function fleetShard(host: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(host)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `fleet-${hash % FLEET_SHARDS}`;
}

/** Slack sends an event again for some minutes; a day is plenty, in milliseconds. */
const MEMORY_MS = 24 * 3_600_000;
/** Ids of the chat's events are some 50 characters long; what is longer is told apart by its beginning. */
const LONGEST_ID = 200;

/** Labels by host, sorted; of one host, or of all in this shard. */
function labelsOf(store: Store, name?: string): Record<string, string[]> {
  const rows =
    name === undefined
      ? store.all<Row & { name: string; label: string }>('SELECT name, label FROM labels ORDER BY label')
      : store.all<Row & { name: string; label: string }>(
          'SELECT name, label FROM labels WHERE name = ? ORDER BY label',
          name,
        );
  const out: Record<string, string[]> = {};
  for (const row of rows) out[row.name] = [...(out[row.name] ?? []), row.label];
  return out;
}

function cardsOf(store: Store): CardsReply['hosts'] {
  const labels = labelsOf(store);
  return store
    .all<Row & { name: string; card: string | null }>('SELECT name, card FROM names ORDER BY name')
    .map(({ name, card }) => ({
      name,
      labels: labels[name] ?? [],
      card: card === null ? null : (JSON.parse(card) as HostCard),
    }));
}

/** Applied in order, once each; never edited after release. */
export const FLEET_MIGRATIONS: readonly string[] = [
  'CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;',
  `CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX taken_at ON taken (at);`,
  'CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;',
  `ALTER TABLE names ADD COLUMN card TEXT; ${COUNTERS_TABLE} ${AUDIT_TABLE}`,
];

export function fleetBehaviour(): Behaviour {
  return {
    migrations: FLEET_MIGRATIONS,
    start: ({ store, now }) => ({
      async receive(message: Message) {
        const ask = message as FleetMessage;
        if (ask.type === 'register') {
          store.run('INSERT OR IGNORE INTO names (name) VALUES (?)', HostName.parse(ask.name));
          return { ok: true };
        }
        if (ask.type === 'list') {
          const rows = store.all<Row & { name: string }>('SELECT name FROM names ORDER BY name');
          return { names: rows.map((row) => row.name), labels: labelsOf(store) };
        }
        if (ask.type === 'standing') {
          const known = store.all('SELECT 1 FROM names WHERE name = ?', ask.name).length > 0;
          const text = JSON.stringify(ask.card);
          store.tx(() => store.run('UPDATE names SET card = ? WHERE name = ?', text, ask.name), 'lightly');
          return { known } satisfies StandingReply;
        }
        if (ask.type === 'count') {
          addCounts(store, ask);
          return { ok: true };
        }
        if (ask.type === 'note') {
          noteAudit(store, ask.row);
          return { ok: true };
        }
        if (ask.type === 'audit') return readAudit(store, ask.since, ask.after);
        if (ask.type === 'counters') return readCounters(store, now());
        if (ask.type === 'tally')
          return tallyOf(
            cardsOf(store).map(({ card }) => card),
            now(),
          );
        if (ask.type === 'cards') return { hosts: cardsOf(store) } satisfies CardsReply;
        if (ask.type === 'label') {
          return store.tx(() => {
            const known = store.all('SELECT 1 FROM names WHERE name = ?', ask.name).length > 0;
            if (!known) return { labels: null };
            for (const label of ask.remove)
              store.run('DELETE FROM labels WHERE name = ? AND label = ?', ask.name, label);
            for (const label of ask.add)
              store.run('INSERT OR IGNORE INTO labels VALUES (?, ?)', ask.name, HostLabel.parse(label));
            return { labels: labelsOf(store, ask.name)[ask.name] ?? [] };
          });
        }
        if (ask.type === 'take') {
          return store.tx(() => {
            store.run('DELETE FROM taken WHERE at < ?', ask.at - MEMORY_MS);
            const id = ask.id.slice(0, LONGEST_ID);
            const first = store.all('SELECT 1 FROM taken WHERE id = ?', id).length === 0;
            if (first) store.run('INSERT INTO taken (id, at) VALUES (?, ?)', id, ask.at);
            return { first };
          });
        }
        throw new Error(`A fleet shard does not know the message “${message.type}”.`);
      },
      async wake() {},
    }),
  };
}
