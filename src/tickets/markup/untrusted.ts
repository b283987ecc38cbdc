/**
 * @module tickets/markup/untrusted
 * What every dialect does to text that strangers may have written: signs that nobody sees are taken out, and a cut never
 * parts a character. What a sign does in one dialect is that dialect's own care.
 */

const ANSI = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g;
/** C0 without tab and line feed, DEL, C1. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
/** Signs that turn the direction of writing, and the tag block that spells without being seen. */
const UNSEEN = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Stands between two signs that would act together; nobody sees it. */
export const BETWEEN = '\u200b';

/** Several lines, as they are, without what cannot be seen. */
export function plainLines(text: string): string {
  return text
    .toWellFormed()
    .replace(ANSI, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(UNSEEN, '');
}

/** The same in one line. */
export const oneLine = (text: string): string => plainLines(text).replace(/\s+/g, ' ').trim();

/** At most so many UTF-16 units, cut between two characters. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, Math.max(0, most)).replace(/[\ud800-\udbff]$/, '');
}

/** A title of at most so many UTF-16 units; one that was cut ends with `…`. */
export function titleText(text: string, most: number): string {
  const line = oneLine(text);
  return line.length <= most ? line : `${cutText(line, most - 1)}…`;
}
