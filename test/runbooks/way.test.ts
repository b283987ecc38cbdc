/** Every finding that a runbook may act on has its way, and every way only what exists. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { isRepair } from '../../src/runbooks/repairs.ts';
import { actedOn, WAY_REASONS, WAYS, wayBy, wayOf } from '../../src/runbooks/way.ts';

const ACTED_ON = ['restart+validate', 'config-rollback', 'credential-rotate', 'policy-relax-test'];
const rows = Object.entries(WAYS);

describe('the table of ways', () => {
  it('has a row for every finding of a class that is acted on, and for no other', () => {
    const wanted = RULES.filter(({ remediation }) => ACTED_ON.includes(remediation)).map(({ id }) => id);
    expect(Object.keys(WAYS).sort()).toEqual([...wanted].sort());
  });

  it.each(rows)('%s names repairs that exist, and none where it escalates', (_id, { path, repairs }) => {
    expect(repairs.filter((repair) => !isRepair(repair))).toEqual([]);
    expect(repairs.length === 0).toBe(path === 'escalate');
  });

  it('uses every reason', () => {
    const used = new Set(rows.flatMap(([, { because, otherwise, byHand }]) => [because, otherwise, byHand]));
    expect(WAY_REASONS.filter((reason) => !used.has(reason))).toEqual(
      ['way.asked', 'way.no-runbook'].filter((r) => !used.has(r as never)),
    );
  });
});

it('a policy is named by its key, and nothing is tried on it', () => {
  const policies = rows.filter(([, { because }]) => because === 'way.policy-chosen');
  expect(policies.map(([id]) => id)).toContain('tool-policy-denies');
  for (const [, { path, repairs, keys }] of policies)
    expect({ path, repairs, keys }).toEqual({
      path: 'escalate',
      repairs: [],
      keys: expect.stringContaining('.'),
    });
});

it('what a start is refused for ends with what a person may do by hand', () => {
  const refused = ['config-invalid', 'legacy-config-key', 'config-clobbered', 'gateway-mode-missing'];
  expect(refused.map((id) => wayOf(id).byHand)).toEqual(refused.map(() => 'way.doctor-by-hand'));
});

describe('the finding that is acted on', () => {
  it.each([
    [[], null],
    [['token-drift', 'reload-off-stale-config'], 'token-drift'],
    [['wrong-target-url', 'disk-full', 'reload-off-stale-config'], 'reload-off-stale-config'],
    [['wrong-target-url', 'disk-full'], 'wrong-target-url'],
    [['constructor', 'disk-full'], 'constructor'],
  ] as const)('%j: %s', (findings, wanted) => {
    expect(actedOn(findings)).toBe(wanted);
  });

  it('a rollback is told and allowed as one, whichever way its finding leads', () => {
    const row = wayOf('plugin-load-failed');
    expect(row.path).toBe('restart');
    expect(wayBy(row, 'config-rollback').path).toBe('rollback');
    expect(wayBy(row, 'restart').path).toBe('restart');
    expect(wayBy(wayOf('gateway-unreachable'), 'remove-unknown-key').path).toBe('rollback');
    expect(wayBy(wayOf('workspace-path-missing'), 'set-workspace').path).toBe('repair');
  });
});

describe('the way from a finding', () => {
  it.each([
    ['token-drift', undefined, 'align', ['align-credential']],
    ['gateway-frozen', undefined, 'restart', ['resume-frozen', 'restart']],
    ['config-invalid', undefined, 'rollback', ['remove-unknown-key', 'config-rollback']],
    // Asked for the way that it leads to anyway: its own repairs in its own order.
    ['config-invalid', 'rollback', 'rollback', ['remove-unknown-key', 'config-rollback']],
    ['token-drift', 'rollback', 'rollback', ['config-rollback']],
    ['disk-full', undefined, 'escalate', []],
    ['no-such-finding', undefined, 'escalate', []],
    ['constructor', undefined, 'escalate', []],
    ['disk-full', 'restart', 'restart', ['start-stopped', 'resume-frozen', 'restart']],
    [null, undefined, 'restart', ['start-stopped', 'resume-frozen', 'restart']],
    [null, 'escalate', 'escalate', []],
  ] as const)('%s, asked for %s: %s', (finding, asked, path, repairs) => {
    const way = wayOf(finding, asked);
    expect([way.path, way.repairs]).toEqual([path, repairs]);
  });
});
