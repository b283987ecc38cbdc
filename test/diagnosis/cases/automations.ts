/** Rows of the cards in diagnosis/cards/automations. */
import { type Cases, read, signed } from './case.ts';

export const AUTOMATIONS_CASES = {
  'cron-disabled': signed('schedule', 'disabled', {
    staysQuiet: [
      { 'schedule.sign': 'disabled', 'schedule.own-jobs': 0 },
      { 'schedule.sign': 'disabled', 'schedule.own-jobs': 1, 'schedule.running': true },
    ],
  }),
  'cron-no-next-wake': signed('schedule', 'no-next-wake', { fires: [{ 'schedule.sign': 'timer-silent' }] }),
  'cron-tick-failed': read(
    'cron: timer tick failed: SQLITE_IOERR: disk I/O error',
    'cron: scheduler disabled; jobs will not run automatically',
  ),
  'cron-run-error': signed('schedule', 'run-error', {
    staysQuiet: [{ 'schedule.sign': 'run-error', 'schedule.failing': false }],
  }),
  'cron-delivery-failed': signed('schedule', 'delivery-failed', {
    staysQuiet: [{ 'schedule.sign': 'delivery-failed', 'schedule.failing': false }],
  }),
  'heartbeat-skipped': read('heartbeat skipped: quiet-hours', 'heartbeat skipped reason=dm-blocked'),
  'heartbeat-no-route': read('heartbeat skipped reason=no-route', 'heartbeat skipped reason=quiet-hours'),
  'heartbeat-unknown-account': read(
    'heartbeat: unknown accountId "work"',
    'heartbeat skipped reason=no-route',
  ),
  'heartbeat-dm-blocked': read(
    'heartbeat skipped reason=dm-blocked',
    'agents.defaults.heartbeat.directPolicy = "allow"',
  ),
} satisfies Record<string, Cases>;
