/** The report of a bundle: what a stranger reads, and that nothing can make it impossible. */
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/bundles/plain-text.ts';
import { briefReport, bundleReport, markdown } from '../../src/bundles/report.ts';
import type { BundleReportInput } from '../../src/bundles/report-input.ts';
import { Document } from '../../src/protocol/document.ts';
import { at, INPUT, TRIAGE } from './given.ts';

const headings = (document: Document): string[] =>
  document.flatMap((one) => (one.kind === 'heading' && one.level === 2 ? [one.text] : []));

/** The answer to a question of the first table. */
const answer = (input: BundleReportInput, question: string): string => {
  const table = bundleReport(input).find((one) => one.kind === 'table');
  const row =
    table?.kind === 'table' ? table.rows.find(([first]) => first?.[0]?.text === question) : undefined;
  return (row?.[1] ?? []).map(({ text }) => text).join('');
};

const EMPTY: BundleReportInput = {
  host: 'node-3',
  madeAt: at('03:04:31'),
  since: at('02:04:31'),
  triage: null,
  versions: {},
  missing: [],
  files: [],
  masked: {},
};

describe('a report', () => {
  it('is a document as the protocol knows it, and has every chapter', () => {
    const document = bundleReport(INPUT);
    expect(Document.safeParse(document).error).toBeUndefined();
    expect(headings(document)).toEqual([
      'At a glance',
      'What to do next',
      'Layers',
      'Timeline',
      'Findings',
      'Conflicting signals',
      'Configuration',
      'Log lines',
      'What was tried',
      'What people said and did',
      'Versions',
      'How to reproduce',
      'What could not be looked at',
      'What is in this bundle',
      'What was masked',
    ]);
  });

  it('begins with the first failing layer and the top finding', () => {
    expect(markdown(bundleReport(INPUT)).split('\n')[0]).toBe(
      '# node-3 is degraded · authority · Client and gateway credentials differ',
    );
  });

  it.each([
    ['What was seen', 'Client and gateway credentials differ – almost certain, 92 %. The gateway uses'],
    ['First failing layer', 'authority: token-drift'],
    ['Since', '21 Nov 2026 02:43:12 UTC – first AUTH_TOKEN_MISMATCH'],
    ['Since', 'until 21 Nov 2026 02:58:01 UTC, 15 min later: last AUTH_TOKEN_MISMATCH, 37 times until now'],
    [
      'What changed before',
      'gateway.auth.token set at 21 Nov 2026 02:41:07 UTC, 2 min before the first failure.',
    ],
    ['Impact', 'many users affected; 3 clients fail'],
    ['What was tried', '1 recovery; the last: restart + validate, escalated, 21 Nov 2026 03:03:47 UTC.'],
    ['Versions', 'OpenClaw command 2026.9.6 · running gateway 2026.9.4 (build 5f2e1c9)'],
    [
      'Not looked at',
      '3 things, neither fault nor all-clear: openclaw doctor --lint --json, container, deep-tools',
    ],
  ])('answers in its first table: %s', (question, words) => {
    expect(answer(INPUT, question)).toContain(words);
  });

  it('says of what was not seen that it is not known, and claims nothing', () => {
    const document = bundleReport({
      ...EMPTY,
      missing: [{ what: 'triage', why: 'the host agent may not look' }],
    });
    const text = plainText(document);
    expect(text).toContain('node-3: state unknown, not looked at');
    expect(text).toContain('the host agent may not look');
    expect(text).toContain('Unknown: no first failure in what was read back to');
    expect(text).toContain('No version could be read.');
    expect(text).not.toMatch(/healthy|No fault/);
    expect(Document.safeParse(document).error).toBeUndefined();
  });

  it('of a healthy host names no cause, not even a guess', () => {
    const guess = { ...(TRIAGE.findings[2] as (typeof TRIAGE.findings)[number]), confidence: 0.2 };
    const layers = TRIAGE.layers.map((one) => ({ ...one, state: 'ok' as const }));
    const triage = {
      ...TRIAGE,
      verdict: 'healthy' as const,
      layers,
      findings: [guess],
      changes: [],
      brokeAfter: null,
    };
    const input = { ...INPUT, triage, events: [], tried: [] };
    expect(markdown(bundleReport(input)).split('\n')[0]).toBe('# node-3 is healthy');
    expect(answer(input, 'First failing layer')).toBe('none fails');
    expect(answer(input, 'Impact')).toBe('none seen');
  });

  it('below a claim says that nothing is confirmed, and puts checks before fixes', () => {
    const [top] = TRIAGE.findings;
    const triage = { ...TRIAGE, findings: [{ ...(top as NonNullable<typeof top>), confidence: 0.41 }] };
    const text = plainText(bundleReport({ ...INPUT, triage }));
    expect(answer({ ...INPUT, triage }, 'What was seen')).toContain('possible, 41 %, not confirmed');
    expect(text).toContain('Only if the checks confirm it, on node-3:');
    expect(text.indexOf('To verify')).toBeLessThan(text.indexOf('Only if the checks confirm it'));
    expect(text.split('\n')[0]).toBe('node-3 is degraded · authority');
  });

  it('holds whatever it is given: too many, too long, impossible times', () => {
    const long = 'x'.repeat(100_000);
    const finding = { ...(TRIAGE.findings[0] as (typeof TRIAGE.findings)[number]), title: long, says: long };
    const citation = {
      ...(finding.for[0] as (typeof finding.for)[number]),
      quote: long,
      source: long,
      value: long,
    };
    const triage = {
      ...TRIAGE,
      findings: Array.from({ length: 500 }, () => ({
        ...finding,
        for: Array.from({ length: 400 }, () => citation),
      })),
      changes: Array.from({ length: 9_000 }, (_, index) => ({
        ...(TRIAGE.changes[0] as (typeof TRIAGE.changes)[number]),
        at: index % 3 === 0 ? 'yesterday' : '+275760-09-13T00:00:00.000Z',
        what: `${index} ${long}`.slice(0, 500),
      })),
    };
    const input: BundleReportInput = {
      ...INPUT,
      triage,
      madeAt: Number.NaN,
      since: -1e300,
      events: [{ at: Number.POSITIVE_INFINITY, kind: 'note', what: 'never', source: '' }],
      excerpts: Array.from({ length: 900 }, () => ({ title: long, source: long, text: long })),
      files: Array.from({ length: 900 }, () => ({
        name: 'a',
        bytes: 1e300,
        sha256: '',
        source: long,
        cut: long,
      })),
      missing: Array.from({ length: 900 }, () => ({ what: long, why: long })),
      masked: { [long]: 1 },
      versions: { [long]: long },
    };
    const document = bundleReport(input);
    expect(Document.safeParse(document).error).toBeUndefined();
    expect(Document.safeParse(briefReport(input)).error).toBeUndefined();
    expect(plainText(document)).not.toContain('never');
    expect(headings(document).at(-1)).toBe('What was masked');
  });
});

