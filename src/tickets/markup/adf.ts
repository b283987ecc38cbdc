/**
 * @module tickets/markup/adf
 * A report as Atlassian Document Format, Jira's own. Text nodes are never parsed, so that nothing in a log line can become
 * markup; what is left to care for is that no text is empty and that code bears no other mark.
 * Source: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
import type { Block, Document, Words } from '../../protocol/document.ts';
import { cutToFit } from './cut-to-fit.ts';
import { oneLine, plainLines } from './untrusted.ts';

type Mark = { type: 'strong' | 'code' } | { type: 'link'; attrs: { href: string } };
export type AdfNode = {
  type: string;
  text?: string;
  marks?: Mark[];
  attrs?: Record<string, string | number>;
  content?: AdfNode[];
};
export type Adf = { type: 'doc'; version: 1; content: AdfNode[] };

type Options = {
  /** UTF-16 units of the whole as JSON: no shorter way of counting can find it longer. */
  limit: number;
  desk: string;
  /** A line of ours that stands last, cut or not. */
  last: string;
};

const textNode = (text: string, marks: Mark[] = []): AdfNode[] =>
  text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 && { marks }) }];

function words(all: readonly Words[]): AdfNode[] {
  return all.flatMap(({ text, style, link }) => {
    const marks: Mark[] = [];
    if (style === 'code') marks.push({ type: 'code' });
    if (style === 'bold') marks.push({ type: 'strong' });
    if (link !== undefined) marks.push({ type: 'link', attrs: { href: link } });
    return textNode(plainLines(text).replace(/\s+/g, ' '), marks);
  });
}

const paragraph = (content: AdfNode[]): AdfNode => ({ type: 'paragraph', content });

const codeBlock = (text: string, language: string): AdfNode => ({
  type: 'codeBlock',
  attrs: { language },
  content: textNode(plainLines(text).replace(/\n+$/, '')),
});

const row = (type: 'tableHeader' | 'tableCell', cells: readonly (readonly Words[])[]): AdfNode => ({
  type: 'tableRow',
  content: cells.map((cell) => ({ type, attrs: {}, content: [paragraph(words(cell))] })),
});

function block(one: Block): AdfNode[] {
  switch (one.kind) {
    case 'heading':
      // The title is the first heading.
      return [{ type: 'heading', attrs: { level: one.level + 1 }, content: textNode(oneLine(one.text)) }];
    case 'paragraph':
      return [paragraph(words(one.words))];
    case 'list': {
      const items = one.items.map((item) => ({ type: 'listItem', content: [paragraph(words(item))] }));
      return items.length === 0 ? [] : [{ type: 'bulletList', content: items }];
    }
    case 'table': {
      const head = row(
        'tableHeader',
        one.head.map((text) => [{ text }]),
      );
      return [{ type: 'table', content: [head, ...one.rows.map((cells) => row('tableCell', cells))] }];
    }
    case 'evidence':
      return [paragraph(textNode(oneLine(one.source), [{ type: 'code' }])), codeBlock(one.text, 'text')];
    case 'commands':
      return [codeBlock(one.lines.join('\n'), 'bash')];
  }
}

/** The report, cut to what Jira takes, with a line of ours below. */
export function adf(document: Document, { limit, desk, last }: Options): Adf {
  const whole = (some: Document): Adf => ({
    type: 'doc',
    version: 1,
    content: [...some.flatMap(block), paragraph(textNode(last))],
  });
  return whole(cutToFit(document, (some) => JSON.stringify(whole(some)).length <= limit, desk));
}

/**
 * Whether a paragraph is that line of ours and nothing else. Evidence stands in code, so that no line of it is such a
 * paragraph.
 */
export function bearsLine(document: unknown, line: string): boolean {
  const blocks = (document as { content?: unknown } | null | undefined)?.content;
  if (!Array.isArray(blocks)) return false;
  return blocks.some((block: AdfNode | null) => {
    const [first, ...more] = block?.type === 'paragraph' && Array.isArray(block.content) ? block.content : [];
    return more.length === 0 && first?.text === line && (first.marks ?? []).length === 0;
  });
}
