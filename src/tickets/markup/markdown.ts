/**
 * @module tickets/markup/markdown
 * A report in GitHub's and Linear's Markdown. Evidence stands in a fence that is longer than any run of its own, where no
 * mention, reference, link, image or HTML acts; words are escaped, and what a desk acts on after the Markdown was read
 * (`@`, `#12`, a bare address) is parted by a sign that nobody sees.
 */
import type { Block, Document, Words } from '../../protocol/document.ts';
import { cutToFit } from './cut-to-fit.ts';
import { BETWEEN, oneLine, plainLines } from './untrusted.ts';

type Options = {
  /** UTF-16 units that the desk takes, this text and nothing else. */
  limit: number;
  /** As people call the desk, for the word about what was cut. */
  desk: string;
  /** What this desk acts on even in a fence; parted everywhere (see ACTS). */
  acts?: readonly RegExp[];
};

/** The longest run of backticks in a text. */
const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** Words that are no markup and call nobody. */
const escaped = (line: string): string =>
  line
    .replace(/@(?=\S)/g, `@${BETWEEN}`)
    .replace(/#(?=\d)/g, `#${BETWEEN}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${BETWEEN}`)
    .replace(/:(?=\/\/)/g, `:${BETWEEN}`)
    .replace(/\b(www)\./gi, `$1${BETWEEN}.`)
    .replace(/[\\`*_{}[\]<>()|~&$!]/g, '\\$&');

/** A sign that begins a heading, a list or a fold does so only where a block begins. */
const notABlock = (line: string): string =>
  line
    .trim()
    .replace(/^(\d+)(?=[.)])/, '$1\\')
    .replace(/^[-+=#]/, '\\$&');

function codeSpan(line: string): string {
  const ticks = '`'.repeat(longestRun(line) + 1);
  // One space at both ends is taken off by every reader (CommonMark 6.1), and keeps backticks apart.
  return /^`|`$/.test(line) ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** In a table a pipe ends the cell, even in a code span (GFM 4.10). */
function inline({ text, style, link }: Words, inTable = false): string {
  const flat = plainLines(text).replace(/\s+/g, ' ');
  const core = flat.trim();
  if (core === '') return flat;
  const code = style === 'code' ? codeSpan(core) : '';
  const shown = code === '' ? escaped(core) : inTable ? code.replaceAll('|', '\\|') : code;
  const styled = style === 'bold' ? `**${shown}**` : shown;
  // A link is ours, never one of the evidence; what could end it early is spelled.
  const linked =
    link === undefined ? styled : `[${styled}](<${link.replace(/[<>\s\\|]/g, encodeURIComponent)}>)`;
  return `${flat.startsWith(' ') ? ' ' : ''}${linked}${flat.endsWith(' ') ? ' ' : ''}`;
}

const line = (words: readonly Words[], inTable = false): string =>
  words.map((one) => inline(one, inTable)).join('');

/** Lines as they are, in a fence that none of them can close. */
export function fenced(text: string, info = 'text'): string {
  const lines = plainLines(text).replace(/\n+$/, '');
  const ticks = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${ticks}${info}\n${lines}\n${ticks}`;
}

const cell = (words: readonly Words[]): string => line(words, true).trim();

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'#'.repeat(one.level + 1)} ${escaped(oneLine(one.text))}`;
    case 'paragraph':
      return notABlock(line(one.words));
    case 'list':
      return one.items.map((words) => `- ${notABlock(line(words))}`).join('\n');
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
      const head = one.head.map((text) => cell([{ text }]));
      return [row(head), row(head.map(() => '---')), ...one.rows.map((cells) => row(cells.map(cell)))].join(
        '\n',
      );
    }
    case 'evidence':
      return `${codeSpan(oneLine(one.source) || 'evidence')}\n\n${fenced(one.text)}`;
    case 'commands':
      return fenced(one.lines.join('\n'), 'sh');
  }
}

/** The report as Markdown, cut to what the desk takes. */
export function markdown(document: Document, { limit, desk, acts = [] }: Options): string {
  const whole = (some: Document): string => {
    const text = some
      .map(block)
      .filter((one) => one !== '')
      .join('\n\n');
    return acts.reduce((out, act) => out.replace(act, `$&${BETWEEN}`), text);
  };
  return whole(cutToFit(document, (some) => whole(some).length <= limit, desk));
}
