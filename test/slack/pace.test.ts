import { describe, expect, it } from 'vitest';
import { createPace, type Pace, type Turn } from '../../src/slack/pace.ts';

const T0 = 1_000_000;

function world(): { pace: Pace; at(ms: number): void } {
  let clock = T0;
  return {
    pace: createPace(() => clock),
    at(ms) {
      clock = T0 + ms;
    },
  };
}
const GO: Turn = { now: true };
const wait = (waitMs: number): Turn => ({ now: false, waitMs, hushed: false });
const hushed = (waitMs: number): Turn => ({ now: false, waitMs, hushed: true });

describe('posts in one channel', () => {
  it('come one a second, in the order in which they were asked for', () => {
    const { pace, at } = world();
    const ask = (ticket: string) => pace.turn('post', 'C1', ticket);
    expect([ask('a'), ask('b'), ask('c')]).toEqual([GO, wait(1_000), wait(2_000)]);
    at(1_000);
    // Whoever comes anew does not push in.
    expect([ask('d'), ask('b')]).toEqual([wait(2_000), GO]);
    at(2_000);
    expect([ask('c')]).toEqual([GO]);
    at(3_000);
    expect([ask('d')]).toEqual([GO]);
  });

  it('keep a second apart though somebody came late for its turn', () => {
    const { pace, at } = world();
    for (const ticket of ['a', 'b', 'c']) pace.turn('post', 'C1', ticket);
    at(1_700);
    expect(pace.turn('post', 'C1', 'b')).toEqual(GO);
    at(2_000);
    expect(pace.turn('post', 'C1', 'c')).toEqual(wait(700));
  });

  it('do not wait for one who does not come', () => {
    const { pace, at } = world();
    for (const ticket of ['a', 'dead', 'c']) pace.turn('post', 'C1', ticket);
    at(3_001);
    expect(pace.turn('post', 'C1', 'c')).toEqual(GO);
  });

  it('do not wait for another channel', () => {
    const { pace } = world();
    expect([pace.turn('post', 'C1', 'a'), pace.turn('post', 'C2', 'b')]).toEqual([GO, GO]);
  });
});

it('lets ten edits through at once and then fifty a minute', () => {
  const { pace, at } = world();
  const gone: number[] = [];
  const waiting = new Map(Array.from({ length: 70 }, (_, n) => [`e${n}`, 0]));
  for (let ms = 0; ms <= 75_000; ms += 100) {
    at(ms);
    for (const [ticket, due] of waiting) {
      if (due > ms) continue;
      const turn = pace.turn('edit', 'T1', ticket);
      if (!turn.now) waiting.set(ticket, ms + turn.waitMs);
      else {
        waiting.delete(ticket);
        gone.push(ms);
      }
    }
  }
  expect(waiting.size).toBe(0);
  expect(gone.filter((ms) => ms === 0)).toHaveLength(10);
  expect(gone.filter((ms) => ms < 60_000).length).toBeLessThanOrEqual(60);
});

describe('S-19: Retry-After', () => {
  it.each([1, 30, 3_600])('of %d s holds for everybody in the channel, and for nobody else', (seconds) => {
    const { pace, at } = world();
    const ms = seconds * 1_000;
    pace.hush('post', 'C1', ms);
    expect(pace.turn('post', 'C1', 'a')).toEqual(hushed(ms));
    expect(pace.turn('post', 'C1', 'b')).toEqual(hushed(ms));
    expect(pace.turn('post', 'C2', 'c')).toEqual(GO);
    expect(pace.turn('edit', 'C1', 'd')).toEqual(GO);
    at(ms);
    expect(pace.turn('post', 'C1', 'a')).toEqual(GO);
    expect(pace.turn('post', 'C1', 'b')).toEqual(wait(1_000));
  });
});

it('S-19: says no more than one message a second in a channel, whichever incidents they come from', () => {
  const { pace, at } = world();
  const said: number[] = [];
  // Thirty incidents with three messages each, all at the same moment; Slack is displeased once.
  const waiting = new Map(Array.from({ length: 90 }, (_, n) => [`inc-${n % 30} message-${n}`, 0]));
  let displeased = false;
  for (let ms = 0; ms < 200_000 && waiting.size > 0; ms += 50) {
    at(ms);
    for (const [ticket, due] of waiting) {
      if (due > ms) continue;
      const turn = pace.turn('post', 'C1', ticket);
      if (!turn.now) waiting.set(ticket, ms + turn.waitMs);
      else if (said.length === 40 && !displeased) {
        displeased = true;
        pace.hush('post', 'C1', 30_000);
        waiting.set(ticket, ms + 30_000);
      } else {
        waiting.delete(ticket);
        said.push(ms);
      }
    }
  }
  expect(waiting.size).toBe(0);
  const gaps = said.slice(1).map((ms, index) => ms - (said[index] ?? 0));
  expect(Math.min(...gaps)).toBe(1_000);
  expect(said.at(-1)).toBeLessThanOrEqual(125_000);
});
