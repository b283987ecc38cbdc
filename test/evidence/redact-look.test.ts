/** Secrets out of what a host sent: everything is read, in slices, and what the allowance does not last for is not kept. */
import { expect, it } from 'vitest';
import { redactLook } from '../../src/evidence/redact-look.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { createRedactor } from '../../src/redaction/redact.ts';

const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const piece = (n: number, more: Partial<Evidence> = {}): Evidence => ({
  probe: `p${n}`,
  subject: 'host',
  source: `/etc/${n}`,
  at: '2026-11-22T00:00:00Z',
  how: 'live',
  look: 'seen',
  why: 'in part',
  text: `said ${TOKEN}`,
  facts: Array.from({ length: 40 }, (_, i) => ({
    fact: 'made.up',
    subject: 'host',
    value: i,
    quote: `${'a harmless word '.repeat(50)}${TOKEN}`,
  })),
  tookMs: 3,
  ...more,
});

/** A redactor that takes 10 ms a text by its own clock, and counts turns given to others. */
function slow(text = (said: string) => said) {
  let now = 0;
  let breaths = 0;
  const parts = {
    redactor: {
      text(said: string) {
        now += 10;
        return text(said);
      },
    },
    clock: () => now,
    async breathe() {
      breaths += 1;
    },
  };
  return { parts, breaths: () => breaths };
}

it('reads every text of every piece, and keeps all that is no secret', async () => {
  const redactor = createRedactor({});
  const { parts } = slow(redactor.text);
  const { pieces } = await redactLook([piece(1), piece(2)], 60_000, parts);
  expect(JSON.stringify(pieces)).not.toContain(TOKEN);
  expect(
    pieces.map(({ probe, source, why, facts, tookMs }) => [probe, source, why, facts.length, tookMs]),
  ).toEqual([
    ['p1', '/etc/1', 'in part', 40, 3],
    ['p2', '/etc/2', 'in part', 40, 3],
  ]);
  expect(pieces[0]?.facts.map(({ value }) => value)).toEqual(Array.from({ length: 40 }, (_, i) => i));
});

it('gives others a turn again and again', async () => {
  const { parts, breaths } = slow();
  const { tookMs } = await redactLook([piece(1), piece(2)], 60_000, parts);
  expect(breaths()).toBeGreaterThan(4);
  expect(tookMs).toBeGreaterThanOrEqual(800);
});

it('keeps nothing of a piece for which the allowance did not last, nor of those behind it', async () => {
  const { parts } = slow();
  const { pieces, tookMs } = await redactLook([piece(1), piece(2), piece(3)], 1_300, parts);
  expect(pieces.map(({ look }) => look)).toEqual(['seen', 'unavailable', 'unavailable']);
  expect(pieces[1]).toMatchObject({ facts: [], why: expect.stringContaining('too long') });
  expect(JSON.stringify(pieces.slice(1))).not.toContain(TOKEN);
  expect(tookMs).toBeLessThan(1_900);
});

it('keeps nothing of a piece of which one part could not be redacted', async () => {
  const { parts } = slow((said) => {
    if (said.includes('7')) throw new Error('a layer failed');
    return said;
  });
  const bad = piece(1);
  const facts = bad.facts.map((fact, i) =>
    i === 39 ? { ...fact, quote: '7' } : { ...fact, quote: 'x'.repeat(900) },
  );
  const { pieces } = await redactLook([{ ...bad, text: 'x', source: 's', facts }], 60_000, parts);
  expect(pieces).toEqual([expect.objectContaining({ look: 'unavailable', facts: [] })]);
});
