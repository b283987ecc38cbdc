/** How sure a finding is depends on where its facts come from, and on nothing else. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import type { How } from '../../src/protocol/evidence.ts';
import { evidenceOf, NOW, type Row, UP } from './cases/case.ts';

const sure = (id: string, row: Row, how: How, at = NOW) => {
  const evidence = evidenceOf(row, how).map((e) => ({ ...e, at: new Date(at).toISOString() }));
  return classify(evidence, NOW).findings.find((f) => f.id === id)?.confidence ?? 0;
};
const REFUSED: Row = { 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' };

describe('the same decisive fact', () => {
  const rows: [How, number, number][] = [
    ['live', 0.9, 0.98],
    ['log', 0.6, 0.6],
    ['pasted', 0.5, 0.8],
    ['told', 0.25, 0.35],
  ];
  it.each(rows)('%s is worth %f to %f', (how, low, high) => {
    const value = sure('token-drift', REFUSED, how);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });
});

it('an old log line is only mentioned', () => {
  expect(sure('disk-full', { 'resource.sign': 'disk-full' }, 'log', NOW - 2 * 3_600_000)).toBeLessThan(CLAIM);
  expect(sure('disk-full', { 'resource.sign': 'disk-full' }, 'log', NOW - 60_000)).toBeGreaterThanOrEqual(
    CLAIM,
  );
});

it('what the product does on purpose is no claim from a log, and one from a complaint', () => {
  const row: Row = { 'policy.sign': 'mention' };
  expect(sure('mention-gating', row, 'log')).toBeLessThan(CLAIM);
  expect(sure('mention-gating', row, 'pasted')).toBeGreaterThanOrEqual(CLAIM);
});

it('support raises, contradiction takes the claim away', () => {
  const alone = sure('gateway-frozen', { 'gateway.process.state': 'stopped' }, 'live');
  const supported = sure(
    'gateway-frozen',
    { 'gateway.process.state': 'stopped', 'gateway.http.live': 'timeout' },
    'live',
  );
  expect(supported).toBeGreaterThan(alone);
  const elsewhere: Row = { ...REFUSED, 'gateway.listener.owner': 'foreign' };
  expect(sure('token-drift', elsewhere, 'live')).toBeLessThan(CLAIM);
});

it('what ends by itself is over minutes after its last line', () => {
  const cut = (minutes: number) =>
    sure('channel-disconnected', { 'channel.sign': 'disconnected' }, 'log', NOW - minutes * 60_000);
  expect(cut(2)).toBeGreaterThanOrEqual(CLAIM);
  expect(cut(10)).toBeLessThan(CLAIM);
  const refused: Row = { 'channel.sign': 'auth-refused' };
  expect(sure('channel-auth-failed', refused, 'log', NOW - 600_000)).toBeGreaterThanOrEqual(CLAIM);
});

it('faint hints in the log of a busy gateway are not worth a mention', () => {
  expect(sure('channel-disconnected', { ...UP, 'channel.hint': 'disconnected' }, 'log')).toBe(0);
  expect(sure('channel-disconnected', { 'channel.hint': 'disconnected' }, 'pasted')).toBeGreaterThan(0);
});

it('words count only where a text is explained, never where a host was looked at', () => {
  expect(sure('channel-disconnected', { 'text.word': 'channel-down' }, 'told')).toBe(0);
});
