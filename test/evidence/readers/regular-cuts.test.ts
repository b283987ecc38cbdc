/** Who cuts connections after always the same time is no person. */
import { expect, it } from 'vitest';
import { regularCuts } from '../../../src/evidence/readers/regular-cuts.ts';

const ended = (lasted: number, n: number, code = 1006, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    0: '{"subsystem":"gateway/ws"}',
    1: { durationMs: lasted, ...more },
    2: `webchat disconnected code=${code} reason=n/a conn=0a1b2c3${n}-0000-4000-8000-000000000001`,
    _meta: {},
    time: new Date(Date.parse('2026-11-21T03:00:00Z') + n * 60_000).toISOString(),
  });
const said = (lines: readonly string[]) =>
  regularCuts.read(lines.join('\n'), { gateway: 'gateway:default' }).map(({ value }) => value);

it.each([
  ['a minute each', [60_010, 60_300, 61_900, 60_050], [60]],
  ['twenty seconds each, from the first to the last line', [20_100, 20_900, 19_500], [20]],
  ['as people leave', [12_000, 340_000, 61_000, 59_000], []],
  ['twice, which may be chance', [60_000, 60_000], []],
  ['at once, as a client that cannot stay', [300, 310, 305, 290], []],
])('cut after %s', (_, lengths, expected) => {
  expect(said(lengths.map((lasted, n) => ended(lasted, n)))).toEqual(expected);
});

it('pages that are closed or reloaded, and what the gateway ended itself, are no cuts', () => {
  const lengths = [60_000, 60_100, 60_200, 60_300];
  expect(said(lengths.map((lasted, n) => ended(lasted, n, 1001)))).toEqual([]);
  expect(said(lengths.map((lasted, n) => ended(lasted, n, 1006, { cause: 'heartbeat-timeout' })))).toEqual(
    [],
  );
});
