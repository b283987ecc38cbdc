/** What a freeze does when something happens to it, event by event. */
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/freezes/effect.ts';
import { advance, HOST_ANSWERS_MS, LONGEST_MS, wakeTime } from '../../src/freezes/freeze.ts';
import type { FreezeState } from '../../src/freezes/record.ts';
import {
  begun,
  CHANGES,
  CHANNEL,
  DANA,
  freezeAfter,
  HOUR,
  held,
  heldBy,
  hold,
  LI,
  MINUTE,
  T0,
  type Timed,
  told,
} from './given.ts';

const tick = { type: 'tick' } as const;
const ACTIVE: Timed[] = [
  [begun(), 0],
  [held(), 5],
];
const refusal = (rival = heldBy(), host = 'node-3') =>
  ({ id: `refused ${host}`, type: 'hold-refused', host, gateway: null, rival }) as const;
const lifted = { id: 'lift', type: 'lifted', person: LI, because: 'done' } as const;
const extended = (until: number, id = 'extend:0') => ({ id, type: 'extended', person: LI, until }) as const;

/** `hold node-3`, `dispatch freeze.hold node-3`, `notice freeze in 0`. */
const inShort = (effects: readonly Effect[]): string[] =>
  effects.map((one) => {
    if (one.kind === 'notice') return `notice ${one.what} in ${one.place}`;
    return one.kind === 'dispatch' ? `${one.job.op} ${one.host}` : `${one.kind} ${one.host}`;
  });

describe('a freeze', () => {
  it.each<[what: string, state: FreezeState, effects: string[], events: Timed[]]>([
    ['asks the host’s object first', 'announced', ['hold node-3'], [[begun(), 0]]],
    [
      'tells people and the host once it holds',
      'active',
      ['freeze.hold node-3', 'notice freeze in 0'],
      ACTIVE,
    ],
    [
      'is none where somebody else was first, and nobody is told',
      'refused',
      [],
      [
        [begun(), 0],
        [refusal(), 5],
      ],
    ],
    [
      'that begins later is told at once and stands in nobody’s way',
      'planned',
      ['hold node-3', 'notice freeze in 0'],
      [[begun({ from: T0 + HOUR, until: T0 + 2 * HOUR }), 0]],
    ],
    [
      'that was planned begins by its own time',
      'announced',
      ['hold node-3'],
      [
        [begun({ from: T0 + HOUR, until: T0 + 2 * HOUR }), 0],
        [tick, HOUR],
      ],
    ],
    [
      'is told in each place once',
      'active',
      ['freeze.hold node-3', 'notice freeze in 0', 'notice freeze in 1'],
      [
        [begun({ places: [CHANNEL, CHANGES, CHANNEL] }), 0],
        [held(), 5],
      ],
    ],
    [
      'is acknowledged',
      'active',
      ['notice freeze in 0'],
      [...ACTIVE, [{ id: 'a', type: 'acknowledged', person: LI }, 9]],
    ],
    [
      'is acknowledged once a person',
      'active',
      [],
      [
        ...ACTIVE,
        [{ id: 'a', type: 'acknowledged', person: LI }, 9],
        [{ id: 'b', type: 'acknowledged', person: LI }, 10],
      ],
    ],
    [
      'is extended for host and people',
      'active',
      ['hold node-3', 'freeze.hold node-3', 'notice freeze in 0'],
      [...ACTIVE, [extended(T0 + HOUR), MINUTE]],
    ],
    [
      'asks the host again, and says nothing new before it answers',
      'active',
      ['freeze.hold node-3'],
      [...ACTIVE, [{ id: 'again', type: 'asked-again' }, MINUTE]],
    ],
    [
      'that is over asks nobody again',
      'lifted',
      [],
      [...ACTIVE, [lifted, 1], [{ id: 'again', type: 'asked-again' }, MINUTE]],
    ],
    ['is never made shorter', 'active', [], [...ACTIVE, [extended(T0 + MINUTE), 1]]],
    [
      'is lifted',
      'lifted',
      ['let-go node-3', 'freeze.lift node-3', 'notice freeze in 0'],
      [...ACTIVE, [lifted, MINUTE]],
    ],
    [
      'ends by its own time: the host ends it by itself',
      'lapsed',
      ['let-go node-3', 'notice freeze in 0', 'notice ended in 0'],
      [...ACTIVE, [tick, 30 * MINUTE]],
    ],
    ['does not end before its time', 'active', [], [...ACTIVE, [tick, MINUTE]]],
    ['that is over cannot be extended', 'lifted', [], [...ACTIVE, [lifted, 1], [extended(T0 + HOUR), 2]]],
    [
      'that is over cannot be lifted again',
      'lapsed',
      [],
      [...ACTIVE, [tick, 30 * MINUTE], [lifted, 31 * MINUTE]],
    ],
    [
      'that is over is not held by a late answer',
      'lifted',
      [],
      [
        [begun(), 0],
        [lifted, 1],
        [held(), 2],
      ],
    ],
  ])('%s', (_what, state, effects, events) => {
    const now = freezeAfter(...events);
    expect(now.freeze.state).toBe(state);
    expect(inShort(now.effects)).toEqual(effects);
  });

  it('takes an event that comes again for what it is', () => {
    const { freeze } = freezeAfter(...ACTIVE, [extended(T0 + HOUR), MINUTE]);
    const again = advance(freeze, extended(T0 + 3 * HOUR), T0 + 2 * MINUTE);
    expect(again).toEqual({ freeze, effects: [] });
  });

  it('cannot be extended beyond twelve hours from now', () => {
    const { freeze } = freezeAfter(...ACTIVE, [extended(T0 + 90 * HOUR), MINUTE]);
    expect(freeze.until).toBe(T0 + MINUTE + LONGEST_MS);
  });

  it('of several hosts holds those that are free, and says who holds the others', () => {
    const { freeze } = freezeAfter(
      [begun({ targets: [{ host: 'node-3' }, { host: 'node-4' }] }), 0],
      [refusal(heldBy(), 'node-4'), 3],
      [held(), 5],
    );
    expect(freeze.state).toBe('active');
    expect(freeze.targets.map(({ host, state, rival }) => [host, state, rival?.by ?? null])).toEqual([
      ['node-3', 'held', null],
      ['node-4', 'refused', 'sam'],
    ]);
  });

  it('of the settings takes over when somebody else’s ends', () => {
    const window = begun({ person: { via: 'schedule', id: 'w' }, until: T0 + 3 * HOUR });
    const met = freezeAfter([window, 0], [refusal(), 5]);
    expect(met.freeze).toMatchObject({ state: 'announced' });
    expect(wakeTime(met.freeze)).toBe(T0 + HOUR);
    expect(inShort(advance(met.freeze, tick, T0 + HOUR).effects)).toEqual(['hold node-3']);
  });

  it('that nobody could begin is told of as missed', () => {
    const { freeze } = freezeAfter([begun({ from: T0 + HOUR, until: T0 + 2 * HOUR }), 0], [tick, 9 * HOUR]);
    expect(freeze).toMatchObject({ state: 'lapsed', ended: { at: T0 + 2 * HOUR, noticedAt: T0 + 9 * HOUR } });
  });
});

