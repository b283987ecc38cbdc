/**
 * Rows by people who had read neither the examples that are learned from nor any rule, and how many of them are answered
 * right. `node test/bench/complaints.ts` prints the shares, the tests hold them.
 */
import { readFileSync } from 'node:fs';
import type { Finding } from '../../src/diagnosis/finding.ts';
import { explain } from './explain.ts';

export type Row = { said: string; want: string[] };
export type Answered = { row: Row; findings: Finding[] };

/** What `explain` says of every row of one file. */
export const answersTo = (name: string): Answered[] =>
  readFileSync(new URL(`./unseen/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .map((row) => ({ row, findings: explain(row.said) }));

/** Share of the rows, 0..1, whose right finding is among the first `most`. */
export const right = (answers: readonly Answered[], most: number): number =>
  answers.filter(({ row, findings }) => findings.slice(0, most).some(({ id }) => row.want.includes(id)))
    .length / answers.length;
