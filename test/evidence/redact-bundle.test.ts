/** What a host tells of a bundle is redacted on the bot once more, and its pieces are not touched. */
import { describe, expect, it } from 'vitest';
import { redactEvidence } from '../../src/evidence/redact-evidence.ts';
import type { BundleMade } from '../../src/protocol/bundle.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { made, piece, reported } from '../incidents/given-bundle.ts';

const SECRET = `sk-ant-api03-${'Zq7Lm2Xw9'.repeat(5)}`;
const clean = (bundle: BundleMade): Evidence =>
  redactEvidence(createRedactor({}), reported({ kind: 'bundle', bundle }));

const LEAKY = made(undefined, {
  name: `bundle ${SECRET}`,
  versions: { openclaw: `1 ${SECRET}` },
  files: [
    { name: 'a.log', bytes: 1, sha256: 'a'.repeat(64), source: `token=${SECRET}`, cut: `cut ${SECRET}` },
  ],
  missing: [{ what: `key ${SECRET}`, why: `key ${SECRET}` }],
  recipients: [`age1${'q'.repeat(58)}`, SECRET],
  gate: {
    passed: false,
    hits: [{ file: `x ${SECRET}`, line: 3, kind: `kind ${SECRET}` }],
    because: { code: 'bundle.leak', params: { what: SECRET } },
  },
  report: [
    { kind: 'heading', level: 1, text: SECRET },
    { kind: 'paragraph', words: [{ text: `Bearer ${SECRET}`, link: `https://evil.example/${SECRET}` }] },
    { kind: 'list', items: [[{ text: SECRET }]] },
    { kind: 'table', head: [SECRET], rows: [[[{ text: SECRET }]]] },
    { kind: 'evidence', source: SECRET, text: `api_key=${SECRET}` },
    { kind: 'commands', lines: [`curl -H "Authorization: Bearer ${SECRET}"`] },
  ],
});

describe('what a host tells of a bundle', () => {
  it('holds no secret afterwards, in no field', () => {
    const text = JSON.stringify(clean(LEAKY));
    expect(text).not.toContain('Zq7Lm2Xw9');
    expect(clean(LEAKY)).toMatchObject({ look: 'seen', report: { kind: 'bundle' } });
  });

  it('keeps the keys of those who can open it, and no link that is not the bot’s', () => {
    const { report } = clean(LEAKY);
    expect(report).toMatchObject({ bundle: { recipients: [`age1${'q'.repeat(58)}`] } });
    expect(JSON.stringify(report)).not.toContain('evil.example');
  });

  it('stays as it was where nothing had to go', () => {
    expect(clean(made()).report).toEqual({ kind: 'bundle', bundle: made() });
  });

  it('changes nothing the second time', () => {
    const once = clean(LEAKY);
    expect(redactEvidence(createRedactor({}), once)).toEqual(once);
  });

  it('keeps a report of thousands of characters whole', () => {
    const text = 'closed conn=7f2 code=1008 reason=token_mismatch\n'.repeat(160);
    const bundle = made(undefined, { report: [{ kind: 'evidence', source: 'log', text }] });
    expect(clean(bundle).report).toEqual({ kind: 'bundle', bundle });
  });

  it('is said to be unredactable as a whole where the redactor fails', () => {
    const broken = {
      text: () => {
        throw new Error('no');
      },
    };
    const told = redactEvidence(broken, reported({ kind: 'bundle', bundle: LEAKY }));
    expect(told).toMatchObject({ look: 'unavailable' });
    expect(JSON.stringify(told)).not.toContain('Zq7Lm2Xw9');
  });
});

it('pieces of the file pass byte for byte', () => {
  const report = { kind: 'bundle-piece' as const, piece: piece(0) };
  expect(redactEvidence(createRedactor({}), reported(report)).report).toEqual(report);
});
