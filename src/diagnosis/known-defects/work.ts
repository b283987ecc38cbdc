/**
 * @module diagnosis/known-defects/work
 * Defects of the work itself: load, sessions, tools, jobs, channels.
 * Read in the threads in November 2026; nothing is listed that no thread says.
 */
import type { KnownDefect } from './known-defect.ts';

export const WORK: readonly KnownDefect[] = [
  {
    number: 73433,
    says: 'The gateway keeps one processor at 100 % from its start on, so connects time out and answers take minutes.',
    findings: ['event-loop-saturated', 'handshake-timeout', 'upgrade-regression'],
    from: '2026.4.25',
    to: '2026.4.26',
  },
  {
    number: 74728,
    says: 'The idle gateway still blocks its event loop for up to 35 s now and then, and its memory grows.',
    findings: ['event-loop-saturated', 'memory-pressure'],
    from: '2026.4.27',
    to: '2026.4.27',
  },
  {
    number: 76109,
    says: 'Minutes after the start the event loop is blocked for 40 s and more, without any work.',
    findings: ['event-loop-saturated', 'handshake-timeout', 'upgrade-regression'],
    from: '2026.4.29',
    to: '2026.4.29',
  },
  {
    number: 86201,
    says: 'Answers are slow and the processor busy after the update; timeouts follow.',
    findings: ['event-loop-saturated'],
    from: '2026.5.22',
    to: '2026.5.22',
  },
  {
    number: 70004,
    says: 'A lock of a session that was killed is never taken away, and every later run waits for it.',
    findings: ['session-stuck', 'stale-lock'],
    fixed: '2026.4.23',
  },
  {
    number: 86530,
    says: 'The lock of a session stays after its end, so that the next request waits 60 s in vain.',
    findings: ['session-stuck', 'stale-lock'],
    from: '2026.5.22',
    to: '2026.5.22',
  },
  {
    number: 70485,
    says: 'Agents are started with an empty list of tools, whatever the configuration says.',
    findings: ['tool-policy-denies'],
    from: '2026.4.22',
    goodBefore: true,
    to: '2026.4.22',
  },
  {
    number: 32991,
    says: 'Every tool is answered with “Tool not found” after the update.',
    findings: ['tool-policy-denies', 'upgrade-regression'],
    from: '2026.3.2',
    goodBefore: true,
    to: '2026.3.2',
  },
  {
    number: 71187,
    says: 'The process tool is not given to the main agent, though exec tells the model to use it.',
    findings: ['tool-policy-denies'],
    from: '2026.4.20',
    to: '2026.4.20',
  },
  {
    number: 13954,
    says: 'After several quick restarts the next runs of all jobs are set days ahead, and nothing fires.',
    findings: ['cron-no-next-wake', 'cron-disabled'],
    from: '2026.2.3',
    to: '2026.2.9',
  },
  {
    number: 27870,
    says: 'Telegram’s polling ends without a word after a run, while health stays green.',
    findings: ['channel-disconnected', 'probe-false-green', 'channel-ingress-unavailable'],
    from: '2026.2.25',
    to: '2026.2.26',
  },
  {
    number: 73115,
    says: 'Telegram’s polling breaks down and is restarted for ever.',
    findings: ['channel-disconnected', 'dns-or-network-egress', 'upgrade-regression'],
    from: '2026.4.24',
    goodBefore: true,
    to: '2026.4.25',
  },
  {
    number: 78473,
    says: 'Once Telegram’s polling has stalled, it never takes up again until the gateway is restarted.',
    findings: ['channel-disconnected', 'probe-false-green', 'channel-ingress-unavailable'],
    from: '2026.5.4',
    to: '2026.5.7',
  },
];
