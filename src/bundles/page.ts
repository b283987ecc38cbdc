/**
 * @module bundles/page
 * A document as a page that stands by itself: no script, no outside address, and a policy that forbids both even if
 * something slipped through.
 */
import type { Document } from '../protocol/document.ts';
import { bodyHtml, html } from './html.ts';

/** A picture of ours, as inline SVG, and the heading that it stands under. */
export type Picture = { under: string; svg: string };

export type Page = { title: string; document: Document; pictures: readonly Picture[] };

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function page({ title, document }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
</head>
<body>
<main>
${bodyHtml(document)}
</main>
</body>
</html>
`;
}
