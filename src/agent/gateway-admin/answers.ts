/**
 * @module agent/gateway-admin/answers
 * What a gateway may be asked by its administrator, and how much of each answer is read. One table, so that nothing can
 * be asked that is not in it. Shapes are those of OpenClaw 2026.8.1 to 2026.9.6, observed.
 */
import * as z from 'zod';

const Text = z.string().optional().catch(undefined);
const Count = z.number().int().nonnegative().catch(0);
const Time = z.number().optional().catch(undefined);
const Blocker = z.object({ kind: z.string().catch('other'), count: Count });
const Suspension = z.object({
  /** `ready` and `draining` hold a lease, `busy` holds none. */
  status: z.string(),
  suspensionId: Text,
  /** By the gateway's clock, which is this host's. Epoch ms. */
  expiresAtMs: Time,
  // Their titles begin with what people have asked: only kinds and counts are read.
  blockers: z.array(Blocker).optional().catch(undefined),
});
const Model = z.object({ provider: Text, model: Text });

export const ANSWERS = {
  'config.get': z.object({
    valid: z.boolean(),
    hash: z.string().nullish(),
    raw: z.string().nullish(),
    configRevisionHash: z.string().nullish(),
    appliedConfigHash: z.string().nullish(),
    issues: z
      .array(z.object({ path: Text, message: Text }))
      .optional()
      .catch(undefined),
  }),
  'config.patch': z.object({ ok: z.boolean().optional(), changedPaths: z.array(z.string()).optional() }),
  'config.apply': z.object({ ok: z.boolean().optional() }),
  'gateway.suspend.prepare': Suspension,
  'gateway.suspend.status': Suspension,
  'gateway.suspend.resume': z.object({ resumed: z.boolean().optional() }),
  'gateway.restart.preflight': z.object({
    safe: z.boolean(),
    counts: z.object({
      queueSize: Count,
      pendingReplies: Count,
      embeddedRuns: Count,
      cronRuns: Count,
      backgroundExecSessions: Count,
      rootRequests: Count,
      activeTasks: Count,
    }),
    blockers: z.array(Blocker).catch([]),
  }),
  'gateway.restart.request': z.object({
    /** `scheduled` | `deferred` | `emitted`: only that it was asked for. */
    status: Text,
    restart: z.object({ mode: Text, delayMs: Time }).optional().catch(undefined),
  }),
  'tools.invoke': z.object({
    /** The request is answered `ok` whatever came of the tool: this is the word that counts. */
    ok: z.boolean(),
    error: z.object({ code: Text, type: Text, message: Text }).optional().catch(undefined),
  }),
  agent: z.object({ runId: z.string(), status: Text }),
  'agent.wait': z.object({
    status: z.string(),
    error: Text,
    stopReason: Text,
    timeoutPhase: Text,
    terminalReceipt: z
      .object({
        requested: Model.optional().catch(undefined),
        effective: Model.optional().catch(undefined),
        successfulToolNames: z.array(z.string()).catch([]),
        rerouted: z.boolean().optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    terminalReply: z.object({ text: Text }).optional().catch(undefined),
  }),
  'sessions.abort': z.object({ status: Text }),
  'sessions.create': z.object({ key: z.string() }),
  'sessions.delete': z.object({ deleted: z.boolean().optional() }),
  'sessions.list': z.object({
    sessions: z.array(z.object({ key: Text, label: Text, hasActiveRun: z.boolean().optional() })),
  }),
  'tasks.list': z.object({ tasks: z.array(z.object({ status: Text, runtime: Text })) }),
  'cron.list': z.object({
    jobs: z.array(
      z.object({
        enabled: z.boolean().optional(),
        /** Jobs that OpenClaw makes for itself carry it. */
        declarationKey: Text,
        nextRunAtMs: Time,
        state: z.object({ nextRunAtMs: Time, runningAtMs: Time }).optional().catch(undefined),
      }),
    ),
  }),
  'agents.list': z.object({
    defaultId: Text,
    agents: z.array(
      z.object({
        id: z.string(),
        workspace: Text,
        model: z
          .union([z.string(), z.object({ primary: Text })])
          .optional()
          .catch(undefined),
      }),
    ),
  }),
  'system.info': z.object({
    pid: z.number().optional(),
    port: z.number().optional(),
    processInstanceId: Text,
  }),
} satisfies Record<string, z.ZodType>;

export type Method = keyof typeof ANSWERS;
export type AnswerTo<M extends Method> = z.infer<(typeof ANSWERS)[M]>;
