/**
 * @module bundles/plain-text
 * A document for a terminal: no markup, columns under each other, and nothing in it that could move a cursor.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import { visibleLine, visibleLines } from './foreign.ts';

/** A column is not made wider than this; a longer cell just runs on. */
const WIDEST = 60;

const words = (all: readonly Words[]): string =>
  all
    .map(({ text, link }) => visibleLine(link === undefined || link === text ? text : `${text} (${link})`))
    .join('');

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return one.level === 1 ? `${visibleLine(one.text)}\n${'='.repeat(60)}` : visibleLine(one.text);
    case 'paragraph':
      return words(one.words);
    case 'list':
      return one.items.map((item) => `  - ${words(item)}`).join('\n');
    case 'table':
      return tableText(one);
    case 'evidence':
      return `${visibleLine(one.source)}:\n${indented(visibleLines(one.text).split('\n'))}`;
    case 'commands':
      return indented(one.lines.map((line) => `$ ${visibleLine(line)}`));
  }
}

function tableText({ head, rows }: Extract<Block, { kind: 'table' }>): string {
  const lines = [head.map(visibleLine), ...rows.map((cells) => head.map((_, at) => words(cells[at] ?? [])))];
  const widths = head.map((_, at) =>
    Math.min(WIDEST, Math.max(...lines.map((cells) => [...(cells[at] ?? '')].length))),
  );
  return indented(
    lines.map((cells) =>
      cells
        .map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - [...cell].length)))
        .join('  ')
        .trimEnd(),
    ),
  );
}

export const plainText = (document: Document): string => `${document.map(block).join('\n\n')}\n`;
