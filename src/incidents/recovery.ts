/**
 * @module incidents/recovery
 * One gateway being brought back, as the incident remembers it: what was wished, the plan that people agree to, how far
 * the host says that it has come, and what a look afterwards has shown. The orders themselves are jobs.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { Person } from '../outbox/person.ts';
import { AcceptanceLevel, Because, Plan, Progress, Way } from '../protocol/recovery.ts';
import { Time } from '../protocol/words.ts';

/**
 * `finding`: a look is under way, and says what is wrong. `planning`: the host makes a plan. `planned`: people read it. `consenting`: others must agree. `freezing`: they have,
 * and everybody else's changes are held off first. `running`: the host carries it out. `looking`: the host says that it
 * is done, and the finding that it began with is looked for once more.
 */
export const RecoveryState = z.enum([
  'finding',
  'planning',
  'planned',
  'consenting',
  'freezing',
  'running',
  'looking',
  'over',
]);
export type RecoveryState = z.infer<typeof RecoveryState>;

/**
 * `recovered` only where host and look agree. `still-failing`: the host said so, and the finding is still there.
 * `not-confirmed`: the host said so, and nothing has shown it. `unknown`: nobody can tell what was done.
 */
export const RecoveryEnd = z.enum([
  'recovered',
  'still-failing',
  'not-confirmed',
  'rolled-back',
  'escalated',
  'refused',
  'denied',
  'expired',
  'cancelled',
  'replaced',
  'unknown',
]);
export type RecoveryEnd = z.infer<typeof RecoveryEnd>;

/** What people may ask of one that is under way, see `recovery.steer` in protocol/operations.ts. */
export const SteerAct = z.enum(['pause', 'continue', 'skip', 'abort', 'extend', 'roll-back']);
export type SteerAct = z.infer<typeof SteerAct>;

/** Everybody else's changes held off: by whose hold, and how that stands. */
const Frozen = z.object({
  id: z.string(),
  /** `without`: no hold could be begun in time; it goes on all the same, and says so. */
  state: z.enum(['wanted', 'held', 'without', 'lifted']),
});

/** Times are epoch ms. */
export const Recovery = z.object({
  id: z.string(),
  /** Id of the event that asked for it. */
  wish: z.string(),
  /** 1 for the first of this host in this incident. */
  n: z.number().int().positive(),
  host: z.string(),
  gateway: z.string().nullable(),
  /** The way that a person wants; null leaves it to the host. */
  way: Way.nullable(),
  finding: z.string().nullable(),
  by: Person,
  because: z.string().nullable(),
  state: RecoveryState,
  askedAt: Time,
  /** What the host is asked beside it: how much acceptance proves, which of the choices that it offered. */
  acceptance: AcceptanceLevel.nullable(),
  choice: z.number().nullable(),
  /** Ids of its jobs: the plan's, and the run's. */
  planJob: z.string().nullable(),
  runJob: z.string().nullable(),
  plan: Plan.nullable(),
  /** Of the plan, as the bot has computed it from what the host sent. */
  digest: z.string().nullable(),
  plannedAt: Time.nullable(),
  /** Who asked for others' consent. */
  started: z.object({ by: Person, at: Time, because: z.string().nullable() }).nullable(),
  freeze: Frozen.nullable(),
  progress: Progress.nullable(),
  steers: z.array(
    z.object({ job: z.string(), act: SteerAct, by: Person, because: z.string().nullable(), at: Time }),
  ),
  /** The last sign of life that the host was sent: its number, its order, when. */
  sign: z.object({ n: z.number().int().positive(), order: z.string(), at: Time }).nullable(),
  /** People take it over, and want it on a ticket once it is over; whether that was begun. */
  handOver: z.object({ by: Person, begun: z.boolean(), desk: z.string().nullable() }).exactOptional(),
  /**
   * What the look before it claimed of its gateway, as far as it asks for something to be done, and which of it was found
   * for a complaint. Absent where nobody had looked, and in records of before it was kept.
   */
  before: z.object({ claimed: z.array(z.string()), complaint: z.array(z.string()) }).exactOptional(),
  /** Ids of findings that the look afterwards still claims of this gateway. */
  still: z.array(z.string()),
  end: z
    .object({
      as: RecoveryEnd,
      at: Time,
      /** A code with its values where there is one, else what hub or host said. */
      because: Because.nullable(),
      by: Person.nullable(),
      /** What that person gave as their reason. */
      said: z.string().exactOptional(),
      /** Where people speak of what stood in its way. */
      link: z.string().exactOptional(),
    })
    .nullable(),
});
export type Recovery = z.infer<typeof Recovery>;

/** Recoveries of one incident that are kept whole; of older ones that are over, only how they ended. */
export const KEPT_WHOLE = 8;

/** How long a plan may be started after it was made, in milliseconds: the host keeps it for an hour, consent takes its part. */
export const PLAN_LIFE_MS = 30 * 60_000;

export const isOver = (recovery: Recovery): boolean => recovery.state === 'over';

/** The host has, or may have, the order to carry it out. */
export const hasBegun = (recovery: Pick<Recovery, 'state' | 'progress' | 'end'>): boolean =>
  recovery.state === 'running' ||
  recovery.state === 'looking' ||
  recovery.progress !== null ||
  recovery.end?.as === 'unknown';

/** The one of this host that is not over yet. */
export const openRecovery = (all: readonly Recovery[], host: string): Recovery | undefined =>
  all.find((one) => one.host === host && !isOver(one));

/**
 * What a message shows of it, in few letters: a button carries it, and is out of date once it has changed. It changes
 * with the plan and with every stage that takes other buttons.
 */
export const markOf = (recovery: Pick<Recovery, 'host' | 'n' | 'digest'>): string =>
  `${recovery.host}.${recovery.n}.${recovery.digest?.slice(0, 8) ?? '-'}`;

/** The id of its freeze, made from its own: it is part of the order, and so fixed before anybody is asked to agree. */
export const freezeIdOf = (recovery: Pick<Recovery, 'id'>): string =>
  `frz-${bytesToHex(sha256(utf8ToBytes(`freeze ${recovery.id}`))).slice(0, 20)}`;

/** The gateway that its plan is for; `default` is OpenClaw's own name for the one without a profile. */
export const gatewayOf = (recovery: Pick<Recovery, 'gateway' | 'plan'>): string =>
  recovery.plan?.gateway ?? recovery.gateway ?? 'default';
