/**
 * @module agent/operation
 * What the host agent does for an order: looks, and hands over what it saw as soon as it saw it. It gets
 * arguments that were checked, and a signal that says when to stop.
 */
import type { Evidence } from '../protocol/evidence.ts';
import type { Because } from '../protocol/recovery.ts';

export type OperationTools = {
  /** Hands over evidence, already redacted; call it as each probe ends. */
  emit(evidence: Evidence[]): void;
  /** Aborted when the order's time is over or the host agent stops. */
  signal: AbortSignal;
  /** The incident that the order belongs to: what is redacted for it is comparable within it alone. */
  incident: string;
  /** Id of the order, and who wants it, as the bot knows people. */
  order: string;
  requester: string;
  /** The bot's clock, in which its times are meant: this host's may be wrong. Epoch ms. */
  now?(): number;
};

/** Thrown by an operation that has done nothing: why, in values that may leave the host. */
export class NotBegun extends Error {
  readonly because: Because;
  constructor(because: Because) {
    super(because.code);
    this.name = 'NotBegun';
    this.because = because;
  }
}

/** One operation of protocol/operations.ts on this host. A throw ends the order as failed. */
export type Operation = (args: Record<string, unknown>, tools: OperationTools) => Promise<void>;

/** The operations that this host agent can do, by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** Goes on with what an order began before this process; null where it had begun nothing. */
export type Resume = (order: string) => ((tools: OperationTools) => Promise<void>) | null;
