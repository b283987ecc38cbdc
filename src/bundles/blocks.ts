/**
 * @module bundles/blocks
 * Builds the blocks of a document. Everything is made visible and cut to what a document may hold here, so that no log
 * line, however long or strange, can make a report impossible.
 */
import type { Block, Words } from '../protocol/document.ts';
import { shortened, visibleLine, visibleLines } from './foreign.ts';

const MOST = {
  heading: 300,
  words: 2_000,
  inLine: 64,
  items: 100,
  columns: 8,
  rows: 200,
  inCell: 16,
} as const;
const MOST_EVIDENCE = 8_000;
const MOST_COMMANDS = 20;
const LONGEST_COMMAND = 1_000;

export const plain = (text: string): Words => ({ text });
export const bold = (text: string): Words => ({ text, style: 'bold' });
export const code = (text: string): Words => ({ text, style: 'code' });

/** Cut first: what is left out need not be read. */
const oneLine = (text: string, most: number): string => shortened(visibleLine(shortened(text, most)), most);

export type Line = string | readonly Words[];

function wordsOf(line: Line, most: number): Words[] {
  const words = typeof line === 'string' ? [plain(line)] : line;
  return words.slice(0, most).map((one) => ({ ...one, text: oneLine(one.text, MOST.words) }));
}

export const heading = (level: 1 | 2 | 3, text: string): Block => ({
  kind: 'heading',
  level,
  text: oneLine(text, MOST.heading),
});

export const paragraph = (line: Line): Block => ({ kind: 'paragraph', words: wordsOf(line, MOST.inLine) });

export const list = (items: readonly Line[]): Block => ({
  kind: 'list',
  items: items.slice(0, MOST.items).map((item) => wordsOf(item, MOST.inLine)),
});

export const table = (head: readonly string[], rows: readonly (readonly Line[])[]): Block => ({
  kind: 'table',
  head: head.slice(0, MOST.columns).map((one) => oneLine(one, 120)),
  rows: rows
    .slice(0, MOST.rows)
    .map((row) => row.slice(0, MOST.columns).map((cell) => wordsOf(cell, MOST.inCell))),
});

export const evidence = (source: string, text: string): Block => ({
  kind: 'evidence',
  source: oneLine(source, 512),
  text: shortened(visibleLines(shortened(text, MOST_EVIDENCE)), MOST_EVIDENCE),
});

/** None where there is nothing to type: an empty block helps nobody. */
export const commands = (lines: readonly string[]): Block[] =>
  lines.length === 0
    ? []
    : [
        {
          kind: 'commands',
          lines: lines.slice(0, MOST_COMMANDS).map((line) => oneLine(line, LONGEST_COMMAND)),
        },
      ];
