/** What changed and when it broke, from facts: a change is a suspect only just before the failure that is claimed. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { report } from '../../src/diagnosis/report.ts';
import { triageText } from '../../src/diagnosis/report-text.ts';
import type { Evidence, Fact } from '../../src/protocol/evidence.ts';
import { GATEWAY, NOW } from './cases/case.ts';

const iso = (secondsBefore: number): string => new Date(NOW - secondsBefore * 1000).toISOString();
const change = (kind: string, secondsBefore: number, value = `${kind} changed`): Fact => ({
  fact: `change.${kind}`,
  subject: GATEWAY,
  value,
  at: iso(secondsBefore),
  quote: 'a test',
});
const failure = (which: 'first' | 'last', secondsBefore: number, code = 'AUTH_TOKEN_MISMATCH'): Fact => ({
  fact: `failure.${which}`,
  subject: GATEWAY,
  value: ['connect.refusal.code', code, '7'],
  at: iso(secondsBefore),
  quote: 'unauthorized conn=1 reason=token_mismatch',
});
const REFUSED: Fact = {
  fact: 'connect.refusal.code',
  subject: `${GATEWAY}/client:probe`,
  value: 'AUTH_TOKEN_MISMATCH',
};
const evidence = (...facts: Fact[]): Evidence[] => [
  { probe: 'changes', subject: GATEWAY, source: 'a test', at: iso(0), how: 'live', look: 'seen', facts },
];
const timeline = (...facts: Fact[]) => classify(evidence(...facts), NOW).timeline;

describe('the first suspect', () => {
  it('is the change minutes before the first failure of the kind that is claimed', () => {
    const broke = timeline(
      change('config', 7200),
      change('credential', 540),
      failure('first', 480),
      failure('last', 10),
      REFUSED,
    )?.brokeAfter;
    expect(broke).toMatchObject({ change: { kind: 'credential' }, gapMs: 60_000 });
    expect(broke?.failure.at).toBe(iso(480));
  });

  it.each<[string, Fact[]]>([
    ['the change came after the failure', [change('credential', 300), failure('first', 480), REFUSED]],
    ['the change is hours old', [change('credential', 9000), failure('first', 480), REFUSED]],
    [
      'another failure is in the log',
      [change('credential', 540), failure('first', 480, 'PAIRING_REQUIRED'), REFUSED],
    ],
    ['nothing is claimed', [change('credential', 540), failure('first', 480)]],
    ['nobody saw the first failure', [change('credential', 540), REFUSED]],
  ])('is nobody when %s', (_, facts) => {
    expect(timeline(...facts)?.brokeAfter).toBeNull();
  });

  it('is not the restart that only put a change in force', () => {
    const facts = [change('config', 540), change('restart', 500), failure('first', 480), REFUSED];
    expect(timeline(...facts)?.brokeAfter?.change.kind).toBe('config');
    expect(timeline(...facts.slice(1))?.brokeAfter?.change.kind).toBe('restart');
  });

  it.each<[string, Fact[], string]>([
    [
      'a rotated credential rather than a newer note about another setting',
      [change('credential', 600), change('config', 500, 'configuration edited: channels.telegram.groups')],
      'credential',
    ],
    [
      'a setting of the gateway’s own access rather than a newer file of the service',
      [change('config', 600, 'configuration edited: gateway.auth.token'), change('service', 500)],
      'config',
    ],
    ['merely the newest where none explains it', [change('config', 600), change('service', 500)], 'service'],
  ])('is, of several, %s', (_, changes, kind) => {
    expect(timeline(...changes, failure('first', 480), REFUSED)?.brokeAfter?.change.kind).toBe(kind);
  });

  it('may be an update of the same hour', () => {
    expect(timeline(change('package', 3000), failure('first', 480), REFUSED)?.brokeAfter?.change.kind).toBe(
      'package',
    );
  });
});

describe('since when', () => {
  const from = (secondsBefore: number): Fact => ({
    fact: 'failure.log-from',
    subject: GATEWAY,
    value: iso(secondsBefore),
  });

  it('a claim is in the log: its first sight, where the log goes further back', () => {
    const [one] = timeline(from(9000), failure('first', 480), failure('last', 10), REFUSED)?.began ?? [];
    expect(one).toMatchObject({ gateway: 'default', at: iso(480), from: iso(9000) });
    expect(one?.finding).toBe(classify(evidence(REFUSED), NOW).findings[0]?.id);
  });

  it.each<[string, Fact[]]>([
    ['nobody knows how far the log goes back', [failure('first', 480), REFUSED]],
    ['the log begins with it', [from(480), failure('first', 480), REFUSED]],
    ['another failure is in the log', [from(9000), failure('first', 480, 'PAIRING_REQUIRED'), REFUSED]],
    ['nothing is claimed', [from(9000), failure('first', 480)]],
  ])('nothing is said when %s', (_, facts) => {
    expect(timeline(...facts)).not.toHaveProperty('began');
  });
});

it('lists failures only beside the claim that they belong to', () => {
  const facts = [change('config', 60), failure('first', 50)];
  expect(timeline(...facts)?.entries.map(({ kind }) => kind)).toEqual(['config']);
  expect(timeline(...facts, REFUSED)?.entries.map(({ kind }) => kind)).toEqual(['config', 'first-failure']);
});

it('is in the report and its text, in UTC with the host’s own clock beside it', () => {
  const facts = [
    change('credential', 540, 'configuration edited outside OpenClaw: gateway.auth.token'),
    failure('first', 480),
    REFUSED,
    { fact: 'host.utc-offset-min', subject: 'host', value: 330 },
    { fact: 'change.left-out', subject: GATEWAY, value: 3 },
  ];
  const diagnosis = classify(evidence(...facts), NOW);
  const said = report({ host: 'node-3', startedAt: new Date(NOW), durationMs: 1, diagnosis });
  expect(said).toMatchObject({
    changesLeftOut: 3,
    utcOffsetMin: 330,
    changes: [{ at: iso(540), kind: 'credential' }, {}],
  });
  expect(triageText(said)).toContain(`Changes, in UTC; host clock +05:30:
  (3 older or similar not shown)
  2026-11-21 02:51:00  credential    configuration edited outside OpenClaw: gateway.auth.token
  2026-11-21 02:52:00  first-failure first AUTH_TOKEN_MISMATCH: unauthorized conn=1 reason=token_mismatch
  First suspect: configuration edited outside OpenClaw: gateway.auth.token, 60 s before the first failure.`);
});

it('is empty where nobody looked', () => {
  expect(timeline()).toEqual({ entries: [], leftOut: 0, utcOffsetMin: null, brokeAfter: null });
});
