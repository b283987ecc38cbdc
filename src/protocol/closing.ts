/**
 * @module protocol/closing
 * Why a socket was closed, as a number that both sides and a person reading a trace understand
 * (RFC 6455 §7.4.2 leaves 4000–4999 to applications).
 */

export const CLOSE = {
  /** The bot or the host agent is going away in good order. */
  bye: 1001,
  /** The peer goes on sending what nobody asked for (RFC 6455: policy violation). */
  unasked: 1008,
  /** The frame is not JSON, or has no known shape. */
  garbage: 4400,
  /** A signature, key or session does not fit. */
  untrusted: 4401,
  /** The host is quarantined until an admin lets it join again. */
  quarantined: 4403,
  /** Nobody has let this host join, or its key was replaced. */
  unknown: 4404,
  /** No common version of the protocol. */
  version: 4406,
  /** The handshake took too long. */
  slow: 4408,
  /** Another session of the same host has taken over. */
  replaced: 4409,
  /** No sign of life for two and a half heartbeats. */
  silent: 4410,
  /** A frame is larger than allowed. */
  oversize: 4413,
  /** The address that the host dialled is not this bot's. */
  origin: 4421,
  /** A frame came before its time. */
  early: 4425,
  /** Something broke on this side. */
  broken: 4500,
} as const;

export type CloseReason = keyof typeof CLOSE;
