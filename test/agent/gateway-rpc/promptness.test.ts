/** Late once or twice is everybody; late again and again is held up; never is something else. */
import { expect, it } from 'vitest';
import { promptness, timed } from '../../../src/agent/gateway-rpc/promptness.ts';

const SILENCE = null;
type Asked = [answer: string | null, tookMs: number];

/** What a server with these answers is called; the last one is given for ever. */
async function judged(...answers: [Asked, ...Asked[]]) {
  let asked = 0;
  const ask = async () => {
    const [answer, tookMs] = answers[Math.min(asked++, answers.length - 1)] ?? answers[0];
    return { answer, tookMs };
  };
  const { signal } = new AbortController();
  const rest = async () => {};
  const said = await promptness(await ask(), ask, (answer) => answer === SILENCE, signal, rest);
  return { ...said, asked };
}

it('an answer in time is asked for once', async () => {
  expect(await judged(['ok', 1_900])).toEqual({ answers: 'prompt', answer: 'ok', asked: 1 });
});

it.each<[string, [Asked, ...Asked[]], string | undefined, string | null]>([
  [
    'late once, and then at once',
    [
      ['ok', 2_900],
      ['ok', 4],
    ],
    undefined,
    'ok',
  ],
  [
    'one long standstill',
    [
      [SILENCE, 3_000],
      ['ok', 5_000],
      ['ok', 4],
    ],
    undefined,
    'ok',
  ],
  [
    'late twice, as two large pieces of work make it',
    [
      ['ok', 2_900],
      ['ok', 2_900],
      ['ok', 4],
    ],
    undefined,
    'ok',
  ],
  [
    'late, and late again',
    [
      ['ok', 2_500],
      ['ok', 30],
      ['later', 2_050],
    ],
    'late',
    'ok',
  ],
  [
    'no answer, one, and none',
    [
      [SILENCE, 3_000],
      ['ok', 900],
      [SILENCE, 2_100],
    ],
    'late',
    'ok',
  ],
  [
    'no answer at all',
    [
      [SILENCE, 3_000],
      [SILENCE, 6_500],
    ],
    'never',
    null,
  ],
])('%s', async (_case, answers, called, answer) => {
  expect(await judged(...answers)).toMatchObject({ answers: called, answer });
});

it('a look that is stopped says nothing', async () => {
  const stopped = AbortSignal.abort();
  const silence = { answer: SILENCE, tookMs: 3_000 };
  const said = await promptness<string | null>(
    silence,
    async () => silence,
    (it) => it === SILENCE,
    stopped,
  );
  expect(said.answers).toBeUndefined();
});

it('the time that the asker itself stood still is not the server’s', async () => {
  let now = 0;
  const starved = async () => {
    now = 5_000;
  };
  // No tick came through in all that time; two of them are what every process may lose.
  expect(await timed(starved, () => now)).toMatchObject({ tookMs: 100 });
});
