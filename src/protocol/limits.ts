/**
 * @module protocol/limits
 * The sizes and times that bot and host agent must agree on. A peer that goes past one of them is
 * faulty or hostile; either way the socket is closed, never the limit stretched.
 */

/** The largest text frame either side sends or takes, in bytes of UTF-8. */
export const MAX_FRAME_BYTES = 512 * 1024;
/** The largest signed envelope, in bytes. An order with its arguments is far below it. */
export const MAX_ENVELOPE_BYTES = 64 * 1024;
/** Evidence is packed into frames of about this size, so that the envelope around it always fits. */
export const EVIDENCE_FRAME_BYTES = 256 * 1024;
/** Frames of evidence that one order may bring. */
export const MAX_EVIDENCE_FRAMES = 256;

/** An order may wait this long for people to agree, in milliseconds. */
export const ORDER_LIFE_MS = 30 * 60_000;
/** One attempt to deliver an order is good for this long, in milliseconds. */
export const DELIVERY_LIFE_MS = 300_000;
/** A signature from further in the future than this is refused, in milliseconds. */
export const FUTURE_SLACK_MS = 60_000;
/** A join token is good for this long, in milliseconds. */
export const JOIN_TOKEN_LIFE_MS = 15 * 60_000;

/** The host agent says `ping` this often, in milliseconds. */
export const HEARTBEAT_MS = 20_000;
/** After two and a half silent intervals the other side is taken for dead. */
export const DEAD_AFTER_MS = 50_000;
/** A socket that has not finished the handshake after this long is closed, in milliseconds. */
export const HANDSHAKE_MS = 10_000;

/** Heartbeats are literal text outside every envelope, so that a hibernating object need not wake for them. */
export const PING = 'ping';
export const PONG = 'pong';

/** The versions of this protocol that this program speaks. */
export const SPEAKS: readonly number[] = [1];
