/**
 * @module terminal/node-connection
 * The client's end of the bot's socket: opens it, reads frames, and says once when the bot has gone.
 */
import { connect, type Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { text } from '../messages/sentence.ts';
import type { Look } from './render.ts';
import { FromBot, lineReader } from './wire.ts';

export type Screen = Writable & { isTTY?: boolean; columns?: number };

/** The bot's socket; null when nobody listens there. */
export function openBot(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** Calls `onFrame` for every frame and `onGone` once, when the bot has hung up or is not understood. */
export function listen(
  socket: Socket,
  onFrame: (frame: FromBot) => void,
  onGone: (why: string) => void,
): void {
  let gone = false;
  const leave = (why: string): void => {
    if (gone) return;
    gone = true;
    socket.destroy();
    onGone(why);
  };
  const misfit = text('terminal.version');
  const read = lineReader(
    (line) => {
      const frame = FromBot.safeParse(jsonOf(line));
      if (frame.success) onFrame(frame.data);
      else leave(misfit);
    },
    () => leave(misfit),
  );
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    if (!gone) read(chunk);
  });
  socket.once('error', () => leave(text('terminal.broken')));
  socket.once('close', () => leave(text('terminal.bot-gone')));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The schema refuses it, as anything else that is no frame.
    return undefined;
  }
}

/** Sends a line; the answer carries the same `id`. */
export const ask = (socket: Socket, id: string, line: string): void => {
  socket.write(`${JSON.stringify({ type: 'ask', id, line })}\n`);
};

/** How wide and colourful a screen is; NO_COLOR as in no-color.org. */
export const lookOf = (screen: Screen): Look => ({
  width: screen.columns ?? 96,
  colour: screen.isTTY === true && process.env.NO_COLOR === undefined,
});
