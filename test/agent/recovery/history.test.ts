/** What is remembered of restarts: which one is under way, and how long the next one is waited for. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  beginRestart,
  isWholeHistory,
  lastRestart,
  noteRestart,
  patience,
  patienceFor,
  usualRestarts,
} from '../../../src/agent/recovery/history.ts';
import { emptyPlace } from '../place.ts';

it.each([
  ['nothing is known', [], 180_000],
  ['starts are quick', [4_000, 5_000, 6_000], 60_000],
  ['starts are slow', [30_000, 40_000, 50_000], 120_000],
  ['starts are slower than any patience', [90_000], 180_000],
  ['one start was an exception', [20_000, 25_000, 170_000], 75_000],
])('where %s, a start is waited for %j → %d ms', (_, starts, waits) => {
  expect(patience(starts)).toBe(waits);
});

const about = { gateway: 'default', before: null, port: null, failing: [], beganAt: 1 };

describe('the history', () => {
  it('keeps the last ten of each gateway', () => {
    const dir = emptyPlace().dir;
    for (let n = 0; n < 12; n++) {
      const { seq } = beginRestart(dir, { ...about, run: `run-${n}` });
      noteRestart(dir, seq, { ended: 'done', tookMs: n, startMs: 30_000 });
    }
    beginRestart(dir, { ...about, run: 'other', gateway: 'work' });
    expect(usualRestarts(dir, 'default')).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(usualRestarts(dir, 'work')).toEqual([]);
    expect(patienceFor(dir, 'default')).toBe(90_000);
  });

  it('tells the order that is under way from the one before it in the same run', () => {
    const dir = emptyPlace().dir;
    const first = beginRestart(dir, { ...about, run: 'run' });
    noteRestart(dir, first.seq, { ended: 'done' });
    expect(lastRestart(dir, 'run', first.seq)).toBeNull();
    const second = beginRestart(dir, { ...about, run: 'run' });
    expect(lastRestart(dir, 'run', first.seq)).toMatchObject({ seq: second.seq, ended: null });
  });

  it('starts anew where its file is not what it was', () => {
    const dir = emptyPlace().dir;
    beginRestart(dir, { ...about, run: 'run' });
    writeFileSync(join(dir, 'recovery/restarts.json'), '[{');
    expect([lastRestart(dir, 'run'), isWholeHistory(dir)]).toEqual([null, false]);
    expect(beginRestart(dir, { ...about, run: 'run' }).seq).toBe(1);
    expect(isWholeHistory(dir)).toBe(true);
  });

  it('keeps the rows that it can read, and counts on from what the run was told', () => {
    const dir = emptyPlace().dir;
    const first = beginRestart(dir, { ...about, run: 'run' });
    const path = join(dir, 'recovery/restarts.json');
    // As builds left it that kept their budget in the same file.
    writeFileSync(path, JSON.stringify([first, { at: 1, key: 'run:restart:1' }]));
    expect([lastRestart(dir, 'run')?.seq, isWholeHistory(dir)]).toEqual([1, false]);
    writeFileSync(path, '[]');
    expect(beginRestart(dir, { ...about, run: 'run' }, first.seq).seq).toBe(2);
    expect(lastRestart(dir, 'run', first.seq)).toMatchObject({ seq: 2 });
  });
});
