/**
 * How far the chance that an answer names is from how often such answers are right: in ten bins of equal width, the
 * difference between the two, weighed by how many answers a bin holds.
 */
import { type Answered, isRight } from './unseen.ts';

const BINS = 10;

export function binsOf(answers: readonly Answered[]): { count: number; said: number; right: number }[] {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, said: 0, right: 0 }));
  for (const answer of answers) {
    const chance = answer.findings[0]?.chance;
    if (chance === undefined) continue;
    const bin = bins[Math.min(BINS - 1, Math.floor(chance * BINS))];
    if (bin === undefined) continue;
    bin.count += 1;
    bin.said += chance;
    bin.right += isRight(answer) ? 1 : 0;
  }
  return bins;
}

export function calibrationError(answers: readonly Answered[]): number {
  const bins = binsOf(answers);
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / all;
}
