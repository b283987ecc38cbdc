/** The smallest thing an incident can want said: its status while node-3 is asked. */
import type { Notice } from '../../src/incidents/notifier.ts';
import { CHANNEL, TEAM } from '../fakes/local-slack.ts';

export function aNotice(more: Partial<Notice> = {}): Notice {
  return {
    key: 'status',
    what: 'status',
    place: { via: 'slack', team: TEAM, channel: CHANNEL },
    view: {
      incident: 'inc-1',
      state: 'open',
      requester: { id: 'U01MIRA', via: 'slack', team: TEAM },
      startedAt: Date.now(),
      elapsedMs: 812,
      hosts: [aHost('asking')],
    },
    ...more,
  };
}

export function aHost(state: Notice['view']['hosts'][number]['state']): Notice['view']['hosts'][number] {
  return {
    host: 'node-3',
    state,
    diagnosis: null,
    oldestLook: null,
    newestLook: null,
    order: 'job-1',
    tookMs: null,
  };
}
