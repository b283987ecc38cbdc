/**
 * @module diagnosis/cards/automations
 * What the gateway does by itself: scheduled jobs and heartbeats. What is skipped on purpose is a remark.
 * Whatever the log says, a job that has run well since is well.
 */
import type { Condition } from '../condition.ts';
import { change, look } from '../fix.ts';
import { CHANNELS, JOBS, LOGS, RESTART } from './commands.ts';
import { fault } from './fault.ts';

/** Whatever the log says, each has run well since. */
const JOBS_WELL: Condition = { fact: 'schedule.failing', is: false };
const FAILING_JOBS = { jobs: 'schedule.failing-jobs' } as const;

export const AUTOMATIONS_CARDS = [
  fault('cron-disabled', {
    says: {
      en: {
        title: 'The scheduler is off',
        says: 'Automations and heartbeats do not run because the scheduler is disabled.',
        mistakenWhen: 'There are no jobs.',
      },
    },
    signs: ['schedule.sign', 'disabled'],
    severity: 2,
    remediation: 'config-rollback',
    // Switched off where nobody has a job: nothing is missed.
    // Or switched on since: the log keeps the line, and the gateway says how it is now.
    contradicting: [
      { fact: 'schedule.own-jobs', is: 0 },
      { fact: 'schedule.running', is: true },
    ],
    checks: [JOBS],
    fixes: [change('openclaw config set cron.enabled true'), RESTART],
    suppresses: ['cron-no-next-wake'],
  }),
  fault('cron-no-next-wake', {
    says: {
      en: {
        title: 'The scheduler does not wake',
        says: 'The scheduler is on, but its timer does not fire or has no next time.',
        mistakenWhen: 'All jobs are disabled.',
      },
    },
    families: ['scheduler'],
    signs: ['schedule.sign', 'no-next-wake', 'timer-silent'],
    severity: 2,
    remediation: 'restart+validate',
    fromText: 0.58,
    checks: [JOBS],
    fixes: [RESTART],
  }),
  fault('cron-tick-failed', {
    says: {
      en: {
        title: 'The scheduler tick fails',
        says: 'The scheduler wakes and fails; see its error.',
        mistakenWhen: 'One job failed, not the tick.',
      },
    },
    families: ['scheduler'],
    signs: ['schedule.sign', 'tick-failed'],
    severity: 2,
    remediation: 'restart+validate',
    checks: [JOBS, LOGS],
    fixes: [LOGS],
  }),
  fault('cron-run-error', {
    says: {
      en: {
        title: 'An automation fails',
        says: 'The last run of {jobs|a job} ended with an error.',
        mistakenWhen: 'It was skipped on purpose.',
      },
    },
    families: ['job-runs'],
    signs: ['schedule.sign', 'run-error'],
    params: FAILING_JOBS,
    contradicting: [JOBS_WELL],
    fromText: 0.58,
    checks: [look('openclaw automations runs {job}')],
    fixes: [look('openclaw automations runs {job}')],
  }),
  fault('cron-delivery-failed', {
    says: {
      en: {
        title: 'A job ran, its result was not delivered',
        says: '{jobs|A job} ran; its message had no target or could not be sent.',
        mistakenWhen: 'The job did not run at all.',
      },
    },
    families: ['job-runs'],
    signs: ['schedule.sign', 'delivery-failed'],
    params: FAILING_JOBS,
    contradicting: [JOBS_WELL],
    checks: [look('openclaw automations runs {job}'), CHANNELS],
    fixes: [change('openclaw automations edit {job}', 'name a channel and a target')],
    suppresses: ['cron-run-error'],
  }),
  fault('heartbeat-skipped', {
    says: {
      en: {
        title: 'Heartbeats are skipped',
        says: 'A heartbeat was skipped by design ({reason|the log says why}).',
        mistakenWhen: 'It runs and replies without a message.',
      },
    },
    families: ['heartbeat'],
    quietInLog: true,
    signs: ['schedule.sign', 'heartbeat-skipped'],
    severity: 4,
    remediation: 'informational',
    checks: [look('openclaw system heartbeat last')],
    fixes: [look('openclaw system heartbeat last')],
  }),
  fault('heartbeat-no-route', {
    says: {
      en: {
        title: 'The heartbeat has no recipient',
        says: 'No owner or route is set, so heartbeats go nowhere.',
        mistakenWhen: 'Direct messages are blocked for it.',
      },
    },
    families: ['heartbeat'],
    quietInLog: true,
    signs: ['schedule.sign', 'heartbeat-no-route'],
    severity: 4,
    fromText: 0.62,
    checks: [look('openclaw config get commands.ownerAllowFrom')],
    fixes: [change('openclaw config set commands.ownerAllowFrom ["{owner}"]')],
    suppresses: ['heartbeat-skipped'],
  }),
  fault('heartbeat-unknown-account', {
    says: {
      en: {
        title: 'The heartbeat names an unknown account',
        says: 'The configured account of the heartbeat does not exist.',
        mistakenWhen: 'The channel was not loaded yet.',
      },
    },
    families: ['heartbeat'],
    signs: ['schedule.sign', 'heartbeat-unknown-account'],
    remediation: 'config-rollback',
    checks: [look('openclaw config get agents.defaults.heartbeat')],
    fixes: [change('openclaw config set agents.defaults.heartbeat.accountId {account}')],
    suppresses: ['heartbeat-skipped'],
  }),
  fault('heartbeat-dm-blocked', {
    says: {
      en: {
        title: 'The direct-message policy blocks heartbeats',
        says: 'The direct policy of the heartbeat blocks its delivery.',
        mistakenWhen: 'No route is set at all.',
      },
    },
    families: ['heartbeat'],
    signs: ['schedule.sign', 'heartbeat-dm-blocked'],
    remediation: 'policy-relax-test',
    checks: [look('openclaw config get agents.defaults.heartbeat.directPolicy')],
    fixes: [change('openclaw config set agents.defaults.heartbeat.directPolicy allow')],
    suppresses: ['heartbeat-skipped'],
  }),
] as const;
