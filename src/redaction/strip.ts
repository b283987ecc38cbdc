/**
 * @module redaction/strip
 * What terminals and editors hide between the letters of a secret: colour codes (also written out as `\u001b[36m`
 * or with the escape byte lost), zero-width characters, overstrikes, the NULs of UTF-16, letters in full width. Left in, they defeat
 * every rule that looks at what stands before a token.
 */
import { type View, viewOf } from './view.ts';

const HIDDEN = new RegExp(
  [
    // ECMA-48 control sequences, operating system commands (window titles, links), two-byte escapes
    '(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]',
    '\\x1b\\][^\\x07\\x1b\\n]{0,512}(?:\\x07|\\x1b\\\\)',
    '\\x1b[@-Z\\\\^_=>78]',
    // the same, escaped by a JSON writer, a shell, rsyslog or a pager, or with the escape byte lost
    '(?:\\\\u001[bB]|\\\\x1[bB]|\\\\033|\\\\e|#033|\\^\\[)\\[[0-9;]{0,16}[a-zA-Z]',
    '\\[[0-9]{1,3}(?:;[0-9]{1,3}){0,4}m',
    '[\\xad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]',
    // overstrike: a character and the backspace that takes it back
    '[^\\x08\\n]\\x08',
  ].join('|'),
  'g',
);
const MAY_HIDE =
  /[\x08\x1b\x9b\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\\(?:u001|x1|033|e\[)|#033|\^\[|\[\d{1,3}(?:;\d{1,3}){0,4}m/;

/** Text of 4 or more ASCII characters in UTF-16, read as bytes: each letter is followed by a NUL. */
const WIDE = /(?:[\x20-\x7e]\0){4,}/g;

/** ASCII in full width, as East Asian input writes it: six letters and digits in a row. */
const FULL_WIDTH =
  /[\uff01-\uff5e]{0,64}?[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]{6}[\uff01-\uff5e]{0,512}/g;
const MAY_BE_FULL = /[\uff10-\uff5a]{6}/;
const TO_ASCII = 0xfee0;

/** The text without what hides, or nothing if nothing does. */
export function strip(text: string): View | undefined {
  const wide = text.includes('\0') && text.search(WIDE) >= 0;
  const full = MAY_BE_FULL.test(text);
  if (!wide && !full && !MAY_HIDE.test(text)) return undefined;
  const drops: { start: number; end: number; as?: string }[] = [];
  for (const hit of text.matchAll(HIDDEN)) drops.push({ start: hit.index, end: hit.index + hit[0].length });
  if (wide) {
    for (const hit of text.matchAll(WIDE)) {
      for (let i = hit.index + 1; i < hit.index + hit[0].length; i += 2) drops.push({ start: i, end: i + 1 });
    }
  }
  if (full) {
    for (const hit of text.matchAll(FULL_WIDTH)) {
      for (let i = hit.index; i < hit.index + hit[0].length; i++)
        drops.push({ start: i, end: i + 1, as: String.fromCharCode(text.charCodeAt(i) - TO_ASCII) });
    }
  }
  if (wide || full) drops.sort((a, b) => a.start - b.start);
  const view = viewOf(text, text.length);
  let at = 0;
  for (const drop of drops) {
    if (drop.start < at) continue;
    view.copy(at, drop.start - at);
    if (drop.as !== undefined) view.replace(drop.as, drop.start, drop.end);
    at = drop.end;
  }
  view.copy(at, text.length - at);
  return view.done();
}
