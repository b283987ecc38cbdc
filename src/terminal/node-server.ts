/**
 * @module terminal/node-server
 * The conversation on a Unix socket in the bot's data directory. Whoever may open the socket (mode 0600: the
 * bot's own user) is an admin, because they could read the bot's key as well.
 */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { text } from '../messages/sentence.ts';
import { type SessionParts, serveSession } from './node-session.ts';

/** sun_path holds 104 bytes on macOS and 108 on Linux, with the zero at its end (unix(4), unix(7)). */
const LONGEST_PATH = 103;
export type TerminalServer = {
  path: string;
  /** Ends all sessions and takes the socket away. */
  close(): Promise<void>;
};

export type TerminalServerOptions = SessionParts & { path: string };

/**
 * Listens at `path` (mode 0600).
 * @throws Error when another bot listens there, or the path is too long for a socket.
 */
export async function serveTerminal(options: TerminalServerOptions): Promise<TerminalServer> {
  const { path, log } = options;
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new Error(text('terminal.path-too-long', { most: LONGEST_PATH, path }));
  }
  if (await isAlive(path)) throw new Error(text('terminal.other-bot', { path }));
  // What a bot that was killed has left behind.
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveSession(socket, options);
  });
  await listen(server, path);
  log.info({ path }, 'The terminal can be used');
  return {
    path,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      rmSync(path, { force: true });
    },
  };
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The folder is the bot's own (0700); the mode of the socket is the second lock.
    server.listen(path, () => {
      chmodSync(path, 0o600);
      server.removeListener('error', reject);
      resolve();
    });
  });
}
