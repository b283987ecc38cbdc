/**
 * @module incidents/job-machine
 * Jobs: typed operations on a host other than looking, from planned to done. What changes a host waits for somebody
 * else's consent; what may have happened and was not reported is `unknown`, shown as such and never tried again by
 * itself.
 */

import { requesterOf, samePerson } from '../outbox/person.ts';
import type { IncidentEvent } from './event.ts';
import { isUnderWay, type Job, type JobPlan } from './job.ts';
import type { Incident } from './record.ts';
import { JOB_LIFE_MS } from './run-machine.ts';
import { type Happening, type Machine, speakAt, type Work } from './work.ts';

/** How long consent is waited for, in milliseconds. */
export const APPROVE_WITHIN_MS = 30 * 60_000;
/** A word about the end may be this late, in milliseconds, before the end counts as unknown. */
const GRACE_MS = 60_000;

type Ordered = Extract<IncidentEvent, { type: 'ordered' }>;
type TakenBack = Extract<IncidentEvent, { type: 'taken-back' }>;

/** Ends that the hub reports although the operation may have run, see hub/host-orders.ts and host-events.ts. */
const MAY_HAVE_RUN: ReadonlySet<string> = new Set([
  'stopped',
  'manifest',
  'incomplete',
  'quarantined',
  'rejoined',
  'revoked',
  'too-much-evidence',
  'ssm-no-answer',
  'ssm-cut',
  'ssm-forged',
  'ssm-untrusted',
  'ssm-cancelled',
  'ssm-not-here',
  'ssm-document',
]);

export const JOB_MACHINE: Machine = {
  happen(work, event) {
    if (event.type === 'ordered') return void planJob(work, event, event.job);
    if (event.type === 'taken-back') return takeBack(work, event);
    if (event.type === 'tick') return tick(work);
    const id = 'job' in event ? event.job : 'order' in event ? event.order : null;
    const job = work.it.jobs.find((one) => one.id === id);
    if (job !== undefined) hear(work, job, event);
  },
  busy: (it) => it.jobs.some((job) => isOpen(job) || isInDoubt(it, job)),
  underWay: (it) => it.jobs.some(isOpen),
  wakeAt(it) {
    const times = it.jobs.filter(isOpen).map(deadlineOf);
    return times.length === 0 ? null : Math.min(...times);
  },
  close(work) {
    for (const job of work.it.jobs) if (waits(job)) end(work, job, 'cancelled', 'closed');
  },
  follow(work) {
    const { it } = work;
    for (const job of it.jobs) {
      const wanted = isOpen(job) || isInDoubt(it, job);
      const looked = it.runs.some((run) => run.host === job.host);
      if (it.state === 'open' && wanted && !job.held) {
        job.held = true;
        const id = `claim:${job.id}:${it.revision + 1}`;
        work.effects.push({ id, kind: 'claim', host: job.host });
      } else if (it.state === 'closed' && job.held) {
        job.held = false;
        // A host that was never looked at keeps what is known of it: this word is older than any.
        const id = `release:${job.id}:${it.revision + 1}`;
        if (!looked) work.effects.push({ id, kind: 'release', host: job.host, verdict: null, at: 0 });
      }
    }
  },
};

/** Nobody but this incident knows of it yet. */
const waits = (job: Job): boolean => job.state === 'planned' || job.state === 'approved';

const isOpen = (job: Job): boolean => waits(job) || isUnderWay(job);

/** It broke, or may have been carried out, and nobody has taken it back since: people must look. */
function isInDoubt({ jobs }: Incident, job: Job): boolean {
  if (job.state !== 'unknown' && job.state !== 'failed') return false;
  return (
    job.mode === 'change' &&
    job.beside !== true &&
    !jobs.some((one) => one.undoes === job.id && one.state === 'done')
  );
}

/** When the job's present state ends by itself (epoch ms). */
function deadlineOf(job: Job): number {
  if (waits(job)) return job.approveBy;
  if (job.state === 'accepted') return (job.acceptedAt ?? job.askedAt) + job.limitMs + GRACE_MS;
  return (job.expiresAt ?? job.askedAt) + (job.delivered ? GRACE_MS : 0);
}

