/** Known defects stand beside the findings they may cause, for the versions that have them. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { hasDefect } from '../../src/diagnosis/known-defects/defect.ts';
import type { KnownDefect } from '../../src/diagnosis/known-defects/known-defect.ts';
import { KNOWN_DEFECTS } from '../../src/diagnosis/known-defects/list.ts';
import { defectText } from '../../src/diagnosis/known-defects/say.ts';
import { compareVersions, versionIn } from '../../src/evidence/version.ts';
import { explain as explained } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const explain = (text: string, version?: string) =>
  explained(
    pastedEvidence(JSON.stringify({ evidence: [{ kind: 'log', text }], openclaw_version: version }), NOW),
    NOW,
  ).findings;
const defects = (text: string, version?: string) =>
  (explain(text, version)[0]?.defects ?? []).map(({ number, runningHasIt }) => `${number} ${runningHasIt}`);

describe('calendar versions', () => {
  it.each([
    ['2026.3.9', '2026.3.13'],
    ['2026.2.28', '2026.3.1'],
    ['2026.2.19', '2026.2.19-2'],
    ['2026.8.1-beta.2', '2026.8.1'],
    ['2026.8.1-beta.2', '2026.8.1-beta.10'],
    ['2025.12.30', '2026.1.1'],
  ])('%s comes before %s', (older, newer) => {
    const [a, b] = [versionIn(older) ?? [], versionIn(newer) ?? []];
    expect(compareVersions(a, b)).toBeLessThan(0);
    expect(compareVersions(b, a)).toBeGreaterThan(0);
  });

  it.each([
    ['OpenClaw 2026.3.13 (61d171a)', '2026.3.13'],
    ['v2026.3.13', '2026.3.13'],
  ])('%s is %s', (text, same) => {
    expect(versionIn(text)).toEqual(versionIn(same));
  });

  it.each(['dev', 'main', '1.2.3', ''])('%j is none', (text) => {
    expect(versionIn(text)).toBeNull();
  });
});

describe('has this version the defect?', () => {
  const base = { number: 1, says: 'x', findings: [] };
  const between: KnownDefect = { ...base, from: '2026.3.12', fixed: '2026.3.22' };
  const seenIn: KnownDefect = { ...base, from: '2026.4.24', to: '2026.4.25' };
  it.each<[KnownDefect, string | null, string]>([
    [between, '2026.3.13', 'yes'],
    [between, '2026.3.22', 'no'],
    [between, '2026.9.6', 'no'],
    [between, '2026.3.11', 'unknown'],
    [{ ...between, goodBefore: true }, '2026.3.11', 'no'],
    [seenIn, '2026.4.24', 'yes'],
    [seenIn, '2026.4.26', 'unknown'],
    [{ ...base, fixed: '2026.4.5' }, '2026.3.13', 'yes'],
    [between, null, 'unknown'],
    [between, 'dev', 'unknown'],
  ])('%j, running %s: %s', (defect, running, has) => {
    expect(hasDefect(defect, running)).toBe(has);
  });
});

describe('beside a finding', () => {
  const TIMEOUT =
    'gateway/ws handshake timeout conn=0a1b2c3d-0000-4000-8000-000000000001 phase=ws_upgrade_started';
  const SCOPE =
    '⇄ res ✗ status 1ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=16015630…024a id=2';

  it('stands a defect that the version has', () => {
    expect(defects(TIMEOUT, '2026.3.13')).toContain('46096 yes');
    expect(explain(TIMEOUT, '2026.3.13')[0]?.defects?.[0]?.url).toMatch(
      /^https:\/\/github\.com\/openclaw\/openclaw\/issues\/\d+$/,
    );
  });

  it('stands none that the version is without, or that may be anything where the version is not known', () => {
    expect(defects(TIMEOUT, '2026.9.6')).toEqual([]);
    expect(defects(TIMEOUT)).toEqual([]);
  });

  it('with a sign of its own it may be the cause of an unknown version too, and is known not to be of a fixed one', () => {
    expect(defects(SCOPE)).toContain('48288 unknown');
    expect(defects(SCOPE, '2026.3.13')).toContain('48288 yes');
    expect(defects(SCOPE, '2026.9.6')).toEqual(expect.arrayContaining(['48288 no']));
  });

  it('makes nothing surer, and changes no order', () => {
    const bare = (version?: string) =>
      explain(TIMEOUT, version).map(({ id, confidence }) => [id, confidence]);
    expect(bare('2026.3.13')).toEqual(bare('2026.9.6'));
  });

  it('is said with versions and whether this one has it', () => {
    const note = explain(TIMEOUT, '2026.3.13')[0]?.defects?.find(({ number }) => number === 46096);
    expect(note && defectText(note)).toMatch(
      /^#46096: .+ Seen in 2026\.3\.12 until 2026\.3\.22, fixed in 2026\.3\.22; this version has it\.$/,
    );
  });
});

it('every defect has a thread of its own, a sentence, versions in order, and findings that exist', () => {
  expect(new Set(KNOWN_DEFECTS.map(({ number }) => number)).size).toBe(KNOWN_DEFECTS.length);
  expect(KNOWN_DEFECTS.length).toBeGreaterThanOrEqual(25);
  const ids = new Set<string>(RULES.map(({ id }) => id));
  for (const { number, says, findings, from, to, fixed } of KNOWN_DEFECTS) {
    expect(says, String(number)).toMatch(/^[A-Z].+\.$/);
    expect(
      findings.filter((id) => !ids.has(id)),
      String(number),
    ).toEqual([]);
    const order = [from, to, fixed].flatMap((version) =>
      version === undefined ? [] : [versionIn(version) ?? []],
    );
    expect(order.length, String(number)).toBeGreaterThan(0);
    expect([...order].sort(compareVersions), String(number)).toEqual(order);
  }
});
