/** The notice of a freeze, as people read it. */
import { describe, expect, it } from 'vitest';
import type { FreezeView, TargetView } from '../../src/freezes/notifier.ts';
import { composeFreeze, whyWords } from '../../src/messages/freeze.ts';
import { DANA, HOUR, heldBy, LI, MINUTE, T0 } from '../freezes/given.ts';

const target = (host: string, more: Partial<TargetView> = {}): TargetView => ({
  host,
  gateway: null,
  state: 'held',
  rival: null,
  retries: false,
  words: { default: { held: 'leased', why: null } },
  ...more,
});
const view = (more: Partial<FreezeView> = {}): FreezeView => ({
  freeze: 'frz-1',
  state: 'active',
  requester: DANA,
  because: 'token-drift',
  incident: 'inc-7',
  startedAt: T0,
  from: T0,
  until: T0 + 30 * MINUTE,
  began: true,
  targets: [target('node-3')],
  acknowledged: [],
  extended: [],
  ended: null,
  link: null,
  at: T0 + MINUTE,
  ...more,
});
const read = (more: Partial<FreezeView> = {}, what: 'freeze' | 'reminder' | 'ended' = 'freeze'): string[] => {
  const { headline, parts } = composeFreeze({ what, view: view(more) });
  const lines = parts.map((part) =>
    part.kind === 'line' ? part.spans.map(({ text }) => text).join('') : '',
  );
  return [headline, ...lines];
};
const announced = (code: string, params: Record<string, string> = {}): Partial<TargetView> => ({
  words: { '': { held: 'announced', why: { code, params } } },
});

describe('a notice', () => {
  it('says what must not be done, until when, why and by whom', () => {
    expect(read({ acknowledged: [{ person: LI, at: T0 }] })).toEqual([
      'Change freeze on node-3 · active',
      'No config edits, restarts or updates until 21 Nov 03:30:00 UTC.',
      'Reason: token-drift',
      'Incident: inc-7. Its own steps go on.',
      'Started by dana, 21 Nov 03:00:00 UTC. Expires by itself, even if the bot is down.',
      'Acknowledged: li.',
      'Held by OpenClaw: node-3. The gateway takes no new work.',
    ]);
  });

  it.each<[what: string, line: string, more: Partial<FreezeView>]>([
    [
      'that the host is away',
      'Announced only: node-3 – host agent is not connected.',
      { targets: [target('node-3', announced('host.absent'))] },
    ],
    [
      'what two hosts have in common once',
      'Announced only: node-3, node-4 – host agent is not connected.',
      { targets: [target('node-3', announced('host.absent')), target('node-4', announced('host.absent'))] },
    ],
    [
      'that the host has not answered yet',
      'Waiting for the host agent: node-3.',
      { targets: [target('node-3', { words: {} })] },
    ],
    [
      'which of several gateways is not held',
      'Announced only: node-3/work – this OpenClaw version has no suspend lease.',
      {
        targets: [
          target('node-3', {
            words: {
              default: { held: 'leased', why: null },
              work: { held: 'announced', why: { code: 'lease.not-offered', params: {} } },
            },
          }),
        ],
      },
    ],
    [
      'whom somebody else holds',
      'Not covered: node-4, held by sam until 21 Nov 04:00:00 UTC. Thread',
      { targets: [target('node-3'), target('node-4', { state: 'refused', rival: heldBy(), words: {} })] },
    ],
    [
      'who extended it',
      'Extended by li, 21 Nov 03:00:00 UTC.',
      { extended: [{ person: LI, at: T0, until: T0 + HOUR, because: null }] },
    ],
    [
      'who lifted it, and why',
      'Lifted by li, 21 Nov 03:09:00 UTC: done',
      {
        state: 'lifted',
        ended: { at: T0 + 9 * MINUTE, noticedAt: T0 + 9 * MINUTE, by: LI, because: 'done', recovery: false },
      },
    ],
    [
      'that it ended with a recovery, not by somebody’s hand',
      'Ended with the recovery that li asked for, 21 Nov 03:09:00 UTC.',
      {
        state: 'lifted',
        ended: { at: T0 + 9 * MINUTE, noticedAt: T0 + 9 * MINUTE, by: LI, because: null, recovery: true },
      },
    ],
    [
      'that it ended unseen',
      'The bot was not running at that time. It noticed at 21 Nov 05:00:00 UTC.',
      {
        state: 'lapsed',
        ended: { at: T0 + 30 * MINUTE, noticedAt: T0 + 2 * HOUR, by: null, because: null, recovery: false },
      },
    ],
    [
      'that it never began',
      'It never started: the bot was not running from 21 Nov 03:00:00 UTC until 21 Nov 03:30:00 UTC.',
      {
        began: false,
        state: 'lapsed',
        ended: { at: T0 + 30 * MINUTE, noticedAt: T0 + 2 * HOUR, by: null, because: null, recovery: false },
      },
    ],
    [
      'when a planned one begins',
      'No config edits, restarts or updates from 21 Nov 04:00:00 UTC until 21 Nov 05:00:00 UTC.',
      { state: 'planned', from: T0 + HOUR, until: T0 + 2 * HOUR },
    ],
  ])('says %s', (_what, line, more) => {
    expect(read(more)).toContain(line);
  });

  it('of many hosts counts them, and names them once', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const told = read({ targets: names.map((name) => target(name)) });
    expect(told[0]).toBe('Change freeze on 5 hosts · active');
    expect(told).toContain('Hosts: a, b, c, d, e.');
  });

  it('lets times run in each reader’s own time', () => {
    const { parts } = composeFreeze({ what: 'freeze', view: view() });
    expect(JSON.stringify(parts)).toContain(`"at":${T0 + 30 * MINUTE}`);
  });

  it('is short when it reminds', () => {
    expect(read({ at: T0 + 20 * MINUTE }, 'reminder')).toEqual([
      'Change freeze on node-3 ends soon',
      'Ends 21 Nov 03:30:00 UTC, in 10 min. Extend it if the work is not done.',
    ]);
  });
});

it('a reason that only a newer host knows is shown as it came', () => {
  expect(whyWords({ code: 'lease.frobbed', params: { by: 'x' } })).toBe('lease.frobbed (x)');
  expect(whyWords({ code: 'host.refused', params: { code: 'policy', why: '…' } })).toBe(
    'the policy of the host does not allow it',
  );
  expect(whyWords({ code: 'host.refused', params: { code: 'ttl', why: 'too late' } })).toBe(
    'refused by the host agent: too late',
  );
});
