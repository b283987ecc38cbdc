/** Lines of ours that people copy hold keys, and one key in 64 begins with a dash. */
import { describe, expect, it } from 'vitest';
import { typedArguments } from '../src/node-arguments.ts';

const KEY = '-kL0zJc4bYx2mB6v9t1Qe3Uo5Wd7Fh8Ga0Nr4Ps6Tz8';
const options = {
  bot: { type: 'string' },
  json: { type: 'boolean' },
  recipient: { type: 'string', multiple: true },
} as const;

describe('what was typed', () => {
  it.each([
    ['a key of an option', ['--bot', KEY], { bot: KEY }, []],
    ['the same after =', [`--bot=${KEY}`], { bot: KEY }, []],
    [
      'a key as a word',
      ['host', 'node-7', 'confirm', KEY, '--json'],
      { json: true },
      ['host', 'node-7', 'confirm', KEY],
    ],
    ['a join token', ['--bot', `${KEY}.${KEY}.${KEY}`], { bot: `${KEY}.${KEY}.${KEY}` }, []],
    ['several keys', ['--recipient', KEY, '--recipient', 'age1'], { recipient: [KEY, 'age1'] }, []],
    ['a key with two dashes', ['--bot', `-${KEY.slice(0, -1)}`], { bot: `-${KEY.slice(0, -1)}` }, []],
    ['a dash that stands for standard input', ['--bot', '-'], { bot: '-' }, []],
  ] as const)('%s', (_what, args, values, words) => {
    expect(typedArguments(args, options, true)).toEqual({ values, words });
  });

  it.each([
    ['an option that is not there', ['-k']],
    ['an option that lacks its value', ['--bot', '--json']],
    ['a key where no word may stand', [KEY]],
  ] as const)('refuses %s', (_what, args) => {
    expect(() => typedArguments(args, options, false)).toThrow(TypeError);
  });
});
