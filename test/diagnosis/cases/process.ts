/** Rows of the cards in diagnosis/cards/process. */
import { type Cases, DOWN, read, signed, UP } from './case.ts';

export const PROCESS_CASES = {
  'gateway-frozen': {
    fires: [
      { 'gateway.process.state': 'stopped' },
      { 'gateway.container.state': 'paused' },
      { 'gateway.process.state': 'blocked', 'gateway.http.live': 'timeout' },
    ],
    staysQuiet: [
      // Slow is not frozen, and a moment in the disk queue is not either.
      { ...UP, 'gateway.http.live': 'timeout' },
      { ...UP, 'gateway.process.state': 'blocked' },
      { ...UP, 'gateway.process.state': 'stopped', 'gateway.http.answers': 'late' },
    ],
    cannotTell: [{ 'gateway.http.live': 'timeout' }],
  },
  'service-crash-loop': signed('service', 'crash-loop', {
    fires: [
      {
        'gateway.service.restarts': 9,
        'gateway.service.active': 'activating',
        'gateway.service.exit-code': 1,
      },
      { 'service.sign': 'uncaught-exception' },
      { 'gateway.service.result': 'start-limit-hit', 'gateway.service.exit-code': 1 },
      { ...UP, 'gateway.service.recent-failures': 4, 'gateway.service.exit-code': 0 },
      { ...DOWN, 'gateway.boot.recent-crashes': 3 },
      // Looked at while the next run begins.
      {
        'gateway.process.maybe-starting': true,
        'gateway.listener.state': 'free',
        'gateway.boot.recent-crashes': 3,
      },
    ],
    staysQuiet: [
      { ...DOWN, 'gateway.boot.recent-crashes': 1 },
      {
        'gateway.process.maybe-starting': true,
        'gateway.listener.state': 'free',
        'gateway.boot.recent-crashes': 1,
      },
      // It lasts by now.
      { ...UP, 'gateway.boot.recent-crashes': 3, 'gateway.process.uptime-s': 400 },
      // Restarts that nobody planned are failures; those that were planned are none.
      { ...UP, 'gateway.service.restarts': 12, 'gateway.service.recent-failures': 0 },
      { 'gateway.service.recent-failures': 9, 'gateway.service.exit-code': 78 },
      // 78 is a refusal of the configuration, not a crash; and three restarts in a month are none.
      { 'gateway.service.restarts': 9, 'gateway.service.active': 'failed', 'gateway.service.exit-code': 78 },
      { 'gateway.service.restarts': 2, 'gateway.service.active': 'active', 'gateway.service.exit-code': 1 },
      { 'symptom.word': 'keeps-restarting' },
    ],
    cannotTell: [{ 'gateway.service.restarts': 9 }],
  }),
  'boot-safe-mode': read(
    'channel autostart suppressed by crash-loop breaker; refusing automatic start for telegram',
    'channel autostart: telegram is disabled',
  ),
  'stale-lock': signed('lock', 'owner-gone', {
    fires: [{ 'lock.sign': 'session-file' }],
    // Locks left by a killed process are reclaimed by the next start without a word.
    staysQuiet: [{ 'lock.hint': 'left-over' }],
  }),
} satisfies Record<string, Cases>;
