/** Windows of the settings, and times of day in a place on earth. */
import { describe, expect, it } from 'vitest';
import { occurrence, readWindow } from '../../src/freezes/windows.ts';
import { nextTime, readTimeOfDay } from '../../src/freezes/zoned-time.ts';
import { readSettings } from '../../src/settings.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe('a time of day', () => {
  it.each([
    ['22:00', 'UTC', '2026-11-21T03:00Z', '2026-11-21T22:00'],
    ['02:00', 'UTC', '2026-11-21T03:00Z', '2026-11-22T02:00'],
    ['03:00', 'UTC', '2026-11-21T03:00Z', '2026-11-22T03:00'],
    ['22:00', 'Europe/Amsterdam', '2026-11-21T03:00Z', '2026-11-21T21:00'],
    ['22:00', 'Asia/Kolkata', '2026-11-21T03:00Z', '2026-11-21T16:30'],
    ['00:30', 'America/Los_Angeles', '2026-11-21T03:00Z', '2026-11-21T08:30'],
    // The night in which summer time ends, and the one in which it begins.
    ['22:00', 'Europe/Amsterdam', '2026-10-24T21:00Z', '2026-10-25T21:00'],
    ['22:00', 'Europe/Amsterdam', '2026-03-28T22:00Z', '2026-03-29T20:00'],
    ['02:30', 'Europe/Amsterdam', '2026-03-28T22:00Z', '2026-03-29T01:30'],
  ])('%s in %s, asked at %s, is %s', (time, zone, now, then) => {
    const read = readTimeOfDay(time);
    expect(read).not.toBeNull();
    if (read !== null) expect(iso(nextTime(at(now), read, zone))).toBe(then);
  });

  it.each(['24:00', '7', '12:60', 'noon', '', '1:2:3'])('is not %o', (text) => {
    expect(readTimeOfDay(text)).toBeNull();
  });
});

describe('a window', () => {
  it.each([
    ['Fri 18:00-Mon 06:00 prod', '2026-11-18T12:00Z', '2026-11-20T18:00', '2026-11-23T06:00'],
    ['Fri 18:00-Mon 06:00 prod', '2026-11-21T12:00Z', '2026-11-20T18:00', '2026-11-23T06:00'],
    [
      'fri 18:00-mon 06:00 prod Europe/Amsterdam',
      '2026-11-21T12:00Z',
      '2026-11-20T17:00',
      '2026-11-23T05:00',
    ],
    ['daily 02:00-04:00 all', '2026-11-21T03:00Z', '2026-11-21T02:00', '2026-11-21T04:00'],
    ['daily 02:00-04:00 all', '2026-11-21T04:00Z', '2026-11-22T02:00', '2026-11-22T04:00'],
    ['daily 23:00-01:00 all', '2026-11-21T00:30Z', '2026-11-20T23:00', '2026-11-21T01:00'],
    [
      'Sat 20:00-Sun 08:00 prod Europe/Amsterdam',
      '2026-10-25T00:30Z',
      '2026-10-24T18:00',
      '2026-10-25T07:00',
    ],
  ])('%s, asked at %s: from %s until %s', (text, now, from, until) => {
    const window = readWindow(text);
    expect(window).not.toBeNull();
    if (window === null) return;
    const found = occurrence(window, at(now));
    expect([iso(found.from), iso(found.until)]).toEqual([from, until]);
  });

  it.each([
    ['Fri 18:00-06:00 prod', 'a day at one end only'],
    ['daily 02:00-02:00 all', 'no time at all'],
    ['Fri 18:00-Fri 18:00 all', 'no time at all'],
    ['Fri 25:00-Mon 06:00 prod', 'no such time'],
    ['Fri 18:00-Mon 06:00', 'no hosts'],
    ['Fri 18:00-Mon 06:00 prod Mars/Olympus', 'no such zone'],
    ['every friday', 'other words'],
  ])('is not %o: %s', (text) => {
    const read = readSettings({ FREEZE_WINDOWS: text }, 'node');
    expect(read).toMatchObject({ ok: false, problems: [{ name: 'FREEZE_WINDOWS' }] });
  });

  it('is one of several, separated by commas', () => {
    const text = 'Fri 18:00-Mon 06:00 prod, daily 02:00-04:00 all Europe/Amsterdam';
    const read = readSettings({ FREEZE_WINDOWS: text }, 'node');
    expect(read.ok && read.settings.freezeWindows.map(readWindow)).toMatchObject([
      { hosts: 'prod', zone: 'UTC' },
      { hosts: 'all', zone: 'Europe/Amsterdam' },
    ]);
  });
});
