/**
 * @module protocol/operations
 * What a bot may ask of a host, with the exact arguments. There is no operation that takes a command, a
 * script or a path to write, and there will be none.
 */
import * as z from 'zod';

/** `read` looks and changes nothing; `change` needs the host's own policy to say yes. */
export const Mode = z.enum(['read', 'change']);
export type Mode = z.infer<typeof Mode>;

export type OperationTerms = {
  mode: Mode;
  args: z.ZodType<Record<string, unknown>>;
  /** The host stops it after this long, in milliseconds. */
  limitMs: number;
};

const Profile = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
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
} satisfies Record<string, OperationTerms>;

export type OperationId = keyof typeof TERMS;

/** By whatever id an order names: one that is not here does not exist. */
export const OPERATIONS: Readonly<Record<string, OperationTerms>> = TERMS;
