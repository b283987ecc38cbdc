/**
 * @module incidents/recovery-machine
 * Bringing a gateway back, from the wish to the look afterwards. It never says more than the host has written down, and
 * "recovered" only when the finding that it began with is gone. Its orders are jobs, its looks are runs.
 */
import { findsNothingToMend } from '../runbooks/before-restart.ts';
import { callOff } from './job-machine.ts';
import type { Incident } from './record.ts';
import { isOver, PLAN_LIFE_MS, type Recovery } from './recovery.ts';
import { findFirst, noPlan, wish } from './recovery-plan.ts';
import {
  conclude,
  consent,
  freezeBy,
  frozen,
  judge,
  learn,
  notFrozen,
  waitForFreeze,
} from './recovery-run.ts';
import { nextSign, signOfLife } from './recovery-signs.ts';
import { escalate, start, steer } from './recovery-steering.ts';
import { end, jobOf, retell, said } from './recovery-step.ts';
import type { Happening, Machine, Work } from './work.ts';

export const RECOVERY_MACHINE: Machine = {
  happen(work, event) {
    if (event.type === 'recover') wish(work, event);
    for (const one of work.it.recoveries) {
      if ('recovery' in event && event.recovery === one.id) hear(work, one, event);
      if (event.type === 'evidence') learn(work, one, event.order, event.reports ?? []);
      if (touches(one, event)) retell(work, one);
      goOn(work, one);
    }
  },
  busy: (it) => it.recoveries.some((one) => !isOver(one)),
  underWay: (it) => it.recoveries.some((one) => !isOver(one)),
  wakeAt(it) {
    const times = it.recoveries.flatMap((one) => [...deadlineOf(it, one), ...nextSign(it, one)]);
    return times.length === 0 ? null : Math.min(...times);
  },
  close(work) {
    for (const one of work.it.recoveries) {
      const run = jobOf(work.it, one.runJob);
      if (run !== undefined) callOff(work, run, 'closed');
      const begun = one.state === 'running' || one.state === 'looking' || isOver(one);
      if (!begun) end(work, one, 'cancelled', said('closed'));
    }
  },
  follow() {},
};

/** Does the event say anything of one of its orders? What evidence reports is heard by itself. */
function touches(one: Recovery, event: Happening): boolean {
  if (event.type === 'evidence') return false;
  const id =
    'order' in event ? event.order : 'job' in event && typeof event.job === 'string' ? event.job : null;
  return id !== null && (id === one.planJob || id === one.runJob);
}

/** What people, and the freeze, say to it. */
function hear(work: Work, one: Recovery, event: Happening): void {
  switch (event.type) {
    case 'start':
      start(work, one, event);
      break;
    case 'steered':
      steer(work, one, event);
      break;
    case 'escalated':
      escalate(work, one, event);
      break;
    case 'freeze-begun':
      frozen(work, one);
      break;
    case 'freeze-refused':
      notFrozen(work, one, event);
      break;
  }
}

/** What follows from how its jobs, its look and the clock stand now. */
function goOn(work: Work, one: Recovery): void {
  switch (one.state) {
    case 'finding':
      findFirst(work, one);
      break;
    case 'planning':
      noPlan(work, one);
      break;
    case 'planned':
      if (one.plan?.path === 'escalate')
        end(work, one, findsNothingToMend(one.plan.because) ? 'refused' : 'escalated', one.plan.because);
      else if (work.now >= (one.plannedAt ?? 0) + PLAN_LIFE_MS)
        end(work, one, 'expired', said('plan-too-old'));
      break;
    case 'consenting':
      consent(work, one);
      break;
    case 'freezing':
      waitForFreeze(work, one);
      break;
    case 'running': {
      conclude(work, one);
      const [due = Number.POSITIVE_INFINITY] = nextSign(work.it, one);
      if (work.now >= due) signOfLife(work, one);
      break;
    }
    case 'looking':
      judge(work, one);
      break;
    case 'over':
      // A late word of the host settles what nobody knew.
      if (one.end?.as === 'unknown' && isSettledNow(work, one)) conclude(work, one);
      break;
  }
}

/** The host has said after all how it ended. */
const isSettledNow = (work: Work, one: Recovery): boolean =>
  jobOf(work.it, one.runJob)?.state === 'done' && (one.progress?.outcome ?? null) !== null;

/** When its present state ends by itself (epoch ms); its jobs and its look have their own ends. */
function deadlineOf(it: Incident, one: Recovery): number[] {
  if (one.state === 'planned') return [(one.plannedAt ?? 0) + PLAN_LIFE_MS];
  return one.state === 'freezing' ? [freezeBy(it, one)] : [];
}
