/**
 * @module backup/node-save-socket
 * How a backup asks the running bot for copies of its stores: only whoever writes to them can stop the clock for all of
 * them at once. The copies go when the asker hangs up, however it ends.
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import type { Log } from '../log.ts';
import type { Copied } from '../storage/node-snapshot.ts';

/** In the data directory; its name is no longer than the terminal's, which was found short enough for a socket. */
const SOCKET = 'bak.sock';
const COPIES = 'copies-';

const Reply = z.union([
  z.strictObject({
    at: z.number(),
    folder: z.string(),
    files: z.array(z.string()),
    unread: z.array(z.strictObject({ file: z.string(), why: z.string() })),
  }),
  z.strictObject({ problem: z.string() }),
]);

/** Copies of all stores below `folder`, as they were `at` (epoch ms). */
export type Copies = Copied & { at: number; folder: string; done(): void };

/** A new folder for copies in the data directory; what earlier ones left behind goes. */
export function copiesFolder(dataDir: string): string {
  for (const name of readdirSync(dataDir))
    if (name.startsWith(COPIES)) rmSync(join(dataDir, name), { recursive: true, force: true });
  return mkdtempSync(join(dataDir, COPIES));
}

/** Answers whoever connects with copies; gives what ends it. */
export async function serveCopies(
  dataDir: string,
  copy: (into: string) => Promise<Copied>,
  log: Log,
): Promise<{ close(): Promise<void> }> {
  const path = join(dataDir, SOCKET);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  let busy = false;

  async function answer(socket: Socket): Promise<void> {
    const say = (reply: z.infer<typeof Reply>): void => void socket.end(`${JSON.stringify(reply)}\n`);
    if (busy) return say({ problem: 'Another backup is under way. Try again when it is over.' });
    busy = true;
    const folder = copiesFolder(dataDir);
    socket.once('close', () => {
      rmSync(folder, { recursive: true, force: true });
      busy = false;
    });
    const at = Date.now();
    try {
      const copied = await copy(folder);
      // Not ended: the copies live as long as the asker is there.
      if (!socket.destroyed) socket.write(`${JSON.stringify({ at, folder, ...copied })}\n`);
      else rmSync(folder, { recursive: true, force: true });
      log.info(
        { stores: copied.files.length, unread: copied.unread.length },
        'Stores were copied for a backup',
      );
    } catch (error) {
      log.error({ error: (error as Error).message }, 'Stores could not be copied for a backup');
      say({ problem: (error as Error).message });
    }
  }

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('end', () => socket.end());
    socket.resume();
    answer(socket).catch((error: unknown) => {
      log.error({ error: String(error) }, 'A backup could not be answered');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve();
    });
  });
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      rmSync(path, { force: true });
    },
  };
}

/** Copies from the bot that runs over this data directory; null when none answers. @throws when it refuses. */
export async function askForCopies(dataDir: string): Promise<Copies | null> {
  const socket = await new Promise<Socket | null>((resolve) => {
    const dialled = connect(join(dataDir, SOCKET));
    dialled.once('connect', () => resolve(dialled));
    dialled.once('error', () => resolve(null));
  });
  if (socket === null) return null;
  try {
    socket.on('error', () => undefined);
    const line = await firstLine(socket);
    if (line === null) throw new Error('The bot hung up before its stores were copied.');
    const reply = Reply.parse(JSON.parse(line));
    if ('problem' in reply) throw new Error(reply.problem);
    return { ...reply, done: () => void socket.destroy() };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Null when it hangs up before the line's end. */
function firstLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let held = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      held += chunk;
      if (held.includes('\n')) resolve(held.slice(0, held.indexOf('\n')));
    });
    socket.once('close', () => resolve(null));
  });
}
