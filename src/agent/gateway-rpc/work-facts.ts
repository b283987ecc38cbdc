/**
 * @module agent/gateway-rpc/work-facts
 * Does the work behind a green gateway go well? What the gateway's own records say of its last runs, of the models it
 * can use, of its automations and of secrets it could not resolve. Shapes are those of OpenClaw 2026.9.6; another
 * shape gives no facts.
 */
import * as z from 'zod';
import { signs } from '../../evidence/readers/signs.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { isTime } from '../given-time.ts';
import { factsOn } from '../probe.ts';
import { automationFacts, Jobs, ranWellSince, Scheduler } from './automations.ts';
import type { Rpc, Talk } from './gateway-socket.ts';

const MINUTE = 60_000;
/** A run that failed longer ago says nothing of now, when nobody has tried since. */
const RECENT_MS = 60 * MINUTE;
/** These pass by themselves: a limit is lifted, a server comes back. */
const PASSING = new Set([
  'rate-limited',
  'endpoint-down',
  'endpoint-refused',
  'endpoint-unresolved',
  'dns-failed',
  'way-out-blocked',
]);
export const PASSING_MS = 15 * MINUTE;
/** What the words of a failed run may speak of; the rest of its text may be anybody's. */
const OF_A_RUN = /^(?:model|policy|workspace|resource|plugin)\.sign$/;
/** Of the network it tells that it did not get out, and nothing of the road to the gateway. */
const WAY_OUT = new Set(['dns-failed', 'way-out-blocked']);
const ofARun = ({ fact, value }: Fact): boolean =>
  OF_A_RUN.test(fact) || (fact === 'network.sign' && WAY_OUT.has(String(value)));

const Time = z.number().optional();
const Sessions = z.object({
  sessions: z.array(
    z.object({
      key: z.string().optional(),
      agentId: z.string().optional(),
      status: z.string().optional(),
      endedAt: Time,
      lastRunError: z.string().optional(),
      modelProvider: z.string().optional(),
      model: z.string().optional(),
    }),
  ),
});
type Session = z.infer<typeof Sessions>['sessions'][number];

const Models = z.object({
  models: z.array(
    z.object({
      key: z.string().optional(),
      provider: z.string().optional(),
      id: z.string().optional(),
      available: z.boolean().optional(),
      unavailableReason: z.string().optional(),
    }),
  ),
});
const Status = z.object({
  degradedSecretOwners: z
    .array(z.object({ ownerKind: z.string().optional(), ownerId: z.string().optional() }))
    .optional(),
});

/** The last heartbeat, as the gateway keeps it; what it said stays there. */
const LastHeartbeat = z.object({ status: z.string(), reason: z.string().optional() });
/** Why OpenClaw skips one, in its closed words (2026.9.6, docs/gateway/heartbeat). */
const SKIPPED = new Set([
  'alerts-disabled',
  'dm-blocked',
  'empty-heartbeat-file',
  'no-route',
  'no-target',
  'quiet-hours',
  'unknown-account',
]);

function lastSkip(rpc: Rpc | undefined): string | undefined {
  const last = payload(LastHeartbeat, rpc);
  return last?.status === 'skipped' && SKIPPED.has(last.reason ?? '') ? last.reason : undefined;
}

export const payload = <T>(schema: z.ZodType<T>, rpc: Rpc | undefined): T | undefined =>
  rpc?.ok ? schema.safeParse(rpc.payload).data : undefined;

const iso = (at: number): string => new Date(at).toISOString();

/** The newest finished run of each pair of OpenClaw agent and model. */
function newestRuns(sessions: readonly Session[]): (Session & { endedAt: number })[] {
  const newest = new Map<string, Session & { endedAt: number }>();
  for (const session of sessions) {
    const { endedAt } = session;
    if (!isTime(endedAt) || session.status === 'running' || session.status === 'queued') continue;
    const pair = `${agentOf(session)}\n${session.modelProvider}/${session.model}`;
    if (endedAt > (newest.get(pair)?.endedAt ?? 0)) newest.set(pair, { ...session, endedAt });
  }
  return [...newest.values()];
}

const agentOf = ({ agentId, key }: Session): string | undefined => agentId ?? key?.split(':')[1];
const hasFailed = ({ status }: Session): boolean => status === 'failed' || status === 'timeout';

