/** Where looks say different things: which to believe, and why; never an average. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { report } from '../../src/diagnosis/report.ts';
import { triageText } from '../../src/diagnosis/report-text.ts';
import { reasonWords } from '../../src/diagnosis/wording/reason-words.ts';
import { evidenceOf, NOW, type Row, UP } from './cases/case.ts';

const WORKS: Row = { 'client:probe|connect.hello': true, 'client:probe|rpc.read.ok': true };
const look = (row: Row) => classify(evidenceOf(row), NOW);
const told = (row: Row) =>
  look(row).contradictions?.map(({ kind, believe, cause }) => [kind, believe, cause]);
const claims = (row: Row) =>
  look(row)
    .findings.filter(({ confidence }) => confidence >= CLAIM)
    .map(({ id }) => id);

describe('a green probe is not believed', () => {
  it.each<[string, Row, string]>([
    [
      'a read after hello fails',
      {
        'client:probe|connect.hello': true,
        'client:probe|rpc.read.ok': false,
        'client:probe|rpc.error.method': 'status',
      },
      'probe-false-green',
    ],
    [
      'the credential is refused',
      { 'client:probe|connect.hello': false, 'client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' },
      'token-drift',
    ],
    [
      'the workspace is gone',
      { ...WORKS, 'agent:main|agent.workspace.exists': false, 'agent:main|agent.workspace.ever-used': true },
      'workspace-path-missing',
    ],
    [
      'the model is a command without tools',
      { ...WORKS, 'agent:main|agent.model.primary': 'claude-cli/x', 'agent:main|agent.model.route': 'cli' },
      'cli-only-backend',
    ],
  ])('when %s', (_, row, cause) => {
    expect(told({ ...UP, ...row })).toEqual([['false-green', 'no', cause]]);
    const [first] = claims({ ...UP, ...row });
    expect(first).toBe(cause);
    expect(claims({ ...UP, ...row })).toContain('probe-false-green');
  });

  it('and is no evidence against the cause that it hides', () => {
    const row: Row = {
      ...UP,
      'client:probe|connect.hello': false,
      'client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
    };
    const drift = look(row).findings.find(({ id }) => id === 'token-drift');
    expect(drift?.against).toEqual([]);
  });

  it.each([
    ['one client', 1, []],
    ['many clients', 3, ['false-green']],
  ])('and of %s that the log tells of', (_, failing, kinds) => {
    const logged = evidenceOf(
      {
        'client:conn-1|connect.refusal.code': 'PAIRING_REQUIRED',
        'client:conn-1|connect.attempts': 5,
        'gateway.clients.failing': failing,
      },
      'log',
    );
    const { findings, contradictions } = classify([...evidenceOf(UP), ...logged], NOW);
    expect(findings[0]?.id).toBe('pairing-required');
    expect(contradictions?.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('but nobody is accused where nothing else is claimed', () => {
    expect(told({ ...UP, ...WORKS })).toEqual([]);
    expect(claims({ ...UP, ...WORKS })).toEqual([]);
  });

  it('and one that nobody saw green is no contradiction', () => {
    expect(told({ 'client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' })).toEqual([]);
  });
});

describe('a red one is not believed', () => {
  it.each<[string, Row]>([
    ['a status command fails while reads are answered', { ...WORKS, 'protocol.sign': 'probe-timeout' }],
    ['the supervisor has given up what serves', { ...WORKS, 'gateway.service.active': 'failed' }],
    ['a status command asked another port', { ...WORKS, 'gateway.port': 19_000, 'command.red-port': 18_789 }],
    [
      'commands here would ask another port',
      { ...WORKS, 'gateway.port': 19_000, 'gateway.port.clients': 18_789 },
    ],
  ])('when %s: do not restart', (_, row) => {
    const [one] = look({ ...UP, ...row }).contradictions ?? [];
    expect(one).toMatchObject({ kind: 'false-red', believe: 'yes' });
    expect(one && reasonWords(one.why)).toContain('do not restart');
  });

  it('when the gateway answers, but late: it refuses the credential', () => {
    const row: Row = {
      ...UP,
      'client:probe|connect.hello': false,
      'client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
      'gateway.port': 18_789,
      'command.red-port': 18_789,
    };
    expect(look(row).contradictions?.map(({ kind }) => kind)).toEqual(['false-green', 'false-red']);
    expect(claims(row)[0]).toBe('token-drift');
  });

  it('unless what answers on the other port passes everything', () => {
    const ports: Row = { 'gateway.port': 19_000, 'gateway.port.clients': 18_789 };
    const road: Row = { 'client:usual-port|connect.hello': true, 'client:usual-port|rpc.read.ok': true };
    expect(told({ ...UP, ...WORKS, ...ports, ...road })).toEqual([]);
    expect(told({ ...UP, ...WORKS, ...ports, ...road, 'client:usual-port|rpc.read.ok': false })).toEqual([
      ['false-green', 'no', 'probe-false-green'],
    ]);
  });

  it('unless the gateway does not work either', () => {
    expect(
      told({
        ...UP,
        'client:probe|connect.hello': true,
        'client:probe|rpc.read.ok': false,
        'protocol.sign': 'probe-failed',
      }),
    ).toEqual([['false-green', 'no', 'probe-false-green']]);
  });
});

it('while it is waited for, nothing contradicts', () => {
  expect(
    told({
      ...UP,
      'gateway.http.startup': 'draining',
      'client:probe|connect.hello': true,
      'client:probe|rpc.read.ok': false,
    }),
  ).toEqual([]);
});

it('the text says what says yes, what says no, and which to believe', () => {
  const diagnosis = look({ ...UP, ...WORKS, 'gateway.port': 19_000, 'command.red-port': 18_789 });
  const text = triageText(report({ host: 'node-3', startedAt: new Date(NOW), durationMs: 1, diagnosis }));
  expect(text).toContain(`Conflicting signals:
  says yes: connect.hello true (live), rpc.read.ok true (live)
  says no:  gateway.port 19000 (live), command.red-port 18789 (live)
  trust the yes: a handshake and a read just succeeded; do not restart it`);
});
