/**
 * @module storage/wake-record
 * When an object wants to be woken, kept in its own store on both runtimes so that it commits together with
 * what the wake is for. A wake is over only when it ended well: a crash or a throw leaves it due again.
 */
import { backoffMs } from './backoff.ts';
import type { Store } from './objects.ts';

/** Milliseconds until a failed wake is tried again. A Durable Object's own retries end after six tries; these do not. */
export const retryMs = (attempts: number): number => backoffMs(attempts + 1, 1, 300_000);

export type WakeRecord = {
  /** Epoch ms of the next wake or retry; null when there is none. */
  due(): number | null;
  /** The object's own wish; a pending retry is not touched by it. */
  set(at: number | null): void;
  /** Claims a due wake. False: nothing is due at `now`. */
  begin(now: number): boolean;
  succeeded(): void;
  /** Plans the retry. */
  failed(now: number): void;
};

type WakeRow = { at: number | null; retry_at: number | null; attempts: number };

/** Reads and writes the one row of `_wake` (see migrations.ts), which must exist. */
export function wakeRecord(store: Store): WakeRecord {
  const read = (): WakeRow =>
    store.all<WakeRow>('SELECT at, retry_at, attempts FROM _wake')[0] ?? {
      at: null,
      retry_at: null,
      attempts: 0,
    };
  const write = (row: WakeRow): void =>
    store.run(
      `INSERT INTO _wake (one, at, retry_at, attempts) VALUES (1, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET at = excluded.at, retry_at = excluded.retry_at, attempts = excluded.attempts`,
      row.at,
      row.retry_at,
      row.attempts,
    );
  const due = (): number | null => {
    const { at, retry_at } = read();
    return at === null || retry_at === null ? (at ?? retry_at) : Math.min(at, retry_at);
  };

  return {
    due,
    set(at) {
      if (at !== null && !Number.isFinite(at)) throw new Error(`A wake time must be finite, not ${at}.`);
      const row = read();
      const wanted = at === null ? null : Math.ceil(at);
      if (row.at !== wanted) write({ ...row, at: wanted });
    },
    begin(now) {
      const next = due();
      if (next === null || next > now) return false;
      const row = read();
      // Kept as a retry until the wake ends well: whoever opens this store after a crash finds it due.
      write({ ...row, at: row.at !== null && row.at <= now ? null : row.at, retry_at: now });
      return true;
    },
    succeeded() {
      write({ ...read(), retry_at: null, attempts: 0 });
    },
    failed(now) {
      const row = read();
      const retryAt = now + retryMs(row.attempts);
      // A wake that asks for "at once" and then throws must not spin: the retry covers it.
      const at = row.at !== null && row.at <= retryAt ? null : row.at;
      write({ at, retry_at: retryAt, attempts: row.attempts + 1 });
    },
  };
}
