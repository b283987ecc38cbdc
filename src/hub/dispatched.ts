/**
 * @module hub/dispatched
 * The replies of a host's object, read: they may come from an object of another version, and what decides over a job is
 * not taken on trust.
 */
import * as z from 'zod';
import { MaintenanceShape } from './host-maintenance.ts';
import type { DispatchReply, Held, HoldReply } from './messages.ts';

export const HeldShape: z.ZodType<Held> = z.object({
  freeze: z.string(),
  gateway: z.string().nullable(),
  by: z.string(),
  because: z.string().nullable(),
  from: z.number(),
  until: z.number(),
  incident: z.string().nullable(),
  link: z.string().nullable(),
});

/** The answer to a dispatch. */
export const Dispatched: z.ZodType<DispatchReply> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('delivered'),
    road: z.literal('ssm').exactOptional(),
    maintenance: MaintenanceShape.exactOptional(),
  }),
  z.object({
    state: z.literal('absent'),
    lastSeen: z.number().nullable(),
    maintenance: MaintenanceShape.exactOptional(),
  }),
  z.object({ state: z.literal('not-enrolled') }),
  z.object({ state: z.literal('quarantined'), why: z.string() }),
  z.object({ state: z.literal('not-confirmed') }),
  z.object({ state: z.literal('frozen'), held: HeldShape }),
]);

/** The answer to `hold`. */
export const HoldAnswered: z.ZodType<HoldReply> = z.discriminatedUnion('held', [
  z.object({ held: z.literal(true) }),
  z.object({ held: z.literal(false), rival: HeldShape }),
]);
