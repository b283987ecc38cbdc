/**
 * @module bundles/foreign
 * Text from strangers, made safe to look at: what moves a cursor, turns the direction of reading or cannot be seen is
 * written out. Markup is not this file's business; each renderer escapes its own.
 */

/** Colours of a terminal say nothing and are left out; every other control sequence is shown. */
const COLOURS = /\u001b\[[0-9;:]*m/g;
/** Control, format, private and unassigned characters, separators of lines, halves of pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;

const writtenOut = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** Lines stay lines and tabs stay tabs. */
export const visibleLines = (text: string): string =>
  text
    .replace(COLOURS, '')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, (char) => (char === '\n' || char === '\t' ? char : writtenOut(char)));

/** On one line. */
export const visibleLine = (text: string): string => visibleLines(text).replace(/[\n\t]+/g, ' ');

/** At most so many UTF-16 units, with an ellipsis where something is left out; never half a pair. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
