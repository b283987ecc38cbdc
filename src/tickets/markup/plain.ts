/**
 * @module tickets/markup/plain
 * A report as plain text, for desks that show text as it is. What a desk acts on all the same (a placeholder, a token
 * that lets HTML in, a mention) is parted by a sign that nobody sees; each desk says which.
 */
import type { Block, Document, Words } from '../../protocol/document.ts';
import { cutToFit } from './cut-to-fit.ts';
import { BETWEEN, oneLine, plainLines } from './untrusted.ts';

/** What some desks act on in the middle of a text. */
export const ACTS = {
  /** ServiceNow shows what stands between `[code]` and `[/code]` as HTML. */
  codeToken: /\[(?=\/?code\])/gi,
  /** Zendesk fills in placeholders. */
  placeholder: /\{(?=\{)/g,
  /** `@name` calls a person. */
  at: /@(?=\S)/g,
  /** Jira's old markup, which the service desk's own calls still read: `[~name]`, `[link|…]`, `!image!`, `{macro}`. */
  jiraMarkup: /[[{!](?=\S)/g,
} as const;

type Options = {
  limit: number;
  desk: string;
  acts?: readonly RegExp[];
  /** How the desk counts its text; UTF-16 units when left out. */
  length?: (text: string) => number;
};

const words = (all: readonly Words[]): string =>
  all
    .map(({ text, link }) => (link === undefined || text === link ? text : `${text} (${link})`))
    .join('')
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim();

const indented = (text: string): string =>
  plainLines(text)
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return oneLine(one.text).toUpperCase();
    case 'paragraph':
      return words(one.words);
    case 'list':
      return one.items.map((item) => `- ${words(item)}`).join('\n');
    case 'table':
      return one.rows
        .map((cells) => cells.map((cell, n) => `${one.head[n] ?? ''}: ${words(cell)}`).join('; '))
        .map((row) => `- ${row}`)
        .join('\n');
    case 'evidence':
      return `${oneLine(one.source)}:\n${indented(one.text)}`;
    case 'commands':
      return indented(one.lines.join('\n'));
  }
}

/** The report as text, cut to what the desk takes. */
export function plain(document: Document, options: Options): string {
  const { limit, desk, acts = [], length = (text) => text.length } = options;
  const whole = (some: Document): string => {
    const text = plainLines(some.map(block).join('\n\n'));
    return acts.reduce((out, act) => out.replace(act, `$&${BETWEEN}`), text);
  };
  return whole(cutToFit(document, (some) => length(whole(some)) <= limit, desk));
}
