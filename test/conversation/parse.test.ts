/** What people type, from desks and telephones, in words. */
import { describe, expect, it } from 'vitest';
import { parseLine, plain, wordsOf } from '../../src/conversation/parse.ts';

describe('a line', () => {
  it.each([
    ['triage node-3', 'triage', ['node-3'], 'node-3'],
    ['  TRIAGE   node-3/work ', 'triage', ['node-3/work'], 'node-3/work'],
    ['/openclaw triage node-3', 'triage', ['node-3'], 'node-3'],
    ['/OpenClaw triage node-3', 'triage', ['node-3'], 'node-3'],
    ['/openclaw', '', [], ''],
    ['', '', [], ''],
    ['triage node–3', 'triage', ['node-3'], 'node–3'],
    ['triage\u00a0node-3', 'triage', ['node-3'], 'node-3'],
    ['\u200btriage node-3\u200b', 'triage', ['node-3'], 'node-3'],
    ['explain “gateway closed (1000)”', 'explain', ['gateway closed (1000)'], '“gateway closed (1000)”'],
    [
      'freeze node-3 because "we are on it"',
      'freeze',
      ['node-3', 'because', 'we are on it'],
      'node-3 because "we are on it"',
    ],
    ['explain first\nsecond line', 'explain', ['first', 'second', 'line'], 'first\nsecond line'],
    ['/openclawtriage', '/openclawtriage', [], ''],
  ])('%j is read', (text, verb, words, rest) => {
    expect(parseLine(text, '/openclaw')).toEqual({ verb, words, rest });
  });

  it('keeps pasted evidence as it was', () => {
    const log = 'closed — reason: “” \u202e –x';
    expect(parseLine(`explain ${log}`, '/openclaw').rest).toBe(log);
  });
});

describe('words', () => {
  it.each([
    ['a  b', ['a', 'b']],
    ["'a b' c", ['a b', 'c']],
    ['"" b', ['', 'b']],
    ['"never closed', ['never closed']],
    ["it's fine", ["it's", 'fine']],
    ['say "it\'s" now', ['say', "it's", 'now']],
  ])('of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

it('a long dash is two short ones, as telephones make it', () => {
  expect(plain('—json')).toBe('--json');
});
