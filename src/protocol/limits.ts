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

/**
 * What one look may bring altogether. A host with several busy gateways stays far below; what goes past it would
 * keep the bot from everybody else. Bytes are those of the frames; pieces are what probes gave.
 */
export const MAX_LOOK_BYTES = 4 * 1024 * 1024;
export const MAX_LOOK_PIECES = 1_000;
export const MAX_LOOK_FACTS = 4_000;
/** Things that facts of one look are about: gateways, their clients, agents, processes. */
export const MAX_LOOK_SUBJECTS = 800;
export const MAX_LOOK_GATEWAYS = 64;

/** What one socket may have waiting before nothing more is read from it. */
export const MAX_WAITING_FRAMES = 8;
export const MAX_WAITING_BYTES = 2 * 1024 * 1024;

/** A host may have seen so many deliveries that the bot has forgotten (a restored backup); more is not believed. */
export const MAX_COUNTER_LEAP = 1_000;
/** The last counter that is given out: the next number is the largest that every runtime reads back exactly. */
export const LAST_COUNTER = Number.MAX_SAFE_INTEGER - 1;

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

/**
 * The versions of this protocol that this program speaks: the newest and as many before it as are still heard (two, once
 * there are). 1: the first. 2: the bot may send the chain of its keys before its welcome (`trust`).
 */
export const SPEAKS: readonly number[] = [1, 2];
/** From this version on a host agent follows the bot from one signing key to the next. */
export const FOLLOWS_KEYS = 2;
