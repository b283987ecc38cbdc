/**
 * @module messages/document-parts
 * A document, a report or a difference, as parts of a message: for a thread, which has no tables. What a message has no
 * room for is left out at its end; the file has it.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import { bold, code, type Part, type Span, say } from './message.ts';

/** Rows of one table that a thread shows. */
const MOST_ROWS = 12;

const span = ({ text, style, link }: Words): Span => ({
  text,
  ...(style === undefined ? {} : { style }),
  ...(link === undefined ? {} : { link }),
});

const spans = (words: readonly Words[]): Span[] => words.map(span);

function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'line', spans: [bold(block.text)] }];
    case 'paragraph':
      return [{ kind: 'line', spans: spans(block.words) }];
    case 'list':
      return [{ kind: 'list', items: block.items.map(spans) }];
    case 'table':
      return [tablePart(block)];
    case 'evidence':
      return [
        { kind: 'line', spans: [code(block.source)] },
        { kind: 'quote', text: block.text },
      ];
    case 'commands':
      return [{ kind: 'list', items: block.lines.map((line) => [code(line)]) }];
  }
}

/** The first cell, then each other with the head of its column: `gateway.port – Before: 18789 · Now: 18790`. */
function tablePart({ head, rows }: Extract<Block, { kind: 'table' }>): Part {
  const items = rows.slice(0, MOST_ROWS).map((cells): Span[] => {
    const [first = [], ...rest] = cells;
    // A column that is the whole answer needs no head.
    const named = rest.map((cell, at): Span[] =>
      rest.length === 1 ? spans(cell) : [say(`${head[at + 1] ?? ''}: `), ...spans(cell)],
    );
    return [
      ...spans(first),
      ...named.flatMap((cell, at): Span[] => [say(at === 0 ? ' – ' : ' · '), ...cell]),
    ];
  });
  const more = rows.length - items.length;
  if (more > 0) items.push([say(`+ ${more}`)]);
  return { kind: 'list', items };
}

/** Pure. Headings are kept only where something follows them. */
export function documentParts(document: Document, most = 40): Part[] {
  const parts = document.flatMap(partsOf).slice(0, most);
  while (isHeading(parts.at(-1))) parts.pop();
  return parts;
}

const isHeading = (part: Part | undefined): boolean =>
  part?.kind === 'line' && part.spans.length === 1 && part.spans[0]?.style === 'bold';
