/** Which changes travel. */
import { expect, it } from 'vitest';
import { type Change, changeFacts, worthShowing } from '../../../src/agent/changes/change.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const HOUR = 3_600_000;
const change = (hoursAgo: number, kind: Change['kind'] = 'config'): Change => ({
  at: NOW - hoursAgo * HOUR,
  kind,
  what: `${kind} ${hoursAgo} h ago`,
  source: 'a test',
});

it.each([
  ['a day before the first failure', NOW - 2 * HOUR, [30, 25, 3, 1], [25, 3, 1]],
  ['a week where nothing failed', null, [200, 150, 1], [150, 1]],
  ['nothing from the future', null, [-5, 1], [1]],
] as const)('%s', (_, failure, given, kept) => {
  const shown = worthShowing(
    given.map((hours) => change(hours)),
    failure,
    NOW,
  );
  expect(shown.changes.map(({ at }) => (NOW - at) / HOUR)).toEqual(kept);
});

it('the newest forty, and a restart loop does not push out the edit before it', () => {
  const loop = Array.from({ length: 100 }, (_, n) => change(n / 100, 'restart'));
  const { changes, leftOut } = worthShowing([change(2), ...loop], null, NOW);
  expect(changes.map(({ kind }) => kind)).toEqual(['config', ...Array(12).fill('restart')]);
  expect(leftOut).toBe(88);
  expect(
    worthShowing(
      Array.from({ length: 50 }, (_, n) => change(n)),
      null,
      NOW,
    ),
  ).toMatchObject({ leftOut: 10 });
});

it('a change travels as a fact of its kind: words, time, and where it was read', () => {
  expect(changeFacts('gateway:work', [change(1)])).toEqual([
    {
      fact: 'change.config',
      subject: 'gateway:work',
      value: 'config 1 h ago',
      at: '2026-11-21T02:00:00.000Z',
      quote: 'a test',
    },
  ]);
});
