/** What complaints are about: those that were used in making the reader, and how many of those that were not. */
import { describe, expect, it } from 'vitest';
import { readComplaint } from '../../../src/evidence/complaint/read-complaint.ts';
import { type Said, SEEN } from './seen.ts';
import { UNSEEN } from './unseen.ts';

function read({ text, about, channels, who }: Said) {
  const seen = readComplaint(text);
  return {
    said: { about: [...about].sort(), ...(channels ? { channels } : {}), ...(who ? { who } : {}) },
    read: {
      about: [...seen.about].sort(),
      ...(channels ? { channels: seen.channels } : {}),
      ...(who ? { who: seen.who } : {}),
    },
  };
}

it.each(SEEN.map((one) => [one.text, one] as const))('%s', (_text, one) => {
  const { said, read: got } = read(one);
  expect(got).toEqual(said);
});

/** 42 when the reader was done; a change may cost one of them. */
const OF_OTHERS = 41;

it(`reads at least ${OF_OTHERS} of ${UNSEEN.length} complaints that it was not made for`, () => {
  const right = UNSEEN.map(read).filter(
    ({ said, read: got }) => JSON.stringify(said) === JSON.stringify(got),
  );
  expect(right.length).toBeGreaterThanOrEqual(OF_OTHERS);
});

describe('whatever somebody writes', () => {
  it.each([
    ['nothing', ''],
    ['only signs', '?!… ,,, and'],
    ['one word for ever', 'not'.repeat(5_000)],
    ['commas for ever', 'no dm, '.repeat(2_000)],
    ['another script', '\u202eпривет بوت 봇'],
  ])('is read to its end: %s', (_what, text) => {
    expect(Array.isArray(readComplaint(text).about)).toBe(true);
  });
});

describe('that somebody else is served', () => {
  it.each([
    ['the telegram bot ignores the direct messages of one colleague, it answers me', true],
    ['我同事给 Telegram 机器人发私信，一直没有任何回复，我自己发就正常', true],
    ['my direct messages are ignored', false],
    // Who is answered alone may be another one in the group.
    ['the bot says nothing in our group, it answers me alone', false],
  ])('%s: %s', (text, others) => expect(readComplaint(text).others).toBe(others));
});
