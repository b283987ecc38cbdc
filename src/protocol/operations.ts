/**
 * @module protocol/operations
 * What a bot may ask of a host, with the exact arguments. There is no operation that takes a command, a
 * script or a path to write, and there will be none.
 */
import * as z from 'zod';
import { Story } from './bundle.ts';
import { AcceptanceLevel, StepId, Way } from './recovery.ts';
import { Digest, Id, Time } from './words.ts';

/** `read` looks and changes nothing; `change` needs the host's own policy to say yes. */
export const Mode = z.enum(['read', 'change']);
export type Mode = z.infer<typeof Mode>;

export type OperationTerms = {
  mode: Mode;
  args: z.ZodType<Record<string, unknown>>;
  /** The host stops it after this long, in milliseconds. */
  limitMs: number;
  /** Nobody else must agree: it only holds others back, or steers what was agreed to. */
  consent?: 'none';
  /** May begin while another change is under way. */
  beside?: true;
};

const FINDING = /^[a-z][a-z0-9-]{0,63}$/;
const Profile = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** Who wants it, as the bot knows people, e.g. `slack:T024/U061`; and why, in their words. */
const By = z.string().min(1).max(200);
const Why = z.string().max(500).optional();
const ProbeId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

/** The operations of protocol version 1. */
const TERMS = {
  triage: {
    mode: 'read',
    args: z.strictObject({
      gateway: Profile.optional(),
      probes: z.array(ProbeId).max(64).optional(),
      deep: z.boolean().optional(),
    }),
    limitMs: 120_000,
  },
  describe: { mode: 'read', args: z.strictObject({ gateway: Profile.optional() }), limitMs: 30_000 },
  /** Says how the gateway would be brought back. What is found is told by its id; the host decides the rest itself. */
  'recovery.plan': {
    mode: 'read',
    args: z.strictObject({
      gateway: Profile.optional(),
      finding: z.string().regex(FINDING).nullable(),
      way: Way.optional(),
      acceptance: AcceptanceLevel.optional(),
      /** Which of the choices that an earlier plan offered. */
      choice: z.number().int().min(0).max(63).optional(),
    }),
    limitMs: 120_000,
  },
  /** Carries out the plan with this digest, which the host has made itself and kept. */
  'recovery.run': {
    mode: 'change',
    args: z.strictObject({
      gateway: Profile.optional(),
      plan: Digest,
      freeze: z.string().max(200).optional(),
    }),
    limitMs: 40 * 60_000,
  },
  /** Steers the run of an order that was agreed to. */
  'recovery.steer': {
    mode: 'change',
    args: z.strictObject({
      run: Id,
      act: z.enum(['pause', 'continue', 'skip', 'abort', 'extend', 'roll-back', 'still-there']),
      step: StepId.optional(),
      by: By,
      because: Why,
    }),
    limitMs: 30_000,
    consent: 'none',
    beside: true,
  },
  /** Collects, redacts, packs and searches everything about a gateway; the file stays on the host. */
  bundle: {
    mode: 'read',
    args: z.strictObject({
      gateway: Profile.optional(),
      /** How far back it reads, in minutes. */
      sinceMin: z
        .number()
        .int()
        .min(5)
        .max(14 * 24 * 60)
        .optional(),
      story: Story.optional(),
      /** `age` recipients: only they can open the file. */
      recipients: z
        .array(z.string().regex(/^age1[a-z0-9]{20,2000}$/))
        .max(4)
        .optional(),
    }),
    limitMs: 180_000,
  },
  /** Hands over pieces of a bundle that lies on the host, from this byte on. */
  'bundle.part': {
    mode: 'read',
    args: z.strictObject({
      digest: Digest,
      offset: z.number().int().min(0),
      pieces: z.number().int().min(1).max(16),
    }),
    limitMs: 60_000,
  },
  /** Takes a bundle off the host. */
  'bundle.drop': { mode: 'read', args: z.strictObject({ digest: Digest }), limitMs: 30_000 },
  'freeze.hold': {
    mode: 'change',
    args: z.strictObject({
      gateway: Profile.optional(),
      freeze: Id,
      by: By,
      because: Why,
      until: Time,
    }),
    limitMs: 60_000,
    consent: 'none',
    beside: true,
  },
  'freeze.lift': {
    mode: 'change',
    args: z.strictObject({ gateway: Profile.optional(), freeze: Id, by: By, because: Why }),
    limitMs: 60_000,
    consent: 'none',
    beside: true,
  },
} satisfies Record<string, OperationTerms>;

export type OperationId = keyof typeof TERMS;

/** By whatever id an order names: one that is not here does not exist. */
export const OPERATIONS: Readonly<Record<string, OperationTerms>> = TERMS;