/**
 * A model that the gateway no longer knows, of an OpenClaw agent that has answered with another one since: it was taken
 * out of the configuration, and how it failed tells nothing of now.
 */
function isLeftBehind(
  run: Session & { endedAt: number },
  all: readonly (Session & { endedAt: number })[],
  known: ReadonlySet<string> | undefined,
): boolean {
  if (known === undefined || known.has(`${run.modelProvider}/${run.model}`)) return false;
  return all.some(
    (each) => agentOf(each) === agentOf(run) && each.endedAt > run.endedAt && each.status === 'done',
  );
}

/**
 * How the last runs ended, and what the words of those that failed name. The runs of automations are not among the
 * sessions; where nobody chatted lately, `jobsWell` tells whether a model answered since the log's last failure.
 */
function runFacts(
  gateway: string,
  sessions: readonly Session[],
  jobsWell: boolean | undefined,
  known: ReadonlySet<string> | undefined,
  now: number,
): Fact[] {
  const newest = newestRuns(sessions).filter(({ endedAt }) => endedAt > now - RECENT_MS);
  const failed = newest.filter((run) => hasFailed(run) && !isLeftBehind(run, newest, known));
  const named = failed.flatMap(({ endedAt, lastRunError = '' }) =>
    signs
      .read(lastRunError, { gateway, kind: 'log', around: 'model run of an agent' })
      .filter(ofARun)
      .filter(({ value }) => !PASSING.has(String(value)) || endedAt > now - PASSING_MS)
      .map((fact) => ({ ...fact, at: iso(endedAt) })),
  );
  return [
    ...factsOn(gateway, {
      'runs.failing': newest.length > 0 ? failed.length > 0 : jobsWell ? false : undefined,
      'runs.last-error': failed[0]?.lastRunError?.slice(0, 300),
    }),
    ...named,
  ];
}

const keyOf = (model: z.infer<typeof Models>['models'][number]): string =>
  model.key ?? `${model.provider}/${model.id}`;

/** Whether the gateway can use a model, in its own closed words: missing-auth, auth-failed, cooldown. */
export function modelFacts(agent: string, primary: string | null, rpc: Rpc | undefined): Fact[] {
  const listed = payload(Models, rpc)?.models;
  // An alias without a provider is resolved by OpenClaw, not here.
  if (!listed || !primary?.includes('/')) return [];
  const provider = primary.slice(0, primary.indexOf('/'));
  const row = listed.find((model) => keyOf(model) === primary);
  return factsOn(agent, {
    'agent.model.in-catalogue': row !== undefined,
    'agent.model.provider-in-catalogue': listed.some((model) => keyOf(model).startsWith(`${provider}/`)),
    'agent.model.unavailable': row?.available === false ? (row.unavailableReason ?? 'unknown') : undefined,
  });
}

/** Everything that the reads after the greeting tell of the work. `now` is epoch ms. */
export function workFacts(gateway: string, { answers }: Talk, now: number): Fact[] {
  const sessions = payload(Sessions, answers['sessions.list'])?.sessions;
  const jobs = payload(Jobs, answers['cron.list'])?.jobs;
  const listed = payload(Models, answers['models.list'])?.models;
  const known = listed && new Set(listed.map(keyOf));
  const used = new Set(
    (sessions ?? []).flatMap(({ endedAt, modelProvider }) => (endedAt ? [modelProvider] : [])),
  );
  // A provider that nobody has ever used, where others are, is a plan.
  const unresolved = (payload(Status, answers.status)?.degradedSecretOwners ?? []).filter(
    ({ ownerKind, ownerId }) => ownerKind !== 'provider' || used.size === 0 || used.has(ownerId),
  ).length;
  return [
    ...(sessions ? runFacts(gateway, sessions, ranWellSince(jobs ?? [], now - RECENT_MS), known, now) : []),
    ...(jobs ? automationFacts(gateway, jobs, payload(Scheduler, answers['cron.status'])) : []),
    ...factsOn(gateway, { 'heartbeat.last-skip': lastSkip(answers['last-heartbeat']) }),
    ...(unresolved > 0 ? factsOn(gateway, { 'auth.sign': 'secretref-unresolved' }) : []),
  ];
}