/** A new job that undoes one which was, or may have been, carried out; it needs consent like any change. */
function takeBack(work: Work, event: TakenBack): void {
  const done = work.it.jobs.find((job) => job.id === event.job);
  if (!done?.undo || !['done', 'failed', 'unknown'].includes(done.state)) return;
  planJob(work, event, { ...done.undo, host: done.host, mode: 'change', undoes: done.id });
}

/** Who wants a job, by which event; `held`: the incident has the host already. */
type Wish = { id: string; person: Job['by']; because?: string; needs?: number; held?: boolean };

/** A job as it is asked for, by an event or by another machine: it waits for consent, or is sent at once. */
export function planJob(work: Work, wish: Wish | Ordered | TakenBack, wanted: JobPlan): Job {
  const { it, now } = work;
  const { host, op, mode, limitMs, args, preconditions = [], undo = null, undoes = null } = wanted;
  const n = it.jobs.filter((job) => job.host === host && job.op === op).length + 1;
  const { consent, beside, heldBack, byKey } = wanted;
  const changes = mode === 'change' && beside !== true;
  const isRival = (job: Job): boolean => job.host === host && job.mode === 'change' && job.beside !== true;
  const rival = it.jobs.find((job) => isRival(job) && isOpen(job));
  const job: Job = {
    id: `${it.id}.${host}.${op}.${n}`,
    wish: wish.id,
    host,
    op,
    mode,
    limitMs,
    args,
    preconditions,
    undo,
    undoes,
    ...(consent === undefined ? {} : { consent }),
    ...(beside === undefined ? {} : { beside }),
    ...(heldBack === undefined ? {} : { heldBack }),
    ...(byKey === undefined ? {} : { byKey }),
    by: wish.person,
    because: wish.because ?? null,
    needs: mode === 'change' && consent !== 'none' ? Math.max(1, wish.needs ?? 1) : 0,
    approvals: [],
    invites: [],
    state: 'planned',
    why: null,
    askedAt: now,
    approveBy: now + APPROVE_WITHIN_MS,
    expiresAt: null,
    deliveredAt: null,
    acceptedAt: null,
    endedAt: null,
    tookMs: null,
    delivered: false,
    // Whoever orders has been given the host before; to take something back, it is asked for anew.
    held: 'type' in wish ? wish.type === 'ordered' : (wish.held ?? true),
  };
  it.jobs.push(job);
  speakAt(work, now);
  if (changes && rival !== undefined) end(work, job, 'refused', `busy: ${rival.id}`);
  else if (job.needs === 0) send(work, job);
  else if (job.byKey === true) askHost(work, job, 'prepare', job.approveBy);
  return job;
}

function hear(work: Work, job: Job, event: Happening): void {
  switch (event.type) {
    case 'approved':
      approve(work, job, event);
      break;
    case 'invited':
      invite(work, job, event);
      break;
    case 'denied':
      if (waits(job)) end(work, job, 'denied', event.because ?? null, event.person);
      break;
  }
  // Nobody has sent it, so nobody can have done it.
  if (job.expiresAt === null) return;
  switch (event.type) {
    case 'dispatched':
      job.delivered = true;
      job.deliveredAt ??= work.now;
      speakAt(work, work.now);
      break;
    case 'host-absent':
      absent(work, job, event.why, event.told);
      break;
    case 'accepted':
      if (job.state !== 'dispatched' && job.state !== 'unknown') break;
      Object.assign(job, { state: 'accepted', delivered: true, acceptedAt: work.now, why: null });
      speakAt(work, work.now);
      break;
    case 'done':
      if (isSettled(job)) break;
      job.tookMs = event.tookMs;
      end(work, job, 'done', null);
      break;
    case 'refused':
      if (isSettled(job)) break;
      end(work, job, endedAs(job, event.code), `${event.code}: ${event.why}`);
      break;
  }
}

