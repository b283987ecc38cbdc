/**
 * @module tickets/markup/cut-to-fit
 * A report that is longer than its desk takes is cut, and says so where it ends. It is cut as data, so that a fence that
 * was opened is closed, whatever the dialect.
 */
import type { Block, Document } from '../../protocol/document.ts';
import { cutText } from './untrusted.ts';

/** What stands at the end of a report that was cut; `desk` as people call it. */
const told = (left: number, desk: string): Block => ({
  kind: 'paragraph',
  words: [
    {
      text: `The report ends here: ${desk} takes no longer text. ${left} of its parts ${left === 1 ? 'is' : 'are'} left out. The bundle has all of it.`,
      style: 'bold',
    },
  ],
});

/** The largest number in 0..most for which `holds` is true; it must be true below it and false above it. */
function largest(most: number, holds: (count: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** As much of the report as `fits`, with a word about the rest; the same document when all of it does. */
export function cutToFit(document: Document, fits: (document: Document) => boolean, desk: string): Document {
  if (fits(document)) return document;
  const first = (count: number): Document => [
    ...document.slice(0, count),
    told(document.length - count, desk),
  ];
  const kept = largest(document.length - 1, (count) => fits(first(count)));
  const next = document[kept];
  if (next?.kind !== 'evidence') return first(kept);
  // A long log would leave nothing but headings otherwise: its beginning goes in, as far as there is room.
  const withPart = (chars: number): Document => [
    ...document.slice(0, kept),
    { ...next, text: cutText(next.text, chars) },
    told(document.length - kept, desk),
  ];
  const chars = largest(next.text.length, (count) => fits(withPart(count)));
  return chars === 0 ? first(kept) : withPart(chars);
}
