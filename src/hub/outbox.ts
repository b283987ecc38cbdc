/**
 * @module hub/outbox
 * Messages to other objects, kept in this object's own store until they are taken: in order for each
 * receiver, at least once. So an incident that is away for a moment loses nothing that a host has said.
 */
import type { Log } from '../log.ts';
import type { Address, Message, ObjectKind, Objects, Row, Store } from '../storage/objects.ts';

type OutboxRow = Row & {
  n: number;
  kind: string;
  name: string;
  made_at: number;
  tries: number;
};

export type Outbox = {
  /** Notes a message; call it inside the transaction that makes it true. */
  put(to: Address, message: Message): void;
  /** Sends what is due, one receiver's messages strictly in order. Never throws; what failed waits for its time. */
  flush(): Promise<void>;
  /** When the next message is due (epoch ms), or null. */
  due(): number | null;
};

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 300_000;
const GIVE_UP_MS = 24 * 3_600_000;

/** One turn of the event loop: a message may be half a megabyte, and a restart may find hundreds of them. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export function outbox(parts: { store: Store; objects: Objects; now: () => number; log: Log }): Outbox {
  const { store, objects, now, log } = parts;
  let flushing = false;

  function heads(): OutboxRow[] {
    return store.all<OutboxRow>(
      `SELECT n, kind, name, made_at, tries FROM outbox AS o WHERE not_before <= ?
         AND n = (SELECT MIN(n) FROM outbox AS p WHERE p.kind = o.kind AND p.name = o.name) ORDER BY n LIMIT 32`,
      now(),
    );
  }

  async function sendOne(row: OutboxRow): Promise<void> {
    const to = { kind: row.kind as ObjectKind, name: row.name };
    try {
      const [{ message } = { message: 'null' }] = store.all<Row & { message: string }>(
        'SELECT message FROM outbox WHERE n = ?',
        row.n,
      );
      await objects.send(to, JSON.parse(message) as Message);
      // Forgotten, it is sent once more, which its receiver knows how to take.
      store.tx(() => store.run('DELETE FROM outbox WHERE n = ?', row.n), 'lightly');
    } catch (error) {
      const fields = {
        to: `${to.kind}:${to.name}`,
        tries: row.tries + 1,
        error: String(error).slice(0, 200),
      };
      if (now() - row.made_at > GIVE_UP_MS) {
        store.run('DELETE FROM outbox WHERE n = ?', row.n);
        log.error(fields, 'A message to another object was given up after a day.');
        return;
      }
      const wait = Math.min(FIRST_RETRY_MS * 2 ** row.tries, LAST_RETRY_MS);
      store.run('UPDATE outbox SET tries = tries + 1, not_before = ? WHERE n = ?', now() + wait, row.n);
      log.warn(fields, 'A message to another object was not taken; it will be sent again.');
    }
  }

  return {
    put(to, message) {
      store.run(
        'INSERT INTO outbox (kind, name, message, made_at, not_before) VALUES (?, ?, ?, ?, ?)',
        to.kind,
        to.name,
        JSON.stringify(message),
        now(),
        now(),
      );
    },
    async flush() {
      if (flushing) return;
      flushing = true;
      try {
        for (let rows = heads(); rows.length > 0; rows = heads())
          for (const row of rows) {
            await sendOne(row);
            if (heads().length > 0) await breathe();
          }
      } finally {
        flushing = false;
      }
    },
    due() {
      const [first] = store.all<{ at: number | null }>(
        `SELECT MIN(not_before) AS at FROM outbox AS o
           WHERE n = (SELECT MIN(n) FROM outbox AS p WHERE p.kind = o.kind AND p.name = o.name)`,
      );
      return first?.at ?? null;
    },
  };
}
