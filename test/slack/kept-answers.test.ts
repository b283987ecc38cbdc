/** Answers are asked for once, kept as long as they are worth it, and nobody waits for a call that is lost. */
import { expect, it } from 'vitest';
import { keptAnswers } from '../../src/slack/kept-answers.ts';

/** Answers with a running number; `never` holds calls that get no answer. */
function counting({ most = 10, never = new Set<number>() } = {}) {
  const clock = { now: 0 };
  const asked: string[] = [];
  const get = keptAnswers<string>({
    ask: (key) => {
      asked.push(key);
      return never.has(asked.length)
        ? new Promise(() => undefined)
        : Promise.resolve(`${key}${asked.length}`);
    },
    keepMs: (answer) => (answer.startsWith('bad') ? 2 : 60),
    limitMs: 20,
    late: 'late',
    most,
    now: () => clock.now,
  });
  return { get, asked, clock };
}

it('asks once for questions at the same time, and again when the answer is old', async () => {
  const { get, asked, clock } = counting();
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2']);
  clock.now = 59;
  expect(await get('a')).toBe('a1');
  clock.now = 60;
  expect(await get('a')).toBe('a3');
  expect(asked).toEqual(['a', 'b', 'a']);
});

it('keeps each answer for as long as that answer is worth', async () => {
  const { get, clock } = counting();
  expect(await get('bad')).toBe('bad1');
  clock.now = 2;
  expect(await get('bad')).toBe('bad2');
});

it('leaves nobody waiting for a call that is lost, and asks anew when its time is up', async () => {
  const { get, clock } = counting({ never: new Set([1]) });
  expect(await Promise.all([get('a'), get('a')])).toEqual(['late', 'late']);
  clock.now = 20;
  expect(await get('a')).toBe('a2');
});

it('forgets the oldest when there are too many', async () => {
  const { get, asked } = counting({ most: 2 });
  for (const key of ['a', 'b', 'c', 'b', 'a']) await get(key);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
