/**
 * @module diagnosis/complaint/explanations/own-accord
 * Why nothing comes of its own accord: the scheduler is off, or heartbeats are.
 */
import type { Condition } from '../../condition.ts';
import type { Explanation } from './explanation.ts';

/** The gateway's own word for why the last one was not sent. */
const skippedLast = (id: Explanation['id'], ...words: string[]): Explanation => ({
  id,
  topics: ['heartbeat'],
  of: 'gateway',
  when: { either: words.map((word): Condition => ({ fact: 'heartbeat.last-skip', is: word })) },
  sure: 0.75,
  setting: 'the last one was skipped: {heartbeat.last-skip}',
});

export const OWN_ACCORD: readonly Explanation[] = [
  {
    id: 'cron-disabled',
    topics: ['schedule', 'heartbeat'],
    of: 'gateway',
    when: { fact: 'schedule.enabled', is: false },
    sure: 0.85,
    setting: 'cron.enabled=false',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.off', is: true },
    sure: 0.8,
    setting: 'heartbeat.every=0m',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.quiet', is: true },
    sure: 0.7,
    setting: 'heartbeat.activeHours={agent.heartbeat.hours}, and it is outside of them now',
  },
  {
    id: 'heartbeat-no-route',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.silent', is: true },
    sure: 0.75,
    setting: 'heartbeat.target=none',
  },
  {
    id: 'heartbeat-dm-blocked',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.no-directs', is: true },
    sure: 0.7,
    setting: 'heartbeat.directPolicy=block',
  },
  {
    id: 'cron-disabled',
    topics: ['schedule', 'heartbeat'],
    of: 'gateway',
    when: {
      all: [
        { fact: 'schedule.running', is: false },
        { fact: 'schedule.enabled', is: true },
      ],
    },
    sure: 0.85,
    setting: 'the gateway was started without its scheduler (OPENCLAW_SKIP_CRON)',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.left-out', is: true },
    sure: 0.75,
    setting: 'another agent has a heartbeat of its own, so this one has none',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'gateway',
    when: { fact: 'heartbeat.shown-nowhere', is: true },
    sure: 0.75,
    setting: 'heartbeatVisibility shows no alerts in any channel',
  },
  {
    id: 'heartbeat-no-route',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.ownerless', is: true },
    sure: 0.7,
    setting: 'it goes to the owner, and neither commands.ownerAllowFrom nor a channel names one',
  },
  skippedLast('heartbeat-skipped', 'alerts-disabled', 'empty-heartbeat-file'),
  skippedLast('heartbeat-no-route', 'no-route', 'no-target', 'unknown-account'),
  skippedLast('heartbeat-dm-blocked', 'dm-blocked'),
];
