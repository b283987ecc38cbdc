/** What a script gets: the fields of `triage --json`, and an exit code that never calls unknown healthy. */
import { describe, expect, it } from 'vitest';
import { exitCodeOf, incidentReport } from '../../src/conversation/incident-report.ts';
import { finding, hostView, incidentView, NOW, WELL } from '../messages/views.ts';

const reportOf = (over: Parameters<typeof hostView>[0]) =>
  incidentReport({ view: incidentView([hostView(over)]) });
const DARK = { verdict: 'unknown', layers: [], findings: [], unknowns: [] } as const;
const dark = { ...DARK, layers: [], findings: [], unknowns: [] };

describe('a report', () => {
  it('has the fields of triage --json, and those of its incident', () => {
    expect(reportOf({})).toMatchObject({
      schema: 1,
      incident: 'inc-1',
      host: 'node-3',
      state: 'done',
      startedAt: new Date(NOW - 800).toISOString(),
      durationMs: 640,
      verdict: 'down',
      findings: [{ id: 'config-invalid', title: 'The configuration is invalid' }],
    });
  });

  it('of several incidents has the worst verdict, and each host for itself', () => {
    const well = { view: incidentView([hostView({ host: 'node-1', diagnosis: WELL })]) };
    const report = incidentReport(well, {
      view: incidentView([hostView()], { incident: 'inc-2' }),
      only: ['node-3'],
    });
    expect([report.incident, report.verdict]).toEqual(['inc-1', 'down']);
    expect(report.hosts?.map((it) => [it.host, it.incident, it.verdict])).toEqual([
      ['node-1', 'inc-1', 'healthy'],
      ['node-3', 'inc-2', 'down'],
    ]);
    expect(exitCodeOf(report)).toBe(1);
  });
});

describe('the exit code', () => {
  it.each([
    ['healthy', { diagnosis: WELL }, 0],
    ['ill', {}, 1],
    [
      'a finding too weak to be claimed',
      { diagnosis: { ...WELL, findings: [finding({ confidence: 0.4 })] } },
      0,
    ],
    ['away', { state: 'absent' as const, diagnosis: null }, 2],
    ['seen, but nothing of it', { diagnosis: dark }, 2],
    [
      'at rest, with a remark',
      { diagnosis: { ...dark, findings: [finding({ id: 'service-not-installed', confidence: 0.3 })] } },
      0,
    ],
  ])('of a host that is %s', (_name, over, code) => {
    expect(exitCodeOf(reportOf(over))).toBe(code);
  });
});
