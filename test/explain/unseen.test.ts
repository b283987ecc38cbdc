/**
 * Complaints by people who had read neither the examples that are learned from nor any rule, counted together: no row is
 * a promise. Whoever teaches a finding writes an example for it (src/explain/examples), and never with a row of these.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLAIM, type Finding } from '../../src/diagnosis/finding.ts';
import { explain } from './explain.ts';

type Row = { said: string; want: string[] };

const rowsOf = (name: string): Row[] =>
  readFileSync(new URL(`./unseen/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** Share of the rows, 0..1, whose right finding is among the first `most`. */
function right(rows: readonly Row[], answers: ReadonlyMap<Row, Finding[]>, most: number): number {
  const hits = rows.filter((row) =>
    answers
      .get(row)
      ?.slice(0, most)
      .some(({ id }) => row.want.includes(id)),
  );
  return hits.length / rows.length;
}

describe.each([
  // What was seen on 2026-11-23, less a few rows: first, and among the first three.
  { name: 'complaints', of: 'complaints of all kinds', first: 0.82, three: 0.9 },
  { name: 'symptoms', of: "the operators' table in other words", first: 0.75, three: 0.88 },
  { name: 'denials', of: 'complaints that say what it is not', first: 0.38, three: 0.7 },
])('$of', ({ name, first, three }) => {
  const rows = rowsOf(name);
  const answers = new Map(rows.map((row) => [row, explain(row.said)]));

  it('are mostly led by their cause', () => {
    expect(right(rows, answers, 1)).toBeGreaterThanOrEqual(first);
    expect(right(rows, answers, 3)).toBeGreaterThanOrEqual(three);
  });

  it('are claimed for nothing: likeness is no evidence', () => {
    const claimed = [...answers.values()].flat().filter(({ confidence }) => confidence >= CLAIM);
    expect(claimed).toEqual([]);
  });
});

describe('what is about no gateway', () => {
  const answers = rowsOf('foreign').map(({ said }) => explain(said));

  it('is claimed for nothing, and hardly ever worth a guess', () => {
    expect(answers.flat().filter(({ confidence }) => confidence >= CLAIM)).toEqual([]);
    const guessed = answers.filter(([first]) => (first?.confidence ?? 0) >= 0.3);
    expect(guessed.length / answers.length).toBeLessThanOrEqual(0.08);
  });
});