/** Consent of one more person, never of the one who asked, and of each only once. */
function approve(work: Work, job: Job, event: Extract<Happening, { type: 'approved' }>): void {
  const { person, because, key } = event;
  // A word in the chat is no signature.
  if (job.byKey === true && key === undefined) return;
  const already = job.approvals.some((one) => samePerson(one.person, person));
  if (job.state !== 'planned' || samePerson(job.by, person) || already || work.now >= job.approveBy) return;
  job.approvals = [
    ...job.approvals,
    {
      person,
      at: work.now,
      ...(because === undefined ? {} : { because }),
      ...(key === undefined ? {} : { key }),
    },
  ];
  job.invites = job.invites.filter((one) => !samePerson(one.person, person));
  speakAt(work, work.now);
  if (job.approvals.length < job.needs) return;
  if (job.heldBack === true) job.state = 'approved';
  else send(work, job);
}

/** A code for one person, in place of an earlier one of theirs. */
function invite({ now }: Work, job: Job, event: Extract<Happening, { type: 'invited' }>): void {
  const { person, code, until } = event;
  if (job.state !== 'planned' || job.byKey !== true || samePerson(job.by, person) || now >= until) return;
  const others = job.invites.filter((one) => !samePerson(one.person, person));
  job.invites = [...others, { person, code, until: Math.min(until, job.approveBy) }];
}

/** What had to come first has come. */
export function letGo(work: Work, job: Job): void {
  if (job.state === 'approved') send(work, job);
}

/** It is not wanted any more, and nobody but this incident knows of it. */
export function callOff(work: Work, job: Job, why: string, by?: Job['by']): void {
  if (waits(job)) end(work, job, 'cancelled', why, by);
}

function send(work: Work, job: Job): void {
  // Signed with its own end already, where people signed it with keys of their own.
  const expiresAt = job.byKey === true ? job.approveBy : work.now + JOB_LIFE_MS;
  Object.assign(job, { state: 'dispatched', expiresAt });
  speakAt(work, work.now);
  askHost(work, job, 'dispatch', expiresAt);
}

function askHost(work: Work, job: Job, kind: 'dispatch' | 'prepare', expiresAt: number): void {
  work.effects.push({
    id: `${kind}:${job.id}`,
    kind,
    host: job.host,
    job: {
      id: job.id,
      op: job.op,
      args: job.args,
      incident: work.it.id,
      requester: requesterOf(job.by),
      approvedBy: job.approvals.map(({ person }) => requesterOf(person)),
      preconditions: job.preconditions,
      expiresAt,
    },
  });
}

function absent(work: Work, job: Job, why: string, told: string | undefined): void {
  if (job.state !== 'dispatched') return;
  // A host that is only away is waited for until the job expires.
  if (why !== 'absent') {
    end(work, job, 'refused', told === undefined ? why : `${why}: ${told}`);
    return;
  }
  job.why = why;
  speakAt(work, work.now);
}

/** Ended in a way that no later word changes; late words do settle what was unknown or expired. */
const isSettled = (job: Job): boolean =>
  !isOpen(job) && job.state !== 'unknown' && job.state !== 'expired' && job.state !== 'cancelled';

function endedAs(job: Job, code: string): 'failed' | 'unknown' | 'refused' {
  if (code === 'failed') return 'failed';
  const reached = job.delivered || job.state === 'accepted';
  return MAY_HAVE_RUN.has(code) && reached ? 'unknown' : 'refused';
}

function tick(work: Work): void {
  for (const job of work.it.jobs) {
    if (!isOpen(job) || work.now < deadlineOf(job)) continue;
    if (waits(job)) end(work, job, 'expired', 'not-approved');
    else if (job.state === 'dispatched' && !job.delivered) end(work, job, 'expired', 'not-delivered');
    else end(work, job, 'unknown', job.state === 'accepted' ? 'no-end-reported' : 'no-answer');
  }
}

function end(work: Work, job: Job, state: Job['state'], why: string | null, by?: Job['by']): void {
  Object.assign(job, { state, why, endedAt: work.now }, by === undefined ? {} : { deniedBy: by });
  speakAt(work, work.now);
}
