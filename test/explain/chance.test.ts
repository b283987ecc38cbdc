/** How likely an answer is said to be right, held against how often it is. */
import { expect, it } from 'vitest';
import { chanceOf } from '../../src/explain/weights/chance.ts';
import { calibrationError } from './calibration.ts';
import { answersTo } from './unseen.ts';

const SOME = { points: 4, lead: 0.5, spoken: 1, none: 0 };

it('grows with what speaks for it and with its lead, and falls where it sounds like nothing of ours', () => {
  const some = chanceOf(SOME);
  expect(chanceOf({ ...SOME, points: 8 })).toBeGreaterThan(some);
  expect(chanceOf({ ...SOME, lead: 0.9 })).toBeGreaterThan(some);
  expect(chanceOf({ ...SOME, spoken: 0 })).toBeGreaterThan(some);
  expect(chanceOf({ ...SOME, none: 0.5 })).toBeLessThan(some);
});

it('means what it says: of ten answers at 0.7 about seven are right', () => {
  const answers = ['complaints', 'symptoms', 'denials'].flatMap(answersTo);
  expect(calibrationError(answers)).toBeLessThanOrEqual(0.08);
});
