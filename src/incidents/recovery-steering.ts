/**
 * @module incidents/recovery-steering
 * What people do to a recovery: ask others to agree to its plan, call it off, steer what runs, take it over. Each is by
 * name; what does not fit how it stands changes nothing.
 */

import { requesterOf } from '../outbox/person.ts';
import { callOff, planJob } from './job-machine.ts';
import { freezeIdOf, isOver, PLAN_LIFE_MS, type Recovery, type RecoveryEnd } from './recovery.ts';
import { end, jobOf, limitOf, retell } from './recovery-step.ts';
import type { Happening, Work } from './work.ts';

type Started = Extract<Happening, { type: 'start' }>;
type Steered = Extract<Happening, { type: 'steered' }>;
type Escalated = Extract<Happening, { type: 'escalated' }>;

/** Others are asked for their consent to exactly this plan. */
export function start(work: Work, one: Recovery, event: Started): void {
  const { plan, digest } = one;
  if (one.state !== 'planned' || plan === null || digest === null || event.digest !== digest) return;
  if (work.now >= (one.plannedAt ?? 0) + PLAN_LIFE_MS) return;
  const { by = 'slack', needs = 1 } = plan.consent ?? {};
  const freeze = freezeIdOf(one);
  const op = 'recovery.run';
  const args = { ...(one.gateway === null ? {} : { gateway: one.gateway }), plan: digest, freeze };
  const more = { heldBack: true, ...(by === 'person-key' ? { byKey: true as const } : {}) } as const;
  const because = event.because ?? one.because ?? undefined;
  const job = planJob(
    work,
    { id: event.id, person: event.person, needs, ...(because === undefined ? {} : { because }) },
    { host: one.host, op, mode: 'change', limitMs: limitOf(op), args, ...more },
  );
  Object.assign(one, {
    state: 'consenting',
    runJob: job.id,
    freeze: { id: freeze, state: 'wanted' },
    started: { by: event.person, at: work.now, because: because ?? null },
  });
  retell(work, one);
}

/** Before it runs, there is nothing to steer but to call it off; while it runs, the host is told. */
export function steer(work: Work, one: Recovery, event: Steered): void {
  const run = jobOf(work.it, one.runJob);
  const begun = one.state === 'running' || one.state === 'looking' || isOver(one);
  if (event.act === 'abort' && !begun) {
    if (run !== undefined) callOff(work, run, 'cancelled', event.person);
    end(work, one, 'cancelled', null, event.person);
    return;
  }
  if (one.state !== 'running' || run === undefined) return;
  const { act, step, because } = event;
  const op = 'recovery.steer';
  const args = {
    ...{ run: run.id, act, by: requesterOf(event.person) },
    ...(step === undefined ? {} : { step }),
    ...(because === undefined ? {} : { because: because.slice(0, 500) }),
  };
  const terms = { op, mode: 'change', limitMs: limitOf(op), consent: 'none', beside: true } as const;
  const job = planJob(work, event, { host: one.host, ...terms, args });
  const told = { job: job.id, act, by: event.person, because: because ?? null, at: work.now };
  one.steers = [...one.steers, told];
  retell(work, one);
}

/** Ends after which people may still take over; after the others there is nothing left to take. */
const TAKEN_OVER: ReadonlySet<RecoveryEnd> = new Set([
  'still-failing',
  'not-confirmed',
  'rolled-back',
  'refused',
  'unknown',
]);

/** People take over. What runs is ended first: the host puts back what it has changed. */
export function escalate(work: Work, one: Recovery, event: Escalated): void {
  if (one.end !== null && !TAKEN_OVER.has(one.end.as)) return;
  // Once it is over: what runs still changes what there is to tell.
  one.handOver ??= { by: event.person, begun: false, desk: null };
  if (one.end !== null) {
    end(work, one, 'escalated', one.end.because, event.person);
  } else if (one.state === 'running') {
    steer(work, one, { ...event, type: 'steered', act: 'abort' });
  } else {
    const run = jobOf(work.it, one.runJob);
    if (run !== undefined) callOff(work, run, 'escalated', event.person);
    end(work, one, 'escalated', null, event.person);
  }
  if (one.end?.as === 'escalated' && event.because !== undefined) one.end.said = event.because.slice(0, 500);
}
