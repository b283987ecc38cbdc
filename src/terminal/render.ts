/**
 * @module terminal/render
 * A message as lines for a terminal of 80 to 100 columns. Commands are not broken across lines, so that they
 * can be copied; quotes keep their line breaks and are marked at the margin.
 */
import type { Message, Part, Span } from '../messages/message.ts';
import { columns, visibleLine, visibleLines } from './visible.ts';

export type Look = {
  /** Columns to fill; 40 to 100. */
  width: number;
  /** Only for a terminal; a file or pipe gets plain text. */
  colour: boolean;
};

export const PLAIN: Look = { width: 96, colour: false };
const INDENT = '   ';
const STYLE = { bold: '1', italic: '3', code: '36', dim: '2' } as const;

function paint(text: string, style: keyof typeof STYLE, look: Look): string {
  return look.colour && text !== '' ? `\u001b[${STYLE[style]}m${text}\u001b[0m` : text;
}

/** The lines of a message, without a newline at their ends. Pure. */
export function renderLines(message: Message, look: Look = PLAIN): string[] {
  const width = Math.max(40, Math.min(100, look.width));
  const head = visibleLine(`${message.emoji} ${message.headline}`.trim());
  const lines = [paint(head, 'bold', look)];
  for (const part of message.parts) lines.push(...partLines(part, { ...look, width }));
  const small = message.context
    .map(visibleLine)
    .filter((text) => text !== '')
    .join(' · ');
  for (const text of wrap([{ text: small }], { ...look, width }, INDENT, INDENT))
    lines.push(paint(text, 'dim', look));
  return lines;
}

/** The message as one text. */
export const renderText = (message: Message, look: Look = PLAIN): string =>
  renderLines(message, look).join('\n');

/**
 * An edited message, compactly: its headline, and what was not there before. `before` are the lines that
 * were printed for it last time.
 */
export function renderChange(message: Message, before: readonly string[], look: Look = PLAIN): string[] {
  const [head = '', ...rest] = renderLines(message, look);
  return [head, ...rest.filter((line) => line.trim() !== '' && !before.includes(line))];
}

function partLines(part: Part, look: Look): string[] {
  switch (part.kind) {
    case 'line':
      return wrap(part.spans, look, INDENT, INDENT);
    case 'list':
      return part.items.flatMap((spans) => wrap(spans, look, `${INDENT}• `, `${INDENT}  `));
    case 'quote':
      return visibleLines(part.text).flatMap((text) =>
        chop(text, look.width - 5).map((piece) => `${INDENT}│ ${piece}`),
      );
    case 'divider':
      return [`${INDENT}${'─'.repeat(Math.min(40, look.width - 3))}`];
  }
}

/** Words with their style; a code span stays in one piece. */
function pieces(spans: readonly Span[], look: Look): { text: string; shown: string; glued: boolean }[] {
  const out: { text: string; shown: string; glued: boolean }[] = [];
  let glued = false;
  for (const span of spans) {
    const text = visibleLine(span.link === undefined ? span.text : `${span.text} ${span.link}`);
    const words = span.style === 'code' ? [look.colour ? text : `\`${text}\``] : text.split(' ');
    for (const [index, word] of words.entries()) {
      if (index > 0) glued = false;
      if (word === '') continue;
      out.push({ text: word, shown: span.style === undefined ? word : paint(word, span.style, look), glued });
      glued = true;
    }
  }
  return out;
}

function wrap(spans: readonly Span[], look: Look, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  let used = columns(first);
  let empty = true;
  for (const piece of pieces(spans, look)) {
    const size = columns(piece.text);
    const gap = empty || piece.glued ? '' : ' ';
    if (!empty && !piece.glued && used + gap.length + size > look.width) {
      lines.push(line);
      line = next;
      used = columns(next);
      empty = true;
    }
    const between = empty ? '' : gap;
    line += between + piece.shown;
    used += between.length + size;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** A token or an address is copied whole: a break inside it would go along. */
const ONE_WORD = /^\S{1,200}$/;

/** A long line of a quote in pieces of at most `most` signs; nothing is left out. */
function chop(text: string, most: number): string[] {
  if (ONE_WORD.test(text)) return [text];
  const signs = [...text];
  const out: string[] = [];
  for (let from = 0; from === 0 || from < signs.length; from += most) {
    out.push(signs.slice(from, from + most).join(''));
  }
  return out;
}
