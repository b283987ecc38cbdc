/**
 * @module messages/document-parts
 * A document (protocol/document.ts) as parts of a message: what hosts wrote in it stands in quotes or as plain words, and
 * never becomes markup. Tables become lines, since a chat has none.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import { bold, code, type Part, type Span, say } from './message.ts';

export const documentParts = (document: Document): Part[] => document.flatMap(partsOf);

function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'line', spans: [bold(block.text)] }];
    case 'paragraph':
      return [{ kind: 'line', spans: spansOf(block.words) }];
    case 'list':
      return [{ kind: 'list', items: block.items.map(spansOf) }];
    case 'table':
      return [
        { kind: 'line', spans: [bold(block.head.join(' · '))] },
        { kind: 'list', items: block.rows.map(rowOf) },
      ];
    case 'evidence':
      return [{ kind: 'quote', text: block.text }];
    case 'commands':
      return [{ kind: 'list', items: block.lines.map((one) => [code(one)]) }];
  }
}

const spansOf = (words: readonly Words[]): Span[] =>
  words.map(({ text, style }) => (style === undefined ? say(text) : { text, style }));

const rowOf = (cells: readonly (readonly Words[])[]): Span[] =>
  cells.flatMap((cell, at) => (at === 0 ? spansOf(cell) : [say(' · '), ...spansOf(cell)]));
