/**
 * @module terminal/visible
 * Text from strangers as it may be put on a terminal: what a terminal would obey, and what no eye can see,
 * is shown as an escape instead of being acted on. Nothing is hidden, so nothing can hide.
 */

/**
 * C0, C1 and DEL; line separators; and whatever Unicode itself calls ignorable: direction marks and overrides,
 * zero width, fillers, tags. U+FE0F stays: it only makes a sign a picture.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}/gu;
const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(sign: string): string {
  const hex = (sign.codePointAt(0) ?? 0).toString(16);
  return NAMED[sign] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}

/** On one line: newlines are shown as `\n`. */
export function visibleLine(text: string): string {
  return text.toWellFormed().replace(UNSAFE, escaped);
}

/** Several lines; tabs become two spaces, every other control is shown. */
export function visibleLines(text: string): string[] {
  return text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => visibleLine(line.replace(/\t/g, '  ')));
}

/** Signs that take two columns: East Asian wide forms and the pictures we use. */
const WIDE =
  /[\u1100-\u115f\u231a\u231b\u23e9-\u23f3\u2600-\u26ff\u2705\u274c\u2753-\u2757\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes on a terminal. */
export function columns(text: string): number {
  let width = 0;
  for (const sign of text) {
    if (/\p{M}|\ufe0f/u.test(sign)) continue;
    width += WIDE.test(sign) ? 2 : 1;
  }
  return width;
}
