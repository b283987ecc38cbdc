/** Rows of the cards in diagnosis/cards/automations. */
import { type Cases, signed } from './case.ts';

export const AUTOMATIONS_CASES = {
  'cron-disabled': signed('schedule', 'disabled', {
    staysQuiet: [{ 'schedule.sign': 'disabled', 'schedule.own-jobs': 0 }],
  }),
  'cron-no-next-wake': signed('schedule', 'no-next-wake', { fires: [{ 'schedule.sign': 'timer-silent' }] }),
  'cron-tick-failed': signed('schedule', 'tick-failed'),
  'cron-run-error': signed('schedule', 'run-error', {
    staysQuiet: [{ 'schedule.sign': 'run-error', 'schedule.failing': false }],
  }),
  'cron-delivery-failed': signed('schedule', 'delivery-failed', {
    staysQuiet: [{ 'schedule.sign': 'delivery-failed', 'schedule.failing': false }],
  }),
  'heartbeat-skipped': signed('schedule', 'heartbeat-skipped'),
  'heartbeat-no-route': signed('schedule', 'heartbeat-no-route'),
  'heartbeat-unknown-account': signed('schedule', 'heartbeat-unknown-account'),
  'heartbeat-dm-blocked': signed('schedule', 'heartbeat-dm-blocked'),
} satisfies Record<string, Cases>;