describe('a brief report', () => {
  it('has what a ticket needs and stays within what every desk takes', () => {
    const excerpts = [{ title: 'A window', source: 'log', text: 'line\n'.repeat(2_000) }];
    const brief = briefReport({ ...INPUT, excerpts });
    const text = markdown(brief);
    expect(Document.safeParse(brief).error).toBeUndefined();
    expect(text.length).toBeLessThan(20_000);
    expect(headings(brief)).toEqual(
      expect.arrayContaining([
        'At a glance',
        'What to do next',
        'Timeline',
        'Findings',
        'What was tried',
        'What could not be looked at',
      ]),
    );
    expect(headings(brief)).not.toContain('What is in this bundle');
  });

  it('says where it was cut', () => {
    const finding = TRIAGE.findings[0] as (typeof TRIAGE.findings)[number];
    const says = 'word '.repeat(380);
    const triage = {
      ...TRIAGE,
      findings: Array.from({ length: 3 }, () => ({ ...finding, says, mistakenWhen: says })),
    };
    const changes = Array.from({ length: 60 }, (_, at) => ({
      what: `key.${at}`,
      before: 'a'.repeat(300),
      after: 'b'.repeat(300),
    }));
    const brief = briefReport({ ...INPUT, triage, configDifference: { with: 'the last good one', changes } });
    expect(markdown(brief).length).toBeLessThan(40_000);
    expect(plainText(brief)).toContain('report.md in the bundle has the rest.');
  });
});
