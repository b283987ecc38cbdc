/**
 * @module protocol/frame-queue
 * The frames of one socket in their turn. A peer may send faster than its frames are worked off: then nothing more is
 * read from its socket until there is room, so that it waits and not this process's memory. Between two frames
 * everybody else has a turn.
 */
import { MAX_WAITING_BYTES, MAX_WAITING_FRAMES } from './limits.ts';

export type FrameQueue = {
  /** Takes a text for its turn. */
  push(text: string): void;
  /** Forgets what waits; nothing is handled any more. */
  stop(): void;
  /** Resolved when all that was pushed so far is handled. */
  drained(): Promise<void>;
  /** What waits now, and what is being handled. */
  waiting(): { frames: number; bytes: number };
};

/**
 * `handle` is awaited frame by frame, must not throw and gets them in order. `pause` and `resume` stop and start the
 * reading of the socket; `breathe` gives the event loop one turn.
 */
export function frameQueue(parts: {
  handle: (text: string) => Promise<void>;
  pause: () => void;
  resume: () => void;
  breathe: () => Promise<void>;
}): FrameQueue {
  const { handle, pause, resume, breathe } = parts;
  let queue: string[] = [];
  let bytes = 0;
  let paused = false;
  let working: Promise<void> | null = null;

  const full = (): boolean => queue.length > MAX_WAITING_FRAMES || bytes > MAX_WAITING_BYTES;

  function read(): void {
    if (full() === paused) return;
    paused = !paused;
    if (paused) pause();
    else resume();
  }

  async function work(): Promise<void> {
    for (let text = queue[0]; text !== undefined; text = queue[0]) {
      await handle(text);
      // It counts until it is done: what it costs is not over before. After a stop there is nothing to take away.
      if (queue[0] === text) {
        queue.shift();
        bytes -= text.length;
      }
      read();
      if (queue.length > 0) await breathe();
    }
    working = null;
  }

  return {
    push(text) {
      queue.push(text);
      bytes += text.length;
      read();
      working ??= work();
    },
    stop() {
      queue = [];
      bytes = 0;
      read();
    },
    drained: () => working ?? Promise.resolve(),
    waiting: () => ({ frames: queue.length, bytes }),
  };
}
