/**
 * Recall and what stays on what bundles are made of: 60 ways in which a secret turns up there, 45 kinds of lines without
 * one. Two thirds were mended by; the last was measured once they were whole.
 */
import { describe, expect, it } from 'vitest';
import { bundleScore, THIRDS } from './bundle-score.ts';

describe.each(THIRDS)('the part %s', (third) => {
  const score = bundleScore(third);
  const told = third === 'sealed' ? 'sealed' : score.misses.join('\n');
  it('is large enough to say something', () => {
    expect(score.secrets).toBeGreaterThanOrEqual(60);
    expect(score.harmless).toBeGreaterThanOrEqual(30);
  });
  it('loses no more secrets and harmless lines than it did', () => {
    expect(score.knowing, told).toBeGreaterThanOrEqual(99.5);
    expect(score.patterns, told).toBeGreaterThanOrEqual(97);
    expect(score.intact, told).toBeGreaterThanOrEqual(99);
    expect(score.contextKept, told).toBeGreaterThanOrEqual(99);
  });
  it('can be seen to fail', () => {
    const blind = bundleScore(third, () => (text) => text);
    expect(blind.knowing + blind.patterns).toBe(0);
    expect(bundleScore(third, () => () => '').intact).toBe(0);
  });
});
