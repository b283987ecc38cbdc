/**
 * @module hub/told-fleet
 * Tells a host's fleet shard how the host stands, whenever that is something else than what was told last. So a list of
 * ten thousand hosts asks eight objects and wakes none of those that sleep. It is told beside the work, the latest only:
 * in a storm of connections a letter each, kept and retried by itself, would be the larger part of the storm.
 */
import type { Log } from '../log.ts';
import type { Objects, Row, Store } from '../storage/objects.ts';
import { fleetShard } from './fleet-object.ts';
import type { HostCard, StandingReply } from './messages.ts';

export const TOLD_TABLE = 'CREATE TABLE told (one INTEGER PRIMARY KEY CHECK (one = 1), card TEXT NOT NULL);';

/** What could not be told is tried again after this long, in milliseconds; any other turn of the host tries before. */
const AGAIN_MS = 60_000;

export type ToldFleet = {
  /** Whether this card is news for the shard. A sign of life of a connected host is none: it would be one a minute. */
  isNews(card: HostCard): boolean;
  /** Tells the latest card. Never throws. */
  tell(): Promise<void>;
  /** When to try again (epoch ms); null where the shard knows. */
  dueAt(): number | null;
};

export function toldFleet(parts: {
  name: string;
  store: Store;
  objects: Objects;
  now: () => number;
  log: Log;
}): ToldFleet {
  const { name, store, objects, now, log } = parts;
  /** What was told last; undefined where this life has not looked yet. */
  let told: string | null | undefined;
  let latest: string | null = null;
  let telling: Promise<void> | null = null;
  let failedAt: number | null = null;

  async function tellLatest(): Promise<void> {
    try {
      while (latest !== null && latest !== told) {
        const text = latest;
        const standing = { type: 'standing', name, card: JSON.parse(text) as HostCard };
        const reply = (await objects.send(
          { kind: 'fleet', name: fleetShard(name) },
          standing,
        )) as StandingReply;
        failedAt = null;
        // Nobody has registered it there yet: the next turn tells.
        if (reply.known === false) return;
        store.tx(() => store.run('INSERT OR REPLACE INTO told (one, card) VALUES (1, ?)', text), 'lightly');
        told = text;
      }
    } catch (error) {
      failedAt = now();
      log.info({ error: String(error).slice(0, 200) }, 'How a host stands could not be told to its shard.');
    }
  }

  return {
    isNews(card) {
      latest = JSON.stringify({ ...card, lastSeen: card.connected ? null : card.lastSeen });
      told ??= store.all<Row & { card: string }>('SELECT card FROM told')[0]?.card ?? null;
      return latest !== told;
    },
    tell() {
      telling ??= tellLatest().finally(() => {
        telling = null;
      });
      return telling;
    },
    dueAt: () => (failedAt === null ? null : failedAt + AGAIN_MS),
  };
}
