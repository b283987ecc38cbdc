/** Pasted text and complaints become evidence: what programs say is pasted, what people say is told. */
import { describe, expect, it } from 'vitest';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { explain as explained } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';
import { Evidence } from '../../src/protocol/evidence.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const explain = (input: unknown) =>
  explained(pastedEvidence(typeof input === 'string' ? input : JSON.stringify(input), NOW), NOW).findings;

describe('plain text', () => {
  it.each([
    ['unauthorized: gateway token mismatch (provide gateway auth token)', 'token-drift'],
    ['Gateway start blocked: set gateway.mode=local (current: remote)', 'gateway-mode-remote'],
    ['write failed: ENOSPC: no space left on device', 'disk-full'],
    ['origin not allowed (open the Control UI from the gateway host)', 'origin-not-allowed'],
    [
      'HTTP 429: rate_limit_error: Extra usage is required for long context requests',
      'anthropic-long-context-429',
    ],
    ['Error: Failed to start Chrome CDP on port 18800 for profile "openclaw".', 'browser-launch-failed'],
  ])('%s', (text, id) => {
    expect(explain(text)[0]).toMatchObject({ id });
    expect(explain(text)[0]?.confidence).toBeGreaterThanOrEqual(CLAIM);
    expect(explain(text)[0]?.confidence).toBeLessThanOrEqual(0.8);
  });

  it('that says nothing of the kind is worth a faint guess at most', () => {
    const sure = explain('The weather is fine and everybody is well.').map((f) => f.confidence);
    expect(Math.max(0, ...sure)).toBeLessThan(0.3);
    expect(explain('')).toEqual([]);
  });
});

it('a decisive line is found among hundreds of harmless ones', () => {
  const noise = Array.from(
    { length: 400 },
    (_, n) =>
      `2026-11-21T02:${String(n % 60).padStart(2, '0')}:00.000Z [ws] ⇄ res ✓ sessions.list ${n}ms conn=abcd id=r${n}`,
  );
  const text = [
    ...noise.slice(0, 200),
    'Refusing to bind gateway to lan without auth.',
    ...noise.slice(200),
  ].join('\n');
  expect(explain(text)[0]?.id).toBe('bind-refused-no-auth');
});

it('the same words in a chat message inside the log are no evidence', () => {
  expect(
    explain(
      '2026-11-21T03:00:00.000Z [chat] received message from 7: "gateway token mismatch, no space left on device"',
    ),
  ).toEqual([]);
});

describe('JSON with a symptom', () => {
  it('a complaint alone never claims anything', () => {
    for (const symptom of [
      'tools are all gone',
      'Die Tools sind weg und der Bot antwortet nicht',
      '机器人不回复，升级后一直重启',
    ])
      expect(explain({ symptom }).filter((f) => f.confidence >= CLAIM)).toEqual([]);
  });

  it('a complaint completes what a line says', () => {
    const evidence = [
      { kind: 'log', text: 'control ui requires device identity (use HTTPS or localhost secure context)' },
    ];
    expect(explain({ symptom: 'dashboard broken', evidence })[0]?.id).toBe('control-ui-device-identity');
    expect(explain({ symptom: 'opened http://192.0.2.7:18789', evidence })[0]?.id).toBe('insecure-context');
  });

  it('keeps the pieces apart and says where each fact came from', () => {
    const pieces = pastedEvidence(
      JSON.stringify({
        symptom: 'nothing works',
        evidence: [{ kind: 'cli', command: 'openclaw health', text: 'gateway closed (1000): ' }],
        os: 'linux',
        supervisor: 'docker',
      }),
      NOW,
    );
    expect(pieces.map((p) => Evidence.safeParse(p).success)).toEqual(pieces.map(() => true));
    expect(pieces.find((p) => p.facts.some((f) => f.fact === 'connect.close.code'))?.source).toBe(
      'openclaw health',
    );
    expect(new Set(pieces.map((p) => p.how))).toEqual(new Set(['pasted', 'told']));
  });

  it('gives times of its own to nothing: pasted clocks are of another host', () => {
    const pieces = pastedEvidence('2020-01-01T00:00:00.000Z unauthorized: gateway token mismatch', NOW);
    expect(pieces.flatMap((p) => p.facts).some((f) => f.at !== undefined)).toBe(false);
  });
});

it.each([
  '{',
  '{"evidence": 7}',
  '[1,2,3]',
  '{"symptom": {"$ne": null}}',
  '\u0000\u0001\ud800',
  '{"evidence":[{"text":"__proto__"}]}',
  `{"symptom":"${'('.repeat(10_000)}"}`,
  `${'unauthorized reason='.repeat(20_000)}`,
])('strange input gives an answer, never an exception: %#', (input) => {
  expect(Array.isArray(explain(input))).toBe(true);
});

describe('work that a paste may cause', () => {
  const NOTHING = { closely: 0, atAll: 0, left: 0 };
  const workOf = (input: string) => {
    const work = { ...NOTHING };
    const evidence = pastedEvidence(input, 0, work);
    return { work, evidence };
  };
  const line = 'data:\n  password: c2VjcmV0\n';

  it('a megabyte is read by its words and not closely, and a refusal at its end is still seen', () => {
    const refusal =
      '2026-11-02T10:00:00.000Z [ws] unauthorized conn=1 remote=127.0.0.1 reason=token_mismatch\n';
    const { work, evidence } = workOf(line.repeat(40_000) + refusal);
    expect(work.closely).toBeLessThanOrEqual(131_072);
    expect(work.left).toBe(0);
    expect(JSON.stringify(evidence)).toContain('token_mismatch');
  });

  it('many pieces have one allowance together, and what is beyond it is told as not read', () => {
    const piece = { kind: 'log', text: line.repeat(3_700) };
    const { work, evidence } = workOf(JSON.stringify({ evidence: Array.from({ length: 150 }, () => piece) }));
    expect(work.closely).toBeLessThanOrEqual(131_072);
    expect(work.atAll).toBeLessThanOrEqual(8_000_000);
    expect(work.left).toBeGreaterThan(0);
    expect(evidence.at(-1)).toMatchObject({
      look: 'unavailable',
      why: expect.stringContaining('was not read'),
    });
  });

  it('a short paste is read closely and whole', () => {
    expect(workOf(line).work).toEqual({ closely: line.length, atAll: line.length, left: 0 });
  });
});
