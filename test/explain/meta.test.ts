/** What is said about the evidence itself, and which command would decide. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM, META_IDS } from '../../src/diagnosis/finding.ts';
import { terminalLine } from '../../src/diagnosis/fix.ts';
import { nextCheck } from '../../src/diagnosis/next-check.ts';
import { explain as explained } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';
import { evidenceOf, NOW, UP } from '../diagnosis/cases/case.ts';

type Told = { symptom: string; evidence?: { kind: string; text: string }[]; openclaw_version?: string };
const explain = (told: Told) => explained(pastedEvidence(JSON.stringify(told), NOW), NOW).findings;
const logs = (...texts: string[]) => texts.map((text) => ({ kind: 'log', text }));
const meta = (told: Told) => explain(told).filter((f) => (META_IDS as readonly string[]).includes(f.id));

describe('about the evidence:', () => {
  it('two causes that exclude each other are both shown, neither is claimed', () => {
    const told = {
      symptom: 'all channels are silent',
      evidence: logs('origin not allowed', 'SqliteError: database is locked'),
    };
    expect(explain(told).filter((f) => f.confidence >= CLAIM)).toEqual([]);
    expect(meta(told).map((f) => f.id)).toEqual(['conflicting-evidence']);
    expect(explain(told).map((f) => f.id)).toEqual(
      expect.arrayContaining(['origin-not-allowed', 'state-db-error']),
    );
  });

  it('a bare complaint lacks the lines that would decide', () => {
    const [one] = meta({ symptom: 'the bot hangs since yesterday' });
    expect(one?.id).toBe('incomplete-evidence');
    expect(one?.params.missing).toMatch(/version.*log/);
  });

  it('a complete report of something that the release before did right is for the vendor', () => {
    const told = {
      symptom: 'since the update pictures are lost, after downgrading to 2026.8.4 it works fine',
      evidence: logs('image upload: handler returned undefined'),
      openclaw_version: '2026.9.6',
    };
    expect(meta(told).map((f) => f.id)).toEqual(['needs-vendor']);
  });

  it('never leads, never claims, and says nothing beside a claim', () => {
    const told = {
      symptom: 'it does not start',
      evidence: logs('Refusing to bind gateway to lan without auth.'),
    };
    expect(meta(told)).toEqual([]);
    for (const symptom of ['it hangs', '机器人不回复', 'der Bot ist stumm'])
      expect(meta({ symptom }).filter((f) => f.confidence >= CLAIM)).toEqual([]);
  });

  it('is not said of a live host', () => {
    const ids = classify(evidenceOf(UP), NOW).findings.map((f) => f.id);
    expect(ids.filter((id) => (META_IDS as readonly string[]).includes(id))).toEqual([]);
  });
});

describe('the command that would decide', () => {
  it('is a check of the first finding that the runner-up does not have', () => {
    const findings = explain({
      symptom: 'the reminder job ran and nothing was delivered, or cron never fired',
    });
    const decides = nextCheck(findings);
    const [first, second] = decides?.between ?? [];
    expect(first).toBe(findings[0]?.id);
    expect(findings[0]?.checks.map(terminalLine)).toContain(decides?.command);
    expect(findings.find((f) => f.id === second)?.checks.map(terminalLine) ?? []).not.toContain(
      decides?.command,
    );
  });

  it('is none where one cause is claimed and alone, or nothing was found', () => {
    expect(nextCheck([])).toBeNull();
    const alone = explain({ symptom: 'no', evidence: logs('SYSTEM_RUN_DENIED: allowlist miss') }).slice(0, 1);
    expect(alone[0]?.confidence).toBeGreaterThanOrEqual(CLAIM);
    expect(nextCheck(alone)).toBeNull();
  });

  it('never changes anything', () => {
    expect(
      RULES.flatMap((r) => r.checks.map(terminalLine)).filter((c) =>
        /config set|restart|install|approve|rm /.test(c),
      ),
    ).toEqual([]);
  });
});

describe('what only several lines together say', () => {
  it.each([
    ['CLI: 2026.9.6\nGateway: 2026.7.1', 'version-skew'],
    ['  811 openclaw-gateway\n 2044 openclaw-gateway', 'duplicate-gateway'],
    [
      'ann  811 0.1 /usr/bin/node /opt/openclaw/dist/index.js gateway\nann 2044 0.2 openclaw gateway',
      'duplicate-gateway',
    ],
  ])('%s', (text, id) => {
    expect(explain({ symptom: 'strange', evidence: [{ kind: 'command', text }] })[0]?.id).toBe(id);
  });

  it.each(['CLI: 2026.9.6\nGateway: 2026.9.6', '811 openclaw-gateway\n812 grep openclaw-gateway'])(
    'not %s',
    (text) => {
      const ids = explain({ symptom: 'strange', evidence: [{ kind: 'command', text }] }).map((f) => f.id);
      expect(ids).not.toContain('version-skew');
      expect(ids).not.toContain('duplicate-gateway');
    },
  );
});
