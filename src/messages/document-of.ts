/**
 * @module messages/document-of
 * What a thread shows, as a document for other places: the same words, so that ticket and thread never disagree. What
 * was quoted stays a quote, and no address that a host or a stranger wrote becomes a link.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import type { Message, Part, Span } from './message.ts';

const MOST_WORDS = 64;
const MOST_ITEMS = 100;
const MOST_TEXT = 2_000;
const MOST_EVIDENCE = 8_000;
const MOST_BLOCKS = 400;

/** Never half a character. */
const cut = (long: string, most: number): string =>
  long.length <= most ? long : `${long.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

export function wordsOf(spans: readonly Span[]): Words[] {
  return spans
    .filter(({ text }) => text !== '')
    .slice(0, MOST_WORDS)
    .map(({ text, style, link }) => ({
      text: cut(text, MOST_TEXT),
      ...(style === 'bold' || style === 'code' ? { style } : {}),
      ...(link === undefined || link.length > MOST_TEXT || !URL.canParse(link) ? {} : { link }),
    }));
}

function blockOf(part: Part, source: string): Block[] {
  switch (part.kind) {
    case 'line':
      return part.spans.length === 0 ? [] : [{ kind: 'paragraph', words: wordsOf(part.spans) }];
    case 'list':
      return [{ kind: 'list', items: part.items.slice(0, MOST_ITEMS).map(wordsOf) }];
    case 'quote':
      return [{ kind: 'evidence', source, text: cut(part.text, MOST_EVIDENCE) }];
    case 'divider':
      return [];
  }
}

/** `source` names where quotes come from. */
export const blocksOf = (parts: readonly Part[], source: string): Block[] =>
  parts.flatMap((part) => blockOf(part, source));

export const heading = (level: 1 | 2 | 3, text: string): Block => ({
  kind: 'heading',
  level,
  text: cut(text, 300),
});

/** A whole message below a heading; its small print last. */
export const blocksOfMessage = (
  { parts, context }: Message,
  level: 2 | 3,
  title: string,
  source: string,
): Block[] => [
  heading(level, title),
  ...blocksOf(parts, source),
  ...(context.length === 0
    ? []
    : [{ kind: 'paragraph' as const, words: wordsOf([{ text: context.join(' · ') }]) }]),
];

/** What is too much is left out at the end. */
export const documentOf = (blocks: readonly Block[]): Document => blocks.slice(0, MOST_BLOCKS);
