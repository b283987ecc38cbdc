/** What is asked before a restart: does it serve after all, and was that more than a moment? */
import { expect, it } from 'vitest';
import { mayPass, saysNobodyGetsIn, whyPassing } from '../../src/runbooks/before-restart.ts';
import { WAYS } from '../../src/runbooks/way.ts';

const restarted = Object.entries(WAYS)
  .filter(([, { repairs }]) => repairs.includes('restart'))
  .map(([id]) => id);

it.each([
  ['which a gateway that serves refutes', saysNobodyGetsIn],
  ['which a second look must see', mayPass],
])('findings %s lead to a restart at all', (_title, isOne) => {
  const named = Object.keys(WAYS).filter((id) => isOne(id));
  expect(named.filter((id) => !restarted.includes(id))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});

it.each([
  ...['reload-off-stale-config', 'version-skew', 'tls-mismatch', 'event-loop-saturated', 'session-stuck'],
  ...['boot-safe-mode', 'service-crash-loop', 'stale-listener', 'probe-false-green', null],
])('%s is nothing that a gateway which serves refutes', (finding) => {
  expect(saysNobodyGetsIn(finding)).toBe(false);
});

it.each([
  ['seen again', 'event-loop-saturated', ['event-loop-saturated', 'disk-full'], 'degraded', null],
  ['gone', 'event-loop-saturated', [], 'healthy', 'restart.passing'],
  ['another in its place', 'gateway-frozen', ['service-stopped'], 'down', 'restart.passing-into'],
])('%s', (_title, finding, findings, verdict, code) => {
  expect(whyPassing(finding, { looked: true, findings, verdict }, 6)?.code ?? null).toBe(code);
});

it('a second look that saw nothing is no ground for a restart', () => {
  const second = { looked: false, findings: [], verdict: 'unknown' };
  expect(whyPassing('gateway-frozen', second, 6)?.code).toBe('look.could-not');
});
