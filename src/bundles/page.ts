/**
 * @module bundles/page
 * A document as a page that stands by itself: no script, no outside address, and a policy that forbids both even if
 * something slipped through.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Block, Document } from '../protocol/document.ts';
import { blockHtml, html } from './html.ts';
import { STYLE } from './page-style.ts';
import { text } from './say.ts';

/** A picture of ours, as inline SVG, and the heading that it stands under. */
export type Picture = { under: string; svg: string };

export type Page = { title: string; document: Document; pictures: readonly Picture[] };

/** Only this style: one that came with evidence has another digest. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(STYLE))))}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** With fewer chapters a list of them only pushes the answer down. */
const CHAPTERS_FROM = 5;

export function page({ title, document, pictures }: Page): string {
  const chapters = document.filter((one) => one.kind === 'heading' && one.level === 2);
  const anchors = new Map<Block, string>(chapters.map((one, at) => [one, `part-${at + 1}`]));
  const blocks = document.map((one) => withPicture(one, pictures, anchors.get(one)));
  // The way to the chapters stands behind the title and what belongs to it.
  const first = document.findIndex((one) => one.kind === 'heading' && one.level === 2);
  if (chapters.length >= CHAPTERS_FROM) blocks.splice(first, 0, navigation(chapters, anchors));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${blocks.join('\n')}
</main>
</body>
</html>
`;
}

function withPicture(one: Block, pictures: readonly Picture[], anchor: string | undefined): string {
  const drawn = pictures
    .filter(({ under }) => one.kind === 'heading' && one.text === under)
    .map(({ svg }) => `<div class="drawn">${svg}</div>`);
  return [blockHtml(one, anchor), ...drawn].join('\n');
}

function navigation(chapters: readonly Block[], anchors: ReadonlyMap<Block, string>): string {
  const items = chapters.map((one) =>
    one.kind === 'heading' ? `<li><a href="#${anchors.get(one)}">${html(one.text)}</a></li>` : '',
  );
  return `<nav aria-label="${html(text('page.chapters'))}"><ul>${items.join('')}</ul></nav>`;
}
