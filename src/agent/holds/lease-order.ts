/**
 * @module agent/holds/lease-order
 * What the host agent and the process that asks a gateway for its lease say to each other: one line each way, both of
 * one build. The host agent itself stays small and reads no credential.
 */
import * as z from 'zod';
import { Because } from '../../protocol/recovery.ts';

export type LeaseOrder = {
  /** The build that asks. */
  build: string;
  do: 'take' | 'give-back';
  stateDir: string;
  openclaw?: string | undefined;
  /** Profile; null: every gateway of this host. */
  gateway: string | null;
  /** Whoever asks with the same id has the same lease: the freeze's own. */
  requestId: string;
  leases: readonly { gateway: string; suspensionId: string }[];
  /** No lease may outlast it. Epoch ms by this host's clock. */
  until: number;
};

export const LeaseAnswer = z.object({
  /** What is leased now; empty after giving back. */
  leases: z.array(z.strictObject({ gateway: z.string(), suspensionId: z.string() })),
  /** Why not, where a gateway has no lease. */
  why: Because.nullable(),
});
export type LeaseAnswer = z.infer<typeof LeaseAnswer>;

/** Whoever can do such an order: a process of its own, or a test. */
export type LeaseHands = (order: Omit<LeaseOrder, 'build' | 'stateDir' | 'openclaw'>) => Promise<LeaseAnswer>;
