/**
 * @module storage/socket-rules
 * What holds for a host agent's socket on both runtimes, so that what works on one machine also works when
 * the object hibernates somewhere else.
 */

/** Given by the hub, which knows the protocol. */
export type SocketRules = {
  /** A frame that is answered without waking the object, and its answer. */
  ping: string;
  pong: string;
  /** Longest frame that is read, in bytes. */
  maxFrameBytes: number;
  /** What one socket may have waiting where its reading cannot be paused; with more it is closed. */
  maxWaiting: { frames: number; bytes: number };
};

/** A Durable Object keeps at most 16,384 bytes beside a sleeping socket; a session needs far less. */
export const MAX_STATE_BYTES = 2_048;

/** Close codes of RFC 6455 §7.4.1 that the runtimes themselves send. */
export const CLOSE = {
  lost: 1006,
  unsupported: 1003,
  tooBig: 1009,
  failed: 1011,
  restart: 1012,
  flood: 1008,
} as const;

/** A socket's state as text. @throws Error when it is longer than 2 KiB. */
export function packState(state: unknown): string {
  const text = JSON.stringify(state ?? null);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_STATE_BYTES)
    throw new Error(`A socket's state may be ${MAX_STATE_BYTES} bytes long; this one is ${bytes}.`);
  return text;
}
