/**
 * @module bundles/html
 * A document as HTML. Every character that means something is written as a reference, in text and in attributes alike.
 * Addresses are shown and cannot be followed: a report is read on machines that should not call anybody.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
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

export function blockHtml(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `<h${one.level}>${html(one.text)}</h${one.level}>`;
    case 'paragraph':
      return `<p>${line(one.words)}</p>`;
    case 'list':
      return `<ul>${one.items.map((item) => `<li>${line(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(one);
    case 'evidence':
      return `<figure><figcaption>${html(one.source)}</figcaption><pre>${referenced(visibleLines(one.text))}</pre></figure>`;
    case 'commands':
      return `<pre class="commands">${one.lines.map(html).join('\n')}</pre>`;
  }
}

function tableHtml({ head, rows }: Extract<Block, { kind: 'table' }>): string {
  const heads = head.map((one) => `<th scope="col">${html(one)}</th>`).join('');
  const body = rows
    .map((cells) => {
      const [first, ...rest] = head.map((_, at) => line(cells[at] ?? []));
      return `<tr><th scope="row">${first ?? ''}</th>${rest.map((one) => `<td>${one}</td>`).join('')}</tr>`;
    })
    .join('');
  return `<div class="wide"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export const bodyHtml = (document: Document): string => document.map(blockHtml).join('\n');
