/**
 * Recall and what stays on rows apart from those that the redactor was built on: 130 issuers' tokens where nothing
 * names them, 100 further ways of saying, 110 kinds of harmless lines. One half was mended by; the other was kept.
 */
import { describe, expect, it } from 'vitest';
import { HALVES, missesIn, scoreOf } from './unseen-score.ts';

describe.each(HALVES)('the half that was %s', (half) => {
  const score = scoreOf(half);
  it('is large enough to say something', () => {
    expect(score.vendors.rows).toBeGreaterThan(200);
    expect(score.named.rows).toBeGreaterThan(150);
    expect(score.harmless.rows).toBeGreaterThan(150);
  });
  it('loses no more secrets and harmless lines than it did', () => {
    const told = missesIn(half).join('\n');
    expect(score.vendors.percent, told).toBeGreaterThanOrEqual(LEAST[half].vendors);
    expect(score.named.percent, told).toBeGreaterThanOrEqual(LEAST[half].named);
    expect(score.harmless.percent, told).toBeGreaterThanOrEqual(LEAST[half].harmless);
  });
  it('can be seen to fail', () => {
    const blind = scoreOf(half, () => ({ text: (input: string) => input }));
    expect(blind.vendors.percent + blind.named.percent).toBe(0);
    const wiped = scoreOf(half, () => ({ text: () => '' }));
    expect(wiped.harmless.percent).toBe(0);
  });
});

/** What was reached, in percent. */
const LEAST = {
  'mended-by': { vendors: 99.5, named: 99.5, harmless: 100 },
  kept: { vendors: 97, named: 97, harmless: 99 },
} as const;
