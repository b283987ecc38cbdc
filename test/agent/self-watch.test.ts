/** What the host agent takes of the machine, and what it then does without. */
import { describe, expect, it } from 'vitest';
import { judge, type Taken, WATCH_LIMITS, yieldWords } from '../../src/agent/self-watch.ts';

const CALM: Taken = { cpu: 0.01, memory: 50 * 1024 * 1024, handles: 30, mayOpen: 1_024 };
const minute = (more: Partial<Taken>): Taken[] => Array.from({ length: 4 }, () => ({ ...CALM, ...more }));

describe('a host agent that takes', () => {
  it.each<[string, Taken[], string | null]>([
    ['nothing yet', [], null],
    ['little', minute({}), null],
    ['a processor for a moment', [...minute({}).slice(1), { ...CALM, cpu: 1 }], null],
    ['half a processor for a minute', minute({ cpu: 0.6 }), 'one'],
    ['a whole one for a minute', minute({ cpu: 0.99 }), 'none'],
    ['exactly the limit', minute({ cpu: WATCH_LIMITS.cpu.one }), null],
    ['much memory', [{ ...CALM, memory: WATCH_LIMITS.memory.one + 1 }], 'one'],
    ['very much memory', [{ ...CALM, memory: WATCH_LIMITS.memory.none + 1 }], 'none'],
    ['many handles', [{ ...CALM, handles: 600 }], 'one'],
    ['nearly all handles', [{ ...CALM, handles: 1_000 }], 'none'],
    [
      'handles where no limit is known',
      [{ ...CALM, handles: 9_000, mayOpen: Number.MAX_SAFE_INTEGER }],
      null,
    ],
  ])('%s', (_what, measures, level) => {
    expect(judge(measures)?.level ?? null).toBe(level);
  });

  it('says what it does without, and why', () => {
    expect(yieldWords(judge([{ ...CALM, handles: 1_000 }]))).toBe(
      'no new looks: it has 1000 of 1024 file handles open',
    );
    expect(yieldWords(judge(minute({ cpu: 0.6 })))).toBe(
      'one look at a time, no deep ones: it took 60 % of a processor for a minute',
    );
    expect(yieldWords(null)).toBe(null);
  });
});
