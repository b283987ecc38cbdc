/**
 * The rule by which the demo and the field tests call a triage right or wrong.
 */
import { expect, it } from 'vitest';
import { judge } from './judge.ts';

const finding = (id: string, confidence: number) => ({ id, confidence });

it.each([
  {
    name: 'an accepted id first',
    accepted: ['a', 'b'],
    findings: [finding('b', 0.9), finding('c', 0.8)],
    passed: true,
  },
  {
    name: 'an accepted id second',
    accepted: ['a'],
    findings: [finding('c', 0.9), finding('a', 0.8)],
    passed: false,
  },
  { name: 'no finding where one was planted', accepted: ['a'], findings: [], passed: false },
  { name: 'nothing where nothing is wrong', accepted: [], findings: [], passed: true },
  { name: 'a mention where nothing is wrong', accepted: [], findings: [finding('a', 0.49)], passed: true },
  { name: 'a claim where nothing is wrong', accepted: [], findings: [finding('a', 0.5)], passed: false },
])('$name: $passed', ({ accepted, findings, passed }) => {
  expect(judge(accepted, findings).passed).toBe(passed);
});