describe('the host of a freeze', () => {
  const order = () => freezeAfter(...ACTIVE).freeze.targets[0]?.order ?? '';
  const said = (...events: Timed[]) => freezeAfter(...ACTIVE, ...events).freeze.targets[0]?.words;
  const absent = {
    id: 'x',
    type: 'host-absent',
    order: order(),
    host: 'node-3',
    lastSeen: null,
    why: 'absent',
  } as const;
  const refused = {
    id: 'r',
    type: 'refused',
    order: order(),
    host: 'node-3',
    code: 'policy',
    why: 'read only',
  } as const;
  const done = { id: 'd', type: 'done', order: order(), host: 'node-3', tookMs: 9 } as const;

  it.each<[what: string, words: object, events: Timed[]]>([
    ['holds the lease', { default: { held: 'leased', why: null } }, [[told(order(), [hold()]), 9]]],
    ['is away', { '': { held: 'announced', why: { code: 'host.absent', params: {} } } }, [[absent, 9]]],
    [
      'is away, and comes back',
      { default: { held: 'leased', why: null } },
      [
        [absent, 9],
        [told(order(), [hold()]), MINUTE],
      ],
    ],
    [
      'does not allow it',
      {
        '': {
          held: 'announced',
          why: { code: 'host.refused', params: { code: 'policy', why: 'read only' } },
        },
      },
      [[refused, 9]],
    ],
    [
      'ends without a word of it',
      { '': { held: 'announced', why: { code: 'host.said-nothing', params: {} } } },
      [[done, 9]],
    ],
    [
      'never answers',
      { '': { held: 'announced', why: { code: 'host.no-answer', params: {} } } },
      [[tick, 5 + HOST_ANSWERS_MS]],
    ],
    ['has some time to answer', {}, [[tick, 4 + HOST_ANSWERS_MS]]],
    ['is not believed about another order', {}, [[told('frz-1.node-3.freeze.hold.99', [hold()]), 9]]],
  ])('%s', (_what, words, events) => {
    expect(said(...events)).toEqual(words);
  });

  it('is woken for though it never answers', () => {
    expect(wakeTime(freezeAfter(...ACTIVE).freeze)).toBe(T0 + 5 + HOST_ANSWERS_MS);
  });
});

describe('people are reminded', () => {
  const reminders = (minutes: number, ...ticks: number[]): string[] => {
    let { freeze } = freezeAfter([begun({ until: T0 + minutes * MINUTE }), 0], [held(), 5]);
    return ticks.flatMap((at) => {
      const step = advance(freeze, tick, T0 + at * MINUTE);
      freeze = step.freeze;
      return step.effects.flatMap((one) =>
        one.kind === 'notice' && one.what === 'reminder' ? [`${at}`] : [],
      );
    });
  };

  it.each<[what: string, minutes: number, ticks: number[], reminded: string[]]>([
    ['10 and 2 min before the end', 30, [10, 20, 25, 28, 29], ['20', '28']],
    ['1 h before, too, when it is long', 180, [60, 119, 120, 170, 178], ['120', '170', '178']],
    ['not at its very beginning', 5, [0.5, 3, 4], ['3']],
    ['not of a moment that is long over', 30, [22, 23], []],
    ['not twice', 30, [20, 20.1, 20.2], ['20']],
  ])('%s', (_what, minutes, ticks, reminded) => {
    expect(reminders(minutes, ...ticks)).toEqual(reminded);
  });

  it('of the new end when it was moved', () => {
    const { freeze } = freezeAfter(...ACTIVE, [tick, 20 * MINUTE], [extended(T0 + HOUR), 21 * MINUTE]);
    expect(wakeTime(advance(freeze, tick, T0 + 22 * MINUTE).freeze)).toBe(T0 + 50 * MINUTE);
  });
});

it('whoever meets the hold is sent to the first message that was said', () => {
  const { freeze, effects } = freezeAfter(...ACTIVE, [
    { id: 's', type: 'said', key: 'freeze', ref: '17.5' },
    9,
  ]);
  expect(effects).toMatchObject([
    { kind: 'hold', hold: { link: 'https://app.slack.com/client/T1/C-ops/thread/C-ops-17.5', by: 'dana' } },
  ]);
  expect(freeze.requester).toEqual(DANA);
});
