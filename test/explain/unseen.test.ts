/**
 * Complaints that nobody used in making `explain`, counted together: no row is a promise. Whoever teaches a finding
 * writes an example for it (src/explain/examples), and never with a row of these.
 */
import { describe, expect, it } from 'vitest';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { answersTo, right } from './unseen.ts';

describe.each([
  // What was seen on 2026-11-23, less a few rows: first, and among the first three.
  { name: 'complaints', of: 'complaints of all kinds', first: 0.85, three: 0.92 },
  { name: 'symptoms', of: "the operators' table in other words", first: 0.89, three: 0.94 },
  { name: 'denials', of: 'complaints that say what it is not', first: 0.44, three: 0.68 },
])('$of', ({ name, first, three }) => {
  const answers = answersTo(name);

  it('are mostly led by their cause', () => {
    expect(right(answers, 1)).toBeGreaterThanOrEqual(first);
    expect(right(answers, 3)).toBeGreaterThanOrEqual(three);
  });

  it('are claimed for nothing: likeness is no evidence', () => {
    const claimed = answers.flatMap(({ findings }) =>
      findings.filter(({ confidence }) => confidence >= CLAIM),
    );
    expect(claimed).toEqual([]);
  });
});

it('what is about no gateway is claimed for nothing, and hardly ever worth a guess', () => {
  const answers = answersTo('foreign').map(({ findings }) => findings);
  expect(answers.flat().filter(({ confidence }) => confidence >= CLAIM)).toEqual([]);
  const guessed = answers.filter(([first]) => (first?.confidence ?? 0) >= 0.3);
  expect(guessed.length / answers.length).toBeLessThanOrEqual(0.05);
});
