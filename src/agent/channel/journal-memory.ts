/**
 * @module agent/channel/journal-memory
 * What the journal's records add up to: which orders were taken and how they ended, which counters were
 * seen, where the chain stands. Built anew from the file at each start.
 */
import type { JournalPoint } from '../../protocol/words.ts';
import type { JournalEntry, JournalRecord, Known } from './journal-entry.ts';

export type Memory = {
  orders: Map<string, Known>;
  /** Delivery id → digest of its order. */
  deliveries: Map<string, string>;
  counters: Map<string, number>;
  take(record: JournalRecord): void;
  /** As `take`, for an entry that the disk did not keep. */
  remember(entry: JournalEntry): void;
  point(): JournalPoint;
  hashAt(n: number): string | null;
  damaged(): string | null;
  damage(why: string): void;
  /** The chain begins anew; what was learned stays. */
  restart(): void;
  /** What the first record of the next file must say. */
  carried(): JournalEntry;
  /** Lets go of what that record does not say; the older files still have it. */
  forget(): void;
};

/** Orders are carried on for a day past their end of life, by the bot's own clock as seen in orders. */
const CARRY_MS = 24 * 3_600_000;

export function memoryOf(): Memory {
  const orders = new Map<string, Known>();
  const deliveries = new Map<string, string>();
  const counters = new Map<string, number>();
  let hashes: string[] = [];
  let first = 1;
  let damaged: string | null = null;
  let newest = 0;

  function note(order: Known): void {
    orders.set(order.id, order);
    deliveries.set(order.jti, order.order);
    counters.set(order.kid, Math.max(counters.get(order.kid) ?? 0, order.counter));
    newest = Math.max(newest, order.iat);
  }

  function learn(entry: JournalEntry, t: number, journaled: boolean): void {
    if (entry.kind === 'taken') {
      const { kind: _, ...taken } = entry;
      note({ ...taken, ending: null, acked: false, journaled });
    } else if (entry.kind === 'ended') {
      const order = orders.get(entry.id);
      const { kind: _, id: __, ...ending } = entry;
      if (order) order.ending = { ...ending, at: t, point: point() };
    } else if (entry.kind === 'acked') {
      const order = orders.get(entry.id);
      if (order) order.acked = true;
    } else if (entry.kind === 'used') {
      counters.set(entry.kid, Math.max(counters.get(entry.kid) ?? 0, entry.counter));
    } else if (entry.kind === 'damaged') {
      damaged = entry.why;
    } else if (entry.kind === 'carried') {
      damaged = entry.damaged ?? damaged;
      for (const order of entry.orders) note({ ...order, journaled });
      for (const [kid, counter] of entry.counters)
        counters.set(kid, Math.max(counters.get(kid) ?? 0, counter));
    }
  }

  function needed(order: Known): boolean {
    return !order.acked || order.exp > newest - CARRY_MS;
  }

  function point(): JournalPoint {
    const head = hashes.at(-1) ?? null;
    return { length: head === null ? 0 : first + hashes.length - 1, head };
  }

  return {
    orders,
    deliveries,
    counters,
    point,
    take(record) {
      if (hashes.length === 0) first = record.n;
      hashes.push(record.hash);
      // Of a kind of a later day, which says that it may be passed over; its hash counts all the same.
      if (record.entry !== null) learn(record.entry, record.t, true);
    },
    remember: (entry) => learn(entry, newest, false),
    hashAt: (n) => hashes[n - first] ?? null,
    damaged: () => damaged,
    damage(why) {
      damaged ??= why;
    },
    restart() {
      hashes = [];
      first = 1;
    },
    carried() {
      const kept = [...orders.values()].filter(needed).map(({ journaled: _, ...order }) => order);
      return { kind: 'carried', counters: [...counters], orders: kept, damaged };
    },
    forget() {
      first = point().length;
      hashes = hashes.slice(-1);
      for (const order of orders.values())
        if (!needed(order)) {
          orders.delete(order.id);
          deliveries.delete(order.jti);
        }
    },
  };
}
