/**
 * @module bundles/brief
 * A report as a preview and a ticket can carry it: the same chapters up to what could not be looked at, the first
 * findings alone, and cut where the narrowest desk would refuse it.
 */
import type { Block, Document } from '../protocol/document.ts';
import { paragraph } from './blocks.ts';
import type { BundleReportInput } from './report-input.ts';
import { text } from './say.ts';

const FINDINGS = 3;
const CITATIONS = 6;
const KEYS = 20;
const LONGEST_EXCERPT = 1_500;
/** Of all texts together; Jira takes 32,767 characters with its markup. */
const MOST_CHARS = 14_000;

/** Less of everything that grows. */
export function less(input: BundleReportInput): BundleReportInput {
  const { triage, excerpts = [], configDifference, tried = [] } = input;
  return {
    ...input,
    triage: triage && {
      ...triage,
      findings: triage.findings
        .slice(0, FINDINGS)
        .map((one) => ({ ...one, for: one.for.slice(0, CITATIONS) })),
    },
    excerpts: excerpts.slice(0, 1).map((one) => ({ ...one, text: one.text.slice(0, LONGEST_EXCERPT) })),
    configDifference: configDifference
      ? { ...configDifference, changes: configDifference.changes.slice(0, KEYS) }
      : null,
    tried: tried.slice(-2),
  };
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string'
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, one) => sum + lengthOf(one), 0)
      : 0;

/** The document up to where it would be too long, and a word that it goes on. */
export function cut(document: Document): Document {
  let chars = 0;
  const kept: Block[] = [];
  for (const block of document) {
    chars += lengthOf(block);
    if (chars > MOST_CHARS) {
      while (kept.at(-1)?.kind === 'heading') kept.pop();
      return [...kept, paragraph(text('brief.cut'))];
    }
    kept.push(block);
  }
  return kept;
}
