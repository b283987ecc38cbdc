/**
 * @module slack/clean-text
 * Text from strangers (logs, configuration, what somebody typed) with everything taken out that a reader
 * cannot see or that a terminal would obey: colours, cursor moves, control characters, direction overrides,
 * invisible characters. What is left is what it looks like.
 */

/**
 * Terminal sequences, ECMA-48: strings with a terminator (OSC, DCS, SOS, PM, APC), then CSI, then the short
 * ones. An unfinished string loses only its introducer, so that it cannot hide the lines after it. The bound
 * keeps the search linear.
 */
const TERMINAL_SEQUENCE =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\u009d\u0090\u0098\u009e\u009f]{0,4096}(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,16}[@-~]|\u001b[ -/]{0,16}[0-~]/g;

/**
 * Invisible by Unicode's own word: zero width, direction marks and overrides, tags, fillers, selectors. The
 * selector that makes a sign a coloured one (U+FE0F) stays where it does that.
 */
const INVISIBLE =
  /(?<!\p{Extended_Pictographic})\ufe0f|(?!\ufe0f)[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** C0 and C1 but tab and newline. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** More than four marks on one letter are there to paint over the lines around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Visible characters, tabs and newlines only; half characters become U+FFFD. */
export function cleanText(text: string): string {
  return text
    .replace(TERMINAL_SEQUENCE, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROL, '')
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1');
}

/** The same on one line: a stranger's newline cannot begin a line of ours. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** At most `most` UTF-16 units, never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.max(0, most);
  const splits = end > 0 && /[\ud800-\udbff]/.test(text[end - 1] ?? '');
  return text.slice(0, splits ? end - 1 : end);
}

/** Slack's three control characters as entities, for the few fields that Slack reads as markup. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
