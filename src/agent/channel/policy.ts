/**
 * @module agent/channel/policy
 * What this host allows, whatever the bot signs. The file belongs to the host's admin; no operation reads or
 * writes it. Without a file the host only looks. A file that others may write to, or that is not understood
 * to the last word, stops the host agent rather than being guessed at.
 */
import { statSync } from 'node:fs';
import { parse } from 'smol-toml';
import * as z from 'zod';
import type { OperationTerms } from '../../protocol/operations.ts';
import type { Order } from '../../protocol/order.ts';
import type { Way } from '../../protocol/recovery.ts';
import { Digest } from '../../protocol/words.ts';
import { readAdminsFile } from '../admins-file.ts';

/** Where the policy is looked for unless `--policy FILE` names another. */
export const POLICY_PATH = '/etc/openclaw-host-agent/agent.toml';

/** What `allow` may name in one word: the operations behind each verb that people type. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  '@look': ['triage', 'describe'],
  '@bundle': ['bundle', 'bundle.part', 'bundle.drop'],
  '@freeze': ['freeze.hold', 'freeze.lift'],
  '@recover': ['recovery.plan', 'recovery.run', 'recovery.steer'],
  '@rollback': ['recovery.plan', 'recovery.run', 'recovery.steer'],
};

/** The ways that a group opens where its operations are more than one verb's. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  '@recover': ['restart', 'align', 'repair'],
  '@rollback': ['rollback'],
  'recovery.run': ['restart', 'align', 'repair', 'rollback'],
};

const isOperationOrGroup = (word: string): boolean => !word.startsWith('@') || Object.hasOwn(GROUPS, word);

/** A closed shape: a misspelt key must not pass for a rule. */
export const Policy = z.strictObject({
  /** As shipped: nothing that changes the host is done. */
  read_only: z.boolean().default(true),
  /** Operations that may be carried out at all, or groups of them. */
  allow: z
    .array(z.string().max(64).refine(isOperationOrGroup, 'there is no such group'))
    .max(64)
    .default(['@look', '@bundle']),
  /** `slack`: the bot's word that somebody approved. `person-key`: approvers sign the order themselves. */
  approval: z.enum(['slack', 'person-key']).default('person-key'),
  /** How many people other than the requester must agree; with `person-key` their signatures are counted here. */
  approvals: z.number().int().min(1).max(8).default(1),
  targets: z
    .strictObject({
      /** Only these gateways (profiles) may be looked at or touched; absent: all. */
      gateways: z.array(z.string().max(64)).max(64).optional(),
    })
    .default({}),
  budget: z
    .strictObject({
      /** Looks that ask OpenClaw's own commands: so many in so many seconds. 0: none. */
      deep: z
        .strictObject({
          max: z.number().int().min(0).max(100).default(3),
          window_s: z.number().int().min(1).max(86_400).default(900),
        })
        .prefault({}),
      /** Restarts of gateways by a recovery, so many in a window such as "15m" or "1h". 0: none. */
      restarts: z.number().int().min(0).max(100).default(3),
      window: z
        .string()
        .regex(/^[1-9][0-9]{0,3}[smh]$/, 'write it like "15m"')
        .default('15m'),
    })
    .prefault({}),
  deny: z
    .strictObject({
      /** Keys of OpenClaw's configuration that no recovery may touch, beside those that none ever may. */
      config: z.array(z.string().min(1).max(200)).max(64).default([]),
    })
    .prefault({}),
  approvers: z
    // `key` is the `x` of the person's Ed25519 public JWK.
    .array(z.strictObject({ person: z.string().min(1).max(200), key: Digest }))
    .max(64)
    .default([]),
});
export type Policy = z.infer<typeof Policy>;

export type PolicyReading =
  | { ok: true; policy: Policy; source: string }
  | { ok: false; why: string; hint: string };

/** Reads the policy that applies. Never throws. */
export function readPolicy(file?: string): PolicyReading {
  const path = file ?? POLICY_PATH;
  const read = readAdminsFile('The policy', path);
  if (read.ok) return parsePolicy(read.text, path);
  return read.absent && file === undefined
    ? { ok: true, policy: Policy.parse({}), source: 'as shipped (there is no policy file)' }
    : bad(read.why, read.hint);
}

/** Reads the text of a policy file. Never throws. */
export function parsePolicy(text: string, source: string): PolicyReading {
  let table: unknown;
  try {
    table = parse(text);
  } catch (error) {
    const line = (error as { line?: number }).line;
    return bad(
      `The policy ${source} is not TOML${line ? ` (line ${line})` : ''}.`,
      'Correct it; nothing runs until then.',
    );
  }
  const parsed = Policy.safeParse(table);
  if (parsed.success) return { ok: true, policy: parsed.data, source };
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'top level';
  return bad(
    `The policy ${source} has something this host agent does not know (${where}).`,
    String(issue?.message),
  );
}

function bad(why: string, hint: string): PolicyReading {
  return { ok: false, why, hint };
}

/** The policy as it stands in the file at the moment of each call: a tightened rule holds from the next order on. */
export function policyKeeper(file?: string): () => PolicyReading {
  let seen = '';
  let reading: PolicyReading | null = null;
  return () => {
    const mark = fileMark(file ?? POLICY_PATH);
    if (reading === null || mark !== seen) reading = readPolicy(file);
    seen = mark;
    return reading;
  };
}

function fileMark(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat
    ? [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs, stat.mode, stat.uid].join(' ')
    : 'absent';
}

/** Whether the policy's list names this operation, or a group that holds it. */
export const allows = (policy: Policy, op: string): boolean =>
  policy.allow.some((word) => word === op || (Object.hasOwn(GROUPS, word) && GROUPS[word]?.includes(op)));

/** The ways back that a bot may take on this host. */
export const waysAllowed = (policy: Policy): Way[] => [
  ...new Set(policy.allow.flatMap((word) => (Object.hasOwn(WAYS, word) ? (WAYS[word] ?? []) : []))),
];

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Restarts that a recovery may make, and in how many milliseconds. */
export function restartLimit({ budget }: Policy): { max: number; windowMs: number } {
  const unit = budget.window.slice(-1) as keyof typeof UNIT_MS;
  return { max: budget.restarts, windowMs: Number(budget.window.slice(0, -1)) * UNIT_MS[unit] };
}

/**
 * Whether this policy lets the order through; null if so, else why not. `people` are the approvers of this
 * policy whose valid signatures are on the order.
 */
export function policyRefusal(
  policy: Policy,
  order: Order,
  terms: OperationTerms,
  people: readonly string[],
): string | null {
  if (!allows(policy, order.op)) return `the policy of this host does not allow ${order.op}`;
  const { gateways } = policy.targets;
  if (gateways && !gateways.includes(String(order.args.gateway ?? '')))
    return `the policy of this host allows only these gateways: ${gateways.join(', ')}`;
  if (terms.mode === 'read') return null;
  if (policy.read_only) return 'this host is read-only by its own policy';
  // What only holds others back, or steers what was agreed to, needs nobody else's key.
  if (policy.approval === 'slack' || terms.consent === 'none') return null;
  const others = new Set(people);
  others.delete(order.requester);
  if (others.size >= policy.approvals) return null;
  return `${policy.approvals} approval(s) by other people’s own keys are needed, ${others.size} given`;
}

/** Does the policy as it stands now let this host do `op` of itself, e.g. go on with what it was asked for before? */
export function policyAllows(file: string | undefined, op: string): boolean {
  const reading = readPolicy(file);
  return reading.ok && !reading.policy.read_only && allows(reading.policy, op);
}
