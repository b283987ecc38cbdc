/** An object that only does what it is told, so that a contract can look at the port from inside. */
import type { Address, Behaviour, Message, Objects, Row, SqlValue } from '../../src/storage/objects.ts';

export type ProbeMessage =
  | { type: 'sql'; sql: string; values?: SqlValue[] }
  /** All in one transaction, nested once more when asked; fails at its end when asked. */
  | { type: 'tx'; sql: string[]; inner?: string[]; fail?: boolean; promise?: boolean; wakeIn?: number }
  /** `failing`: so many wakes throw before one is let through. */
  | { type: 'wake-in'; ms: number | null; failing?: number }
  /** `slowly`: goes on for a moment after it asked to be erased. */
  | { type: 'erase'; slowly?: boolean }
  | { type: 'life' }
  | { type: 'forward'; to: Address; message: Message }
  | { type: 'later'; note: string; fail?: boolean }
  | { type: 'notes' }
  | { type: 'sockets' }
  | { type: 'say'; text: string }
  | { type: 'hang-up'; code: number; reason: string }
  | { type: 'keep'; bytes: number }
  | { type: 'throw'; why: string };

const BASE = [
  'CREATE TABLE notes (n INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL)',
  "CREATE TABLE failing (left INTEGER NOT NULL); INSERT INTO failing VALUES (0); INSERT INTO notes (note) VALUES ('migrated')",
];

export function probeBehaviour(objects: Objects, migrations: readonly string[] = BASE): Behaviour {
  return {
    migrations,
    start(self) {
      const life = crypto.randomUUID();
      const { store } = self;
      const note = (text: string): void => store.run('INSERT INTO notes (note) VALUES (?)', text);

      async function receive(message: ProbeMessage): Promise<Record<string, unknown>> {
        switch (message.type) {
          case 'sql':
            return { rows: store.all<Row>(message.sql, ...(message.values ?? [])) };
          case 'tx': {
            const result = store.tx((): unknown => {
              for (const sql of message.sql) store.run(sql);
              if (message.wakeIn !== undefined) self.wakeAt(self.now() + message.wakeIn);
              try {
                store.tx(() => {
                  for (const sql of message.inner ?? []) store.run(sql);
                  if (message.inner) throw new Error('the inner one fails');
                });
              } catch (error) {
                note((error as Error).message);
              }
              if (message.fail) throw new Error('the outer one fails');
              return message.promise ? Promise.resolve() : undefined;
            });
            return { result: result ?? null };
          }
          case 'wake-in':
            store.run('UPDATE failing SET left = ?', message.failing ?? 0);
            self.wakeAt(message.ms === null ? null : self.now() + message.ms);
            return {};
          case 'erase':
            self.wakeAt(self.now() + 60_000);
            self.erase();
            if (message.slowly) await new Promise((resolve) => setTimeout(resolve, 300));
            return {};
          case 'life':
            return { life, address: self.address };
          case 'forward':
            return objects.send(message.to, message.message);
          case 'later':
            self.later(async () => {
              if (message.fail) throw new Error('later fails');
              note(message.note);
            });
            return {};
          case 'notes':
            return { notes: store.all('SELECT note FROM notes ORDER BY n').map((row) => row.note) };
          case 'sockets':
            return {
              sockets: self
                .sockets()
                .map((one) => ({ state: one.readState(), heartbeat: one.lastHeartbeat() })),
            };
          case 'say':
            for (const socket of self.sockets()) socket.send(message.text);
            return {};
          case 'hang-up':
            for (const socket of self.sockets()) {
              socket.close(message.code, message.reason);
              socket.send('after the end');
            }
            return { left: self.sockets().length };
          case 'keep':
            self.sockets()[0]?.writeState({ text: 'x'.repeat(message.bytes) });
            return {};
          case 'throw':
            throw new Error(message.why);
        }
      }

      return {
        receive: (message) => receive(message as ProbeMessage),
        async wake() {
          const left = Number(store.all('SELECT left FROM failing')[0]?.left ?? 0);
          if (left > 0) {
            store.run('UPDATE failing SET left = left - 1');
            throw new Error('this wake fails');
          }
          note('woken');
        },
        async socketOpened(socket, url) {
          socket.writeState({ frames: 0 });
          note(`opened ${new URL(url).pathname}`);
        },
        async socketFrame(socket, text) {
          const { frames } = socket.readState() as { frames: number };
          socket.writeState({ frames: frames + 1 });
          if (text === 'throw') throw new Error('this frame fails');
          socket.send(`${text} ${frames + 1}`);
        },
        async socketClosed(_socket, code, reason) {
          note(`closed ${code} ${reason}`);
        },
      };
    },
  };
}
