/**
 * @module runbooks/repairs
 * Everything that may ever be done to bring a gateway back, each with the exact arguments it takes. The host looks for
 * the arguments itself, so that no text of a person, a log or a bot becomes a command.
 */
import * as z from 'zod';

const Process = z.strictObject({
  pid: z.number().int().positive(),
  /** Field 22 of /proc/PID/stat: an id alone may be another process by then. */
  started: z.string().max(40).nullable(),
});
/** Paths in the configuration, e.g. `agents.defaults.workspace`. */
const Keys = z.array(z.string().min(1).max(200)).min(1).max(64);
const Agent = z.string().min(1).max(64);

/** By id: what the repair takes. */
export const REPAIRS = {
  restart: z.strictObject({}),
  /** Ended and started without a variable that switches a part of the gateway off. */
  'leave-out-variable': z.strictObject({
    variable: z.enum(['OPENCLAW_SKIP_CHANNELS', 'OPENCLAW_SKIP_CRON']),
  }),
  /** SIGCONT to a gateway that was stopped. */
  'resume-frozen': Process,
  'start-stopped': z.strictObject({}),
  /** A second gateway or a stale listener, proved to be OpenClaw's and of the same user. */
  'stop-duplicate': Process,
  /** `keys` to what they were in `from`, a file by its place; without keys the whole file. */
  'config-rollback': z.strictObject({ from: z.string().max(500), keys: Keys.nullable() }),
  'remove-unknown-key': z.strictObject({ keys: Keys }),
  /** To a folder that exists; `agent` null: the default of all. */
  'set-workspace': z.strictObject({ agent: Agent.nullable(), folder: z.string().max(500) }),
  /** A route that was configured before. */
  'set-model-route': z.strictObject({ agent: Agent.nullable(), route: z.string().max(200) }),
  /** The copy that is brought into line, by its kind; never a value. */
  'align-credential': z.strictObject({
    copy: z.enum(['config', 'flag', 'environment', 'unit', 'env-file', 'device']),
  }),
} satisfies Record<string, z.ZodType>;

export type RepairId = keyof typeof REPAIRS;

export const isRepair = (id: string): id is RepairId => Object.hasOwn(REPAIRS, id);
