/** Which refusals of a Durable Object are tried again, and how often. */
import { expect, it } from 'vitest';
import { tryAgain } from '../../src/storage/try-again.ts';

type Refusal = { retryable?: boolean; overloaded?: boolean };

async function calls(refusals: Refusal[]): Promise<{ made: number; pauses: number[]; outcome: string }> {
  let made = 0;
  const pauses: number[] = [];
  const call = async (): Promise<string> => {
    const refusal = refusals[made];
    made += 1;
    if (refusal) throw Object.assign(new Error('turned away'), refusal);
    return 'answered';
  };
  const outcome = await tryAgain(call, async (ms) => pauses.push(ms)).catch((error: Error) => error.message);
  return { made, pauses, outcome };
}

const moving: Refusal = { retryable: true };

it.each<[string, Refusal[], { made: number; pauses: number[]; outcome: string }]>([
  ['nothing that worked', [], { made: 1, pauses: [], outcome: 'answered' }],
  ['an object that is moving', [moving, moving], { made: 3, pauses: [50, 100], outcome: 'answered' }],
  [
    'an object that does not come back, for a while',
    Array(9).fill(moving),
    { made: 4, pauses: [50, 100, 200], outcome: 'turned away' },
  ],
  [
    'no object that is overloaded',
    [{ retryable: true, overloaded: true }],
    { made: 1, pauses: [], outcome: 'turned away' },
  ],
  ["no object's own error", [{}], { made: 1, pauses: [], outcome: 'turned away' }],
])('tries %s', async (_what, refusals, expected) => {
  expect(await calls(refusals)).toEqual(expected);
});
