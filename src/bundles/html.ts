/**
 * @module bundles/html
 * A document as HTML. Every character that means something is written as a reference, in text and in attributes alike.
 * Addresses are shown and cannot be followed: a report is read on machines that should not call anybody.
 */
import type { Block, Words } from '../protocol/document.ts';
import { visibleLine, visibleLines } from './foreign.ts';

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const referenced = (text: string): string => text.replace(/[&<>"']/g, (char) => REFERENCES[char] ?? '');

/** On one line. */
export const html = (text: string): string => referenced(visibleLine(text));

function word({ text, style, link }: Words): string {
  const inner = html(text);
  if (link !== undefined)
    return link === text ? `<code>${inner}</code>` : `${inner} <code>${html(link)}</code>`;
  if (style === 'code') return `<code>${inner}</code>`;
  return style === 'bold' ? `<b>${inner}</b>` : inner;
}

const line = (words: readonly Words[]): string => words.map(word).join('');

/** `anchor` is ours: what a link of the page leads to. */
export function blockHtml(one: Block, anchor?: string): string {
  switch (one.kind) {
    case 'heading':
      return `<h${one.level}${anchor === undefined ? '' : ` id="${anchor}"`}>${html(one.text)}</h${one.level}>`;
    case 'paragraph':
      return `<p>${line(one.words)}</p>`;
    case 'list':
      return `<ul>${one.items.map((item) => `<li>${line(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(one);
    case 'evidence':
      return `<figure><figcaption>${html(one.source)}</figcaption>${rows(visibleLines(one.text).split('\n'), '')}</figure>`;
    case 'commands':
      return rows(one.lines.map(visibleLine), ' class="commands"');
  }
}

/** A line that is too long for the page hangs in, so that the next one is seen to be another. */
const rows = (lines: readonly string[], attributes: string): string =>
  `<pre${attributes}>${lines.map((one) => `<span class="row">${referenced(one)}\n</span>`).join('')}</pre>`;

/** Up to the length of a moment: a word that breaks in a narrow column is hard to read. */
const SHORT = 20;

const cell = (words: readonly Words[]): { short: string; inner: string } => {
  const length = words.reduce((sum, { text }) => sum + text.length, 0);
  return { short: length <= SHORT ? ' class="short"' : '', inner: line(words) };
};

function tableHtml({ head, rows: body }: Extract<Block, { kind: 'table' }>): string {
  const heads = head.map((one) => `<th scope="col">${html(one)}</th>`).join('');
  const lines = body.map((cells) => {
    const [first, ...rest] = head.map((_, at) => cell(cells[at] ?? []));
    const others = rest.map(({ short, inner }) => `<td${short}>${inner}</td>`).join('');
    return `<tr><th scope="row"${first?.short ?? ''}>${first?.inner ?? ''}</th>${others}</tr>`;
  });
  const label = html(head.join(', '));
  return `<div class="wide" role="region" aria-label="${label}" tabindex="0"><table class="columns-${head.length}"><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}
