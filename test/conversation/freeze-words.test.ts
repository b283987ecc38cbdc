/** What people type behind `freeze`. */
import { describe, expect, it } from 'vitest';
import { readDuration, readExtend, readFreeze } from '../../src/conversation/freeze-words.ts';

/** 21 Nov 2026, 03:00 UTC. */
const NOW = Date.UTC(2026, 10, 21, 3);
const told = (rest: string, zone = 'UTC') => {
  const read = readFreeze(rest, NOW, zone);
  if ('trouble' in read) return read;
  const time = (ms: number): string => new Date(ms).toISOString().slice(5, 16);
  return [read.hosts.join(' '), time(read.from), time(read.until), read.because];
};

describe('a freeze as people type it', () => {
  it.each([
    ['node-3', 'UTC', ['node-3', '11-21T03:00', '11-21T03:30', null]],
    ['node-3 for 2h', 'UTC', ['node-3', '11-21T03:00', '11-21T05:00', null]],
    ['node-3 for 1h30m', 'UTC', ['node-3', '11-21T03:00', '11-21T04:30', null]],
    ['node-3 for 45', 'UTC', ['node-3', '11-21T03:00', '11-21T03:45', null]],
    ['prod at 22:00', 'UTC', ['prod', '11-21T22:00', '11-21T22:30', null]],
    ['prod at 22:00 for 2h', 'UTC', ['prod', '11-21T22:00', '11-22T00:00', null]],
    ['prod at 22:00 until 23:30', 'UTC', ['prod', '11-21T22:00', '11-21T23:30', null]],
    ['prod at 22:00 until 01:00', 'UTC', ['prod', '11-21T22:00', '11-22T01:00', null]],
    ['all until 07:30', 'UTC', ['all', '11-21T03:00', '11-21T07:30', null]],
    ['prod at 22:00', 'Europe/Amsterdam', ['prod', '11-21T21:00', '11-21T21:30', null]],
    ['all until 07:30', 'Asia/Tokyo', { trouble: 'long' }],
    ['node-1 node-2/work', 'UTC', ['node-1 node-2/work', '11-21T03:00', '11-21T03:30', null]],
    ['node-3 because the disk is full', 'UTC', ['node-3', '11-21T03:00', '11-21T03:30', 'the disk is full']],
    [
      'node-3 because we move at 22:00 for 2h',
      'UTC',
      ['node-3', '11-21T03:00', '11-21T03:30', 'we move at 22:00 for 2h'],
    ],
    ['node-3 for 2h because “x”', 'UTC', ['node-3', '11-21T03:00', '11-21T05:00', '“x”']],
    ['node-3 for 2h because: x', 'UTC', ['node-3', '11-21T03:00', '11-21T05:00', 'x']],
    ['node-3 BECAUSE, well\n it  leaks', 'UTC', ['node-3', '11-21T03:00', '11-21T03:30', 'well it leaks']],
    ['node-3\nbecause:\nx', 'UTC', ['node-3', '11-21T03:00', '11-21T03:30', 'x']],
    ['node-3 because', 'UTC', ['node-3', '11-21T03:00', '11-21T03:30', null]],
    ['because-x because y', 'UTC', ['because-x', '11-21T03:00', '11-21T03:30', 'y']],
    ['', 'UTC', ['', '11-21T03:00', '11-21T03:30', null]],
    ['node-3 for ever', 'UTC', { trouble: 'bad', word: 'ever' }],
    ['node-3 at noon', 'UTC', { trouble: 'bad', word: 'noon' }],
    ['node-3 for', 'UTC', { trouble: 'bad', word: 'for' }],
    ['node-3 for 13h', 'UTC', { trouble: 'long' }],
    ['node-3 until 02:00', 'UTC', { trouble: 'long' }],
  ])('%o in %s', (rest, zone, wanted) => {
    expect(told(rest, zone)).toEqual(wanted);
  });

  const MIN = 60_000;
  it.each([
    ['node-3', 'UTC', ['node-3'], { by: 30 * MIN }, null],
    ['node-3 by 2h', 'UTC', ['node-3'], { by: 120 * MIN }, null],
    ['node-3 for 45', 'UTC', ['node-3'], { by: 45 * MIN }, null],
    ['frz-abc~1 30m because x', 'UTC', ['frz-abc~1'], { by: 30 * MIN }, 'x'],
    ['frz-abc~1 until 23:00', 'UTC', ['frz-abc~1'], { until: Date.UTC(2026, 10, 21, 23) }, null],
    ['prod until 23:00', 'Europe/Amsterdam', ['prod'], { until: Date.UTC(2026, 10, 21, 22) }, null],
    ['a b by 1h because until 23:00', 'UTC', ['a', 'b'], { by: 60 * MIN }, 'until 23:00'],
  ])('extend %o in %s', (rest, zone, hosts, longer, because) => {
    expect(readExtend(rest, NOW, zone)).toEqual({ hosts, longer, because });
  });

  it.each([
    'node-3 by ever',
    'node-3 until',
    'node-3 by 1h until 23:00',
    'node-3 30m 1h',
    'node-3 until noon',
  ])('extend %o says nothing', (rest) => {
    expect(readExtend(rest, NOW, 'UTC')).toMatchObject({ trouble: 'bad' });
  });

  it.each([
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['90', 5_400_000],
    ['1h15min', 4_500_000],
    ['0', null],
    ['2d', 172_800_000],
    ['-5m', null],
    ['', null],
  ])('%o lasts %o ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });
});
