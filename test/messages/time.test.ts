/** Moments and durations in words. */
import { describe, expect, it } from 'vitest';
import { ago, duration, utc, utcSpan } from '../../src/messages/time.ts';

const NOW = Date.UTC(2026, 10, 21, 3, 12, 4);

describe('a duration', () => {
  it.each([
    [0, 'under 0.1 s'],
    [812, '0.8 s'],
    [1_000, '1 s'],
    [9_949, '9.9 s'],
    [20_000, '20 s'],
    [119_000, '119 s'],
    [47 * 60_000, '47 min'],
    [3_600_000, '1 h'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
    [52 * 3_600_000, '2 d 4 h'],
  ])('of %i ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('a moment', () => {
  it('is told in UTC, with the year only when it is another', () => {
    expect(utc(NOW, NOW)).toBe('21 Nov 03:12:04 UTC');
    expect(utc(Date.UTC(2025, 0, 2, 23, 59, 59), NOW)).toBe('2 Jan 2025 23:59:59 UTC');
  });
  it('and another are a span', () => {
    expect(utcSpan(NOW, NOW + 400, NOW)).toBe('21 Nov 03:12:04 UTC');
    expect(utcSpan(NOW - 2_000, NOW, NOW)).toBe('21 Nov 03:12:02–03:12:04 UTC');
    expect(utcSpan(NOW - 86_400_000, NOW, NOW)).toBe('20 Nov 03:12:04 UTC – 21 Nov 03:12:04 UTC');
  });
  it('that has just been is not counted in seconds', () => {
    expect([ago(-3), ago(900), ago(47 * 60_000)]).toEqual(['just now', 'just now', '47 min ago']);
  });
});
