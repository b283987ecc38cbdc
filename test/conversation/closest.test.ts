/** Which word was meant. */
import { describe, expect, it } from 'vitest';
import { closest, distance } from '../../src/conversation/closest.ts';

describe('the distance of two words', () => {
  it.each([
    ['triage', 'triage', 0],
    ['traige', 'triage', 1],
    ['triag', 'triage', 1],
    ['triagee', 'triage', 1],
    ['troage', 'triage', 1],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('%s – %s is %i', (a, b, away) => {
    expect(distance(a, b)).toBe(away);
    expect(distance(b, a)).toBe(away);
  });
});

describe('the closest word', () => {
  const verbs = ['triage', 'explain', 'status', 'hosts', 'host', 'enroll', 'help'];
  it.each([
    ['traige', 'triage'],
    ['Triage', 'triage'],
    ['tri', 'triage'],
    ['statsu', 'status'],
    ['hots', 'hosts'],
    ['enrol', 'enroll'],
    ['zebra', null],
    ['x', null],
    ['', null],
  ])('to %j is %j', (typed, word) => {
    expect(closest(typed, verbs)).toBe(word);
  });

  it('among hosts is the one with a dash forgotten', () => {
    expect(closest('node3', ['node-1', 'node-3', 'node-13'])).toBe('node-3');
  });

  it('is found for a text of any length', () => {
    expect(closest('x'.repeat(100_000), verbs)).toBeNull();
  });
});
