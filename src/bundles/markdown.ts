/**
 * @module bundles/markdown
 * A document as Markdown. Words from evidence are escaped, so that they stay words in every dialect: no link, no
 * picture, no mention, no HTML, no fence that ends early.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import { visibleLine, visibleLines } from './foreign.ts';

/** What means something in the middle of a line, in CommonMark, tables and formulas. */
const INLINE = /[\\`*_[\]<>~|$]/g;
/** A character reference. */
const REFERENCE = /&(?=#|[a-z])/gi;
/** What begins an address that a dialect would make a link of by itself. */
const ADDRESS = /:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\./gi;
/** A person or a team that would be notified, or a mail address: a hair's breadth of room keeps it words. */
const MENTION = /@(?=[\p{L}\p{N}_-])/gu;
/** What makes a line a heading, a list, a quote or a rule. */
const LINE_START = /^(\s*)([#>+=-]|\d+(?=[.)]))/;

function escaped(text: string): string {
  return visibleLine(text)
    .replace(INLINE, '\\$&')
    .replace(REFERENCE, '\\&')
    .replace(ADDRESS, '\\$&')
    .replace(MENTION, '@\u200a');
}

/** As a span of code, with more backticks around it than it holds. */
function code(text: string, inTable: boolean): string {
  const words = visibleLine(text);
  if (words.trim() === '') return '';
  // A backslash before a bar ends a cell, in code as well: only as words can the two stand there.
  if (inTable && words.includes('\\|')) return escaped(words);
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(words) ? ' ' : '';
  const inside = inTable ? words.replaceAll('|', '\\|') : words;
  return `${fence}${pad}${inside}${pad}${fence}`;
}

/** What stands before and after a word decides whether stars make it bold. */
type Around = { before: string; after: string; inTable: boolean };

function word({ text, style, link }: Words, { before, after, inTable }: Around): string {
  if (link !== undefined) return `[${escaped(text)}](<${link.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
  if (style === 'code') return code(text, inTable);
  if (style !== 'bold') return escaped(text);
  const inner = text.trim();
  // Stars beside a blank are stars, and so are those between a letter and a sign.
  const opens = /^[\p{L}\p{N}]/u.test(inner) || /^$|\s$/.test(before);
  const closes = /[\p{L}\p{N}]$/u.test(inner) || /^$|^\s/.test(after);
  return opens && closes && inner === text && inner !== '' ? `**${escaped(inner)}**` : escaped(text);
}

const line = (words: readonly Words[], inTable = false): string =>
  words
    .map((one, at) =>
      word(one, { before: words[at - 1]?.text ?? '', after: words[at + 1]?.text ?? '', inTable }),
    )
    .join('');

/** At the beginning of a line. */
const atStart = (text: string): string =>
  text
    .trimStart()
    .replace(LINE_START, (_, blank: string, sign: string) =>
      /\d/.test(sign) ? `${blank}${sign}\\` : `${blank}\\${sign}`,
    );

function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'#'.repeat(one.level)} ${escaped(one.text).replace(/(#+)\s*$/, '\\$1')}`;
    case 'paragraph':
      return atStart(line(one.words));
    case 'list':
      return one.items.map((item) => `- ${atStart(line(item))}`).join('\n');
    case 'table':
      return tableOf(one);
    case 'evidence':
      return `${atStart(code(one.source, false))}\n\n${fenced(visibleLines(one.text), 'text')}`;
    case 'commands':
      return fenced(one.lines.map(visibleLine).join('\n'), 'sh');
  }
}

function tableOf({ head, rows }: Extract<Block, { kind: 'table' }>): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(head.map(escaped)),
    row(head.map(() => '---')),
    ...rows.map((cells) => row(head.map((_, at) => line(cells[at] ?? [], true)))),
  ].join('\n');
}

export const markdown = (document: Document): string => `${document.map(block).join('\n\n')}\n`;
