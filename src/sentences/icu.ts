/**
 * @module sentences/icu
 * A text in ICU MessageFormat, filled in and as styled spans: languages differ in plurals and in the order of words, so
 * a sentence is one text with names in it and never pieces put together. `<b>` and `<code>` set the style.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { StyleName, Value } from './arguments.ts';
import type { Span } from './span.ts';

/** A text is read once; there are some hundred. */
const read = new Map<string, IntlMessageFormat>();

function messageOf(text: string, language: string): IntlMessageFormat {
  const key = `${language} ${text}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const message = new IntlMessageFormat(text, language);
  read.set(key, message);
  return message;
}

const textOf = (pieces: readonly (string | Span | readonly Span[])[]): string =>
  pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : [piece]
            .flat()
            .map((one) => one.text)
            .join(''),
    )
    .join('');

const styled =
  (style: NonNullable<Span['style']>) =>
  (pieces: (string | Span | readonly Span[])[]): Span => ({ text: textOf(pieces), style });

const STYLES = { b: styled('bold'), code: styled('code') } satisfies Record<StyleName, unknown>;

/** The spans of a text. What is filled in is data: braces and tags in it stay what they are. */
export function fill(text: string, language: string, values: Readonly<Record<string, Value>>): Span[] {
  const filled = messageOf(text, language).format<Span | readonly Span[]>({ ...values, ...STYLES });
  return [filled].flat(2).map((piece) => (typeof piece === 'string' ? { text: piece } : piece));
}
