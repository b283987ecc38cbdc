/**
 * @module incidents/view
 * The incident as people are shown it. Made at the moment of speaking, so that a message that had to wait
 * shows the present and not the past.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import type { Job } from './job.ts';
import type { HostView, IncidentView, JobView, RecoveryView } from './notifier.ts';
import { type Incident, isActive, type Run } from './record.ts';
import type { Recovery } from './recovery.ts';

function hostView(run: Run, diagnosis: Diagnosis | null): HostView {
  const { reading } = run;
  return {
    host: run.host,
    state: run.state,
    ...(run.why === null ? {} : { why: run.why }),
    lastSeen: run.lastSeen,
    diagnosis,
    oldestLook: reading?.oldestLook ?? null,
    newestLook: reading?.newestLook ?? null,
    order: run.order,
    probes: reading?.probes ?? 0,
    tookMs: run.tookMs,
    ...(reading?.openclawVersion == null ? {} : { openclawVersion: reading.openclawVersion }),
    ...(reading?.traits === undefined ? {} : { traits: reading.traits }),
    ...(run.gateway === null ? {} : { gateway: run.gateway }),
    ...(run.road === undefined ? {} : { road: run.road }),
    look: run.n,
    ...(run.unresolved ? { unresolved: true } : {}),
    ...(run.maintenance === undefined ? {} : { maintenance: run.maintenance }),
  };
}

function jobView(job: Job): JobView {
  const { id, host, op, mode, args, state, why, by, because, needs, approvals, undoes, deniedBy } = job;
  const { askedAt, approveBy, endedAt, tookMs, deliveredAt, acceptedAt } = job;
  return {
    ...{ id, host, op, mode, args, state, why, by, because, needs, approvals, undoes },
    ...(deniedBy === undefined ? {} : { deniedBy }),
    ...{ askedAt, approveBy, endedAt, tookMs, deliveredAt, acceptedAt, byKey: job.byKey === true },
    undoable: job.undo !== null && ['done', 'failed', 'unknown'].includes(state),
  };
}

/** When the latest command came; an incident that nobody had looked at begins with its first job. */
export const lastAsked = ({ runs, jobs, startedAt }: Incident): number =>
  Math.max(startedAt, ...runs.map((run) => run.askedAt), ...jobs.map((job) => job.askedAt));

function recoveryView(recovery: Recovery, jobs: readonly Job[]): RecoveryView {
  const run = jobs.find((job) => job.id === recovery.runJob);
  return { ...recovery, run: run === undefined ? null : jobView(run) };
}

/**
 * The view at `now` (epoch ms); null while nobody asked. `elapsedMs` runs from the latest command to the end
 * of its looks, so that a message edited late does not claim that the look took long.
 */
export function viewOf(
  incident: Incident,
  diagnose: (run: Run) => Diagnosis | null,
  now: number,
  /** How far the record of what happened goes, and its hash. */
  chain: { length: number; head: string } | null = null,
): IncidentView | null {
  const { requester, closed } = incident;
  if (incident.state === 'new' || requester === null) return null;
  const asked =
    incident.runs.length === 0 ? incident.startedAt : Math.max(...incident.runs.map((run) => run.askedAt));
  const asker = incident.runs.find((run) => run.askedAt === asked)?.asker;
  const ended = incident.runs.map((run) => (isActive(run) ? now : (run.endedAt ?? now)));
  if (incident.round !== undefined) ended.push(incident.round.endedAt ?? now);
  return {
    incident: incident.id,
    state: incident.state,
    ...(closed === null
      ? {}
      : { closed: { at: closed.at, why: closed.why, ...(closed.by === null ? {} : { by: closed.by }) } }),
    requester,
    ...(asker === undefined ? {} : { asker }),
    startedAt: incident.startedAt,
    elapsedMs: Math.max(0, Math.max(asked, ...ended) - asked),
    at: now,
    hosts: incident.runs.map((run) => hostView(run, diagnose(run))),
    ...(incident.jobs.length === 0 ? {} : { jobs: incident.jobs.map(jobView) }),
    ...(incident.recoveries.length === 0
      ? {}
      : { recoveries: incident.recoveries.map((one) => recoveryView(one, incident.jobs)) }),
    ...(incident.bundles.length === 0 ? {} : { bundles: incident.bundles }),
    ...(incident.tickets.length === 0 ? {} : { tickets: incident.tickets }),
    ...(closed === null || chain === null ? {} : { record: chain }),
  };
}
