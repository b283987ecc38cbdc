/**
 * @module storage/mailbox
 * Letters to others, kept in this object's own store until they are taken: at least once, in order for each receiver,
 * again after growing pauses, given up after a day. The one store-and-forward of the house: whoever posts does so in
 * the transaction that makes the letter true, so a crash between "decided" and "sent" loses nothing.
 */
import type { Log } from '../log.ts';
import { backoffMs } from './backoff.ts';
import type { Row, Store } from './objects.ts';

/** The migration that an object with a mailbox needs. */
export const MAILBOX_TABLE = `
  CREATE TABLE mailbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, receiver TEXT NOT NULL, body TEXT NOT NULL,
    made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
  );
  CREATE INDEX mailbox_by_receiver ON mailbox (receiver, n);`;

/** What is to be brought. A letter with an `id` is posted once, however often it is handed in. */
export type Letter = { receiver: string; body: unknown; id?: string };

export type Mailbox = {
  /** Notes a letter; call it inside the transaction that makes it true. */
  post(letter: Letter): void;
  /** Delivers what is due. Never throws; what failed waits for its time and holds up those behind it. */
  flush(): Promise<void>;
  /** When the next letter is due (epoch ms, may be past); null when there is none. */
  dueAt(): number | null;
};

/** Takes the letter off. Call it in the transaction that stores the answer; else it is done when `deliver` ends. */
export type TickOff = () => void;

const LAST_RETRY_MS = 300_000;
const GIVE_UP_MS = 24 * 3_600_000;
/** Receivers that are written to at once. */
const AT_ONCE = 16;

/** The first letter to each receiver: those behind it wait. */
const HEADS = 'SELECT MIN(n) FROM mailbox GROUP BY receiver';

type LetterRow = Row & { n: number; receiver: string; made_at: number; tries: number; not_before: number };

/** One turn of the event loop: a letter may be half a megabyte, and a restart may find hundreds of them. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * `deliver` resolves when the receiver has taken the letter and throws when it did not; it may come twice.
 * `longestMs` is the longest pause between tries. `isStale`: nobody waits for this letter any more, it is dropped.
 */
export function createMailbox(parts: {
  store: Store;
  now: () => number;
  random: () => number;
  log: Log;
  deliver: (letter: Letter, tickOff: TickOff) => Promise<void>;
  isStale?: (letter: Letter & { madeAt: number }) => boolean;
  longestMs?: number;
}): Mailbox {
  const { store, now, random, log, deliver, isStale, longestMs = LAST_RETRY_MS } = parts;
  let flushing: Promise<void> | null = null;

  /** The first letters that are due, one to a receiver: as few as are wanted, for hundreds may be waiting. */
  function dueHeads(most: number): LetterRow[] {
    return store.all<LetterRow>(
      `SELECT n, receiver, made_at, tries, not_before FROM mailbox
         WHERE n IN (${HEADS}) AND (not_before <= ? OR not_before > ?) ORDER BY n LIMIT ?`,
      now(),
      latest(),
      most,
    );
  }

  function letterOf(row: LetterRow): Letter {
    const [whole] = store.all<{ body: string; id: string | null }>(
      'SELECT body, id FROM mailbox WHERE n = ?',
      row.n,
    );
    const id = whole?.id ?? null;
    return {
      receiver: row.receiver,
      body: JSON.parse(whole?.body ?? 'null'),
      ...(id === null ? {} : { id }),
    };
  }

  /** A letter that was put off by a clock that has been put back since would wait until that time comes again. */
  const latest = (): number => now() + longestMs;

  const drop = (row: LetterRow): void => store.run('DELETE FROM mailbox WHERE n = ?', row.n);

  async function bring(row: LetterRow): Promise<void> {
    let ticked = false;
    try {
      const letter = letterOf(row);
      if (isStale?.({ ...letter, madeAt: row.made_at })) return drop(row);
      await deliver(letter, () => {
        ticked = true;
        drop(row);
      });
      // Forgotten in a power cut, it is brought once more, which its receiver knows how to take.
      if (!ticked) store.tx(() => drop(row), 'lightly');
    } catch (error) {
      const tries = row.tries + 1;
      const fields = { to: row.receiver, tries, error: String(error).slice(0, 200) };
      if (now() - row.made_at > GIVE_UP_MS) {
        drop(row);
        log.error(fields, 'A message to another object was given up after a day.');
        return;
      }
      const next = now() + backoffMs(tries, random(), longestMs);
      store.run('UPDATE mailbox SET tries = ?, not_before = ? WHERE n = ?', tries, next, row.n);
      log.warn(fields, 'A message to another object was not taken; it will be sent again.');
    }
  }

  async function flushAll(): Promise<void> {
    // Not in the caller's own breath, so that `flushing` is set before it is cleared.
    await Promise.resolve();
    try {
      for (let rows = dueHeads(AT_ONCE); rows.length > 0; rows = dueHeads(AT_ONCE)) {
        await Promise.all(rows.map(bring));
        if (dueHeads(1).length > 0) await breathe();
      }
    } finally {
      // In the same breath as the last look at what is due: a letter is posted before or after, not in between.
      flushing = null;
    }
  }

  return {
    post({ receiver, body, id }) {
      store.run(
        'INSERT OR IGNORE INTO mailbox (id, receiver, body, made_at, not_before) VALUES (?, ?, ?, ?, ?)',
        id ?? null,
        receiver,
        JSON.stringify(body),
        now(),
        now(),
      );
    },
    flush() {
      flushing ??= flushAll();
      return flushing;
    },
    dueAt() {
      const [next] = store.all<{ at: number | null }>(
        `SELECT MIN(CASE WHEN not_before > ? THEN 0 ELSE not_before END) AS at
           FROM mailbox WHERE n IN (${HEADS})`,
        latest(),
      );
      return next?.at ?? null;
    },
  };
}
