/** The shape that scripts rely on, and words for every finding. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import { explainReport, report } from '../../src/diagnosis/report.ts';
import { explainText } from '../../src/diagnosis/report-text.ts';
import { fill, describe as inWords } from '../../src/diagnosis/wording/describe.ts';
import { EN } from '../../src/diagnosis/wording/en.ts';
import { evidenceOf, NOW } from './cases/case.ts';

const diagnosis = classify(
  evidenceOf({ 'gateway.process.state': 'stopped', 'gateway.process.pid': 41 }),
  NOW,
);

it('triage says schema, host, times, verdict, layers, findings and unknowns', () => {
  const said = report({ host: 'node-3', startedAt: new Date(NOW), durationMs: 811.6, diagnosis });
  expect(Object.keys(said)).toEqual([
    'schema',
    'host',
    'startedAt',
    'durationMs',
    'verdict',
    'layers',
    'findings',
    'unknowns',
    'complaint',
    'contradictions',
    'changes',
    'changesLeftOut',
    'utcOffsetMin',
    'brokeAfter',
  ]);
  expect(said).toMatchObject({
    schema: 1,
    host: 'node-3',
    startedAt: '2026-11-21T03:00:00.000Z',
    durationMs: 812,
    verdict: 'down',
  });
  expect(said.layers.map((l) => l.layer)).toEqual([
    'process',
    'listener',
    'handshake',
    'authority',
    'configuration',
    'work',
  ]);
  expect(said.findings[0]).toMatchObject({
    id: 'gateway-frozen',
    gateway: 'default',
    layer: 'process',
    severity: 1,
    title: 'The gateway process is frozen',
    remediation: 'restart+validate',
    against: [],
  });
  expect(said.findings[0]?.says).toContain('PID 41');
  expect(said.findings[0]?.for[0]).toEqual({
    fact: 'gateway.process.state',
    subject: 'gateway:default',
    value: 'stopped',
    source: 'a test row',
    how: 'live',
    at: '2026-11-21T03:00:00.000Z',
  });
});

it('explain says schema, findings, unknowns, notes and what would decide', () => {
  expect(Object.keys(explainReport(diagnosis))).toEqual([
    'schema',
    'findings',
    'unknowns',
    'notes',
    'decidedBy',
  ]);
});

it('explain in words leaves out what is hardly likely, and says so', () => {
  const [likely] = explainReport(diagnosis).findings;
  if (likely === undefined) throw new Error('nothing was found');
  const faint = { ...likely, id: 'disk-full', title: 'The disk is full', confidence: 0.05 };
  const told = (findings: (typeof likely)[]) => explainText({ ...explainReport(diagnosis), findings });
  expect(told([likely, faint])).not.toContain('The disk is full');
  expect(told([likely, faint])).toContain('(1 more under 10 %: --json has them)');
  expect(told([faint])).toContain('The disk is full');
  const decidedBy = { command: 'df -h', between: ['disk-full', 'log-growth'] };
  expect(explainText({ ...explainReport(diagnosis), decidedBy })).toContain(
    'To tell them apart: df -h  (disk-full or log-growth)',
  );
});

describe('wording', () => {
  it.each(RULES.map((r) => [r.id, r] as const))('%s uses only its own parameters', (id, rule) => {
    const asked = [...EN[id].says.matchAll(/\{([a-z]+)/g)].map((m) => m[1]);
    // Whose it is comes with the thing that matched, of whatever rule.
    const known = new Set(['agent', 'channel', ...Object.keys(rule.params ?? {})]);
    expect(asked.filter((name) => !known.has(name ?? ''))).toEqual([]);
    expect(fill(EN[id].says, {})).not.toMatch(/[{}|]|\s{2}|\s[.,]/);
  });

  it('puts in what was seen, else what stands for it', () => {
    expect(fill('On {host|this host}, {what}.', { host: 'node-3' })).toBe('On node-3,.');
    expect(fill('On {host|this host}.', {})).toBe('On this host.');
  });

  it('takes values as plain text, never as a template, and not at any length', () => {
    expect(fill('It says {words}.', { words: '{host} $1 {words}' })).toBe('It says {host} $1 {words}.');
    expect(fill('It says{words? (%)}.', { words: '$& % {host}' })).toBe('It says ($& % {host}).');
    expect(fill('{words}', { words: 'x'.repeat(5_000) }).length).toBeLessThan(250);
    expect(fill('{constructor|nothing}', {})).toBe('nothing');
  });

  it('still names a finding that it has no words for', () => {
    expect(inWords({ id: 'from-a-newer-host', params: {} }).title).toBe('from-a-newer-host');
  });

  it('falls back to English for a language that is not there yet', () => {
    expect(inWords({ id: 'disk-full', params: {} }, 'pt-BR').title).toBe(EN['disk-full'].title);
  });
});
