/** Late once or twice is everybody; late again and again is held up; never is something else. */
import { expect, it } from 'vitest';
import { promptness, type Reading, timed } from '../../../src/agent/gateway-rpc/promptness.ts';

const SILENCE = null;
const HELD_UP = 'held up';
const READING: Reading<string | null> = {
  isSilence: (answer) => answer === SILENCE,
  wasHeldUp: (answer) => answer === HELD_UP,
};
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
  const said = await promptness(await ask(), ask, READING, signal, rest);
  return { ...said, asked };
}

it('an answer in time is asked for once', async () => {
  expect(await judged(['ok', 120])).toEqual({ answers: 'prompt', answer: 'ok', asked: 1 });
});

it('an answer in time may be the moment between two standstills, if the server says that it was held up', async () => {
  const said = await judged(['held up', 4], ['ok', 2_900], ['ok', 2_900], ['ok', 2_900]);
  expect(said).toEqual({ answers: 'late', answer: 'held up', asked: 4 });
  expect(await judged(['held up', 4], ['ok', 4])).toMatchObject({ answers: 'prompt' });
});

/** A server that stands still for `heldMs` of every `everyMs`, first asked `phaseMs` after a standstill began. */
async function standsStill(heldMs: number, everyMs: number, phaseMs: number) {
  let now = phaseMs;
  const ask = async (limitMs: number): Promise<{ answer: string | null; tookMs: number }> => {
    const heldFor = Math.max(0, heldMs - (now % everyMs));
    const tookMs = Math.min(heldFor, limitMs);
    now += tookMs;
    return { answer: heldFor > limitMs ? SILENCE : HELD_UP, tookMs };
  };
  const rest = async (ms: number) => {
    now += ms;
  };
  const { signal } = new AbortController();
  return (await promptness(await ask(3_000), ask, READING, signal, rest)).answers;
}
const phases = Array.from({ length: 80 }, (_, n) => n * 50);

it('is late whenever it is first asked, if it stands still for three seconds of four', async () => {
  const said = await Promise.all(phases.map((phase) => standsStill(3_000, 3_800, phase)));
  expect(new Set(said)).toEqual(new Set(['late']));
});

it('is never late if no standstill takes two seconds', async () => {
  const said = await Promise.all(phases.map((phase) => standsStill(1_900, 2_400, phase)));
  expect(new Set(said)).toEqual(new Set(['prompt']));
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
  const said = await promptness<string | null>(silence, async () => silence, READING, stopped);
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
