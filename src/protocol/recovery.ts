/**
 * @module protocol/recovery
 * What bot and host agent say to each other about bringing a gateway back: the plan that people agree to, bound by its
 * digest, and how far the host has come with it. No value of a secret is ever in it: secrets are told by fingerprint.
 */
import * as z from 'zod';
import { Digest, Time } from './words.ts';

/** The six steps, in their order. */
export const StepId = z.enum(['freeze', 'snapshot', 'validate', 'doctor', 'change', 'acceptance']);
export type StepId = z.infer<typeof StepId>;

/**
 * `unknown`: it may have been carried out and no end was recorded; it is shown, and never repeated without a look at
 * the state first.
 */
export const StepState = z.enum([
  'planned',
  'approved',
  'dispatched',
  'accepted',
  'running',
  'verifying',
  'done',
  'failed',
  'skipped',
  'unknown',
]);
export type StepState = z.infer<typeof StepState>;

/** The ways back. `escalate`: nothing here may or can mend it. */
export const Way = z.enum(['restart', 'rollback', 'align', 'repair', 'escalate']);
export type Way = z.infer<typeof Way>;

/** How much acceptance proves. `control`: a read and a write on the tool path; `full`: one agent turn as well. */
export const AcceptanceLevel = z.enum(['control', 'full']);
export type AcceptanceLevel = z.infer<typeof AcceptanceLevel>;

/** A word of ours, e.g. `repair.workspace-missing`; what it says to people stands in messages/. */
const Code = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*$/)
  .max(96);
/** Text from the host, already redacted: a path, a version, a fingerprint. */
const Told = z.string().max(500);
/** Why, as a code with its values. */
export const Because = z.strictObject({ code: Code, params: z.record(z.string().max(40), Told) });
export type Because = z.infer<typeof Because>;

/** One change as people see it beforehand; `null`: not there. */
export const Change = z.strictObject({
  /** A path in the configuration, a file, or a process. */
  what: Told,
  before: Told.nullable(),
  after: Told.nullable(),
});
export type Change = z.infer<typeof Change>;

/** What a restart would cut, as the gateway itself tells; null where it could not be asked. */
export const Radius = z.strictObject({
  turns: z.number().int().nonnegative().nullable(),
  jobs: z.number().int().nonnegative().nullable(),
  replies: z.number().int().nonnegative().nullable(),
  clients: z.number().int().nonnegative().nullable(),
  /** Why it is not known. */
  why: Because.nullable(),
});
export type Radius = z.infer<typeof Radius>;

export const PlannedStep = z.strictObject({
  step: StepId,
  /** The typed operation, e.g. `restart.systemd-user`, `config.set-workspace`. */
  operation: Code,
  /** What a person would type for the same, for reading; never run from here. */
  command: z.array(Told).max(32).nullable(),
  mutates: z.boolean(),
  because: Because,
  /** The step may take this long, in milliseconds. */
  limitMs: z.number().int().positive(),
  /** How it would be taken back; null where nothing is changed. */
  undo: Because.nullable(),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

/** What is agreed to. Its digest (protocol/canonical.ts) is what the order names, so another plan needs another consent. */
export const Plan = z.strictObject({
  v: z.literal(1),
  /** Profile, `default` without one. */
  gateway: z.string().max(64),
  /** The finding that it starts from; null where a person asked without one. */
  finding: z.string().max(64).nullable(),
  path: Way,
  because: Because,
  steps: z.array(PlannedStep).max(16),
  changes: z.array(Change).max(64),
  radius: Radius,
  /** Who restarts it, in words of ours: `systemd-user`, `systemd-system`, `docker`, `compose`, `launchd`, `process`, `none`. */
  supervisor: Code,
  /** How long this host's last restarts took until work was possible, in milliseconds, oldest first. */
  usually: z.array(z.number().int().nonnegative()).max(10),
  acceptance: AcceptanceLevel,
  /** What a reader must know before the button: other watchdogs, turns that run again, what acceptance costs. */
  cautions: z.array(Because).max(16),
  /** What a person may choose instead, by number from 0: an earlier configuration, a folder, a route. */
  choices: z.array(Because).max(64).exactOptional(),
  /** What must still be so when it begins. */
  standing: z.strictObject({
    /** SHA-256 of the configuration file in hex; null where there is none. */
    configSha256: z.string().max(64).nullable(),
    /** The running instance: boot id, else PID with start time; null where none runs. */
    instance: z.string().max(128).nullable(),
  }),
  /**
   * Whose consent this host's own policy asks for, so that people learn it before they ask for it: so many others, in
   * the chat or by their own keys. Absent: one, in the chat.
   */
  consent: z
    .strictObject({ by: z.enum(['slack', 'person-key']), needs: z.number().int().min(1).max(8) })
    .exactOptional(),
  madeAt: Time,
});
export type Plan = z.infer<typeof Plan>;

export const Outcome = z.enum(['recovered', 'rolled-back', 'escalated', 'refused']);
export type Outcome = z.infer<typeof Outcome>;

export const StepReport = z.strictObject({
  step: StepId,
  state: StepState,
  startedAt: Time.nullable(),
  tookMs: z.number().int().nonnegative().nullable(),
  because: Because.nullable(),
});
export type StepReport = z.infer<typeof StepReport>;

/** How far the host has come, as its own journal says; each one replaces the one before. */
export const Progress = z.strictObject({
  plan: Digest,
  /** Rises with every change. */
  revision: z.number().int().nonnegative(),
  at: Time,
  steps: z.array(StepReport).max(16),
  /** What is being done now, for people who wait. */
  now: Because.nullable(),
  paused: z.strictObject({ by: z.string().max(200), because: Told.nullable() }).nullable(),
  changed: z.array(Change).max(64),
  acceptance: z
    .strictObject({
      level: AcceptanceLevel,
      read: z.enum(['done', 'failed', 'unknown']),
      write: z.enum(['done', 'failed', 'unknown']),
      because: Because.nullable(),
    })
    .nullable(),
  /** The clock of ten minutes ends then, epoch ms. */
  until: Time.nullable(),
  /** It stands still and asks people: what it would do next. */
  asks: Because.nullable(),
  /** SHA-256 of the snapshot in hex; where it lies is the host's own business. */
  snapshot: z.string().max(64).nullable(),
  outcome: Outcome.nullable(),
  because: Because.nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** A freeze as the host holds it. */
export const Hold = z.strictObject({
  gateway: z.string().max(64),
  /** The freeze's own id. */
  freeze: z.string().max(200),
  by: z.string().max(200),
  because: Told.nullable(),
  until: Time,
  /** `leased`: the gateway itself takes no work; `announced`: only people and scripts that ask are held. */
  held: z.enum(['leased', 'announced', 'lifted', 'lapsed']),
  /** Why it is only announced. */
  why: Because.nullable(),
  at: Time,
});
export type Hold = z.infer<typeof Hold>;
