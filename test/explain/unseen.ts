/**
 * Rows by people who had read neither the examples that are learned from nor any rule, and how many of them are answered
 * right. `npm run bench -- complaints` prints the shares, the tests hold them.
 */
import { readFileSync } from 'node:fs';
import type { Finding } from '../../src/diagnosis/finding.ts';
import { explain } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');

export type Piece = { kind: string; command?: string; text: string };
/** What somebody said and pasted, and the findings that are right. */
export type Case = { said: string; want: readonly string[]; pasted: readonly Piece[] };
export type Answered = { row: Case; findings: Finding[] };

/** Rows of one file. */
export const casesOf = (name: string): Case[] =>
  readFileSync(new URL(`./unseen/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ pasted: [], ...(JSON.parse(line) as Omit<Case, 'pasted'>) }));

export function answered(row: Case): Answered {
  const evidence = pastedEvidence(JSON.stringify({ symptom: row.said, evidence: row.pasted }), NOW);
  return { row, findings: explain(evidence, NOW).findings };
}

/** What `explain` says of every row of one file. */
export const answersTo = (name: string): Answered[] => casesOf(name).map(answered);

export const isRight = ({ row, findings }: Answered, most = 1): boolean =>
  findings.slice(0, most).some(({ id }) => row.want.includes(id));

/** Share of the rows, 0..1, whose right finding is among the first `most`. */
export const right = (answers: readonly Answered[], most: number): number =>
  answers.filter((one) => isRight(one, most)).length / answers.length;
