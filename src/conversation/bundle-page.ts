/**
 * @module conversation/bundle-page
 * The page behind a link to a bundle: what it is, and two buttons. Opening it uses nothing up, so programs that preview
 * links change nothing. No script, nothing from elsewhere; everything in it is escaped.
 */
import { isMoving } from '../incidents/bundle.ts';
import type { BundleView } from '../incidents/notifier.ts';
import { text } from '../messages/sentence.ts';
import { size } from '../messages/size.ts';
import { utc } from '../messages/time.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}' +
  'button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}code{overflow-wrap:anywhere}';

/** Seconds after which a page of a file that is still on its way looks again. */
const AGAIN_S = 5;

function page(title: string, body: readonly string[], head = ''): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex,nofollow">',
    `${head}<style>${STYLE}</style></head>`,
    `<body><h1>${escaped(title)}</h1>`,
    ...body,
    '</body></html>\n',
  ].join('\n');
}

const paragraph = (words: string): string => `<p>${escaped(words)}</p>`;

export type LinkPage = { bundle: BundleView; until: number; left: number; now: number };

/** What the link leads to; `left` is how often it may still be used. */
export function linkPage({ bundle, until, left, now }: LinkPage): string {
  const { name, made, state } = bundle;
  const title = text('bundle-page.title', { name });
  if (state !== 'kept' || made === null) {
    const coming = isMoving(bundle);
    const again = coming ? `<meta http-equiv="refresh" content="${AGAIN_S}">` : '';
    return page(title, [paragraph(text(coming ? 'bundle-page.coming' : 'bundle-page.not-here'))], again);
  }
  const about = { n: made.files, size: size(made.bytes), at: utc(made.madeAt, now) };
  const button = (what: string, label: string): string =>
    `<button name="what" value="${what}">${escaped(label)}</button>`;
  const locked = made.recipients.length > 0;
  return page(title, [
    paragraph(text('bundle-page.what', about)),
    ...(locked ? [paragraph(text('bundle-page.locked'))] : []),
    '<form method="post">',
    button('file', text('bundle-page.download')),
    ...(locked ? [] : [button('report', text('bundle-page.report'))]),
    '</form>',
    paragraph(
      `${text('bundle-page.until', { until: utc(until, now) })} ${text('bundle-page.left', { n: left })}`,
    ),
    `<p><code>${escaped(text('bundle-page.digest', { digest: made.digest }))}</code></p>`,
  ]);
}

/** The same for a link that never was, is over, or may not be used any more. */
export const gonePage = (): string =>
  page(text('bundle-page.gone'), [paragraph(text('bundle-page.gone-why'))]);
