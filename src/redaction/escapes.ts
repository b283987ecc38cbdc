/**
 * @module redaction/escapes
 * Text that passed through a URL, an HTML page, a JSON writer, a mail program or strace says `%22token%22`,
 * `&quot;` or `\u0074oken`. This reads such lines as they were meant, so that one set of rules serves all spellings.
 */
import { type View, viewOf } from './view.ts';

/** What makes a line worth decoding. Plain `\"` and `\n` do not: the rules read those as they stand. */
const TELLS =
  /%[0-9A-Fa-f]{2}|&(?:#x?[0-9A-Fa-f]{2,6}|quot|apos|lt|gt|amp|equals|colon|num|commat);|\\u\{?[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[0-3][0-7]{2}|=3D|\\\\["'nrt/\\]|\\\r?\n/g;

const ESCAPE = new RegExp(
  [
    '((?:%[0-9A-Fa-f]{2}){1,512})',
    '((?:\\\\x[0-9A-Fa-f]{2}|\\\\[0-3][0-7]{2}){1,512})',
    '\\\\u([0-9A-Fa-f]{4}|\\{[0-9A-Fa-f]{1,6}\\})',
    '&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});',
    '&(quot|apos|lt|gt|amp|equals|colon|num|commat|nbsp|sol|plus|period|excl|dollar|percnt|lowbar);',
    '\\\\\\r?\\n[ \\t]*',
    '\\\\([nrt"\'/\\\\])',
    '=\\r?\\n',
    '((?:=[0-9A-F]{2}){1,512})',
  ].join('|'),
  'g',
);

const ENTITIES: Record<string, string> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  equals: '=',
  colon: ':',
  num: '#',
  commat: '@',
  nbsp: ' ',
  sol: '/',
  plus: '+',
  period: '.',
  excl: '!',
  dollar: '$',
  percnt: '%',
  lowbar: '_',
};
const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** Lines this close to an encoded one are read along: a name may stand on the line before its value. */
const NEIGHBOURHOOD = 256;

/** The encoded parts of a text, decoded once, each a view of the whole text. */
export function decode(text: string): View[] {
  const regions: { start: number; end: number }[] = [];
  for (const tell of text.matchAll(TELLS)) {
    const last = regions.at(-1);
    if (last && tell.index < last.end) continue;
    const start = text.lastIndexOf('\n', tell.index - 1) + 1;
    let end = text.indexOf('\n', tell.index + tell[0].length);
    if (end < 0) end = text.length;
    if (last && start - last.end <= NEIGHBOURHOOD) last.end = end;
    else regions.push({ start, end });
  }
  return regions.map((region) => decodeRegion(text, region.start, region.end));
}

function decodeRegion(text: string, start: number, end: number): View {
  const region = text.slice(start, end);
  const quotedPrintable = region.includes('=3D');
  const view = viewOf(text, end - start);
  let at = start;
  for (const hit of region.matchAll(ESCAPE)) {
    const [whole, percent, bytes, unicode, number, entity, control, mail] = hit;
    const from = start + hit.index;
    if ((mail || whole[0] === '=') && !quotedPrintable) continue;
    view.copy(at, from - at);
    at = from + whole.length;
    if (percent) octets(view, from, percent, 3);
    else if (mail) octets(view, from, mail, 3);
    else if (bytes) octets(view, from, bytes, 4);
    else if (unicode) view.replace(character(Number.parseInt(unicode.replace('{', ''), 16)), from, at);
    else if (number) view.replace(character(Number(number[0] === 'x' ? `0${number}` : number)), from, at);
    else if (entity) view.replace(ENTITIES[entity] ?? '', from, at);
    else if (control) view.replace(CONTROLS[control] ?? control, from, at);
    // a line that goes on: one word only where both halves look like one
    else if (whole[0] === '\\' && !isBroken(text, from, at)) view.replace(' ', from, at);
  }
  view.copy(at, end - at);
  return view.done();
}

/** Whether a line was broken inside of something generated: a digit in the word on either side. */
function isBroken(text: string, before: number, behind: number): boolean {
  return (
    /(?=[\w+/=-]*\d)[\w+/=-]{6,}$/.test(text.slice(Math.max(0, before - 64), before)) &&
    /^(?=[\w+/=-]*\d)[\w+/=-]{4,}/.test(text.slice(behind, behind + 64))
  );
}

/** A run of escaped bytes, `width` characters each (`%41`, `\x41`, `\101`), read as UTF-8. */
function octets(view: ReturnType<typeof viewOf>, from: number, run: string, width: number): void {
  for (let i = 0; i < run.length; ) {
    const first = octet(run, i, width);
    const size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    let code = size === 1 ? first : first & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) code = (code << 6) | (octet(run, i + k * width, width) & 0x3f);
    view.replace(character(code), from + i, Math.min(from + i + size * width, from + run.length));
    i += size * width;
  }
}

function octet(run: string, at: number, width: number): number {
  if (at >= run.length) return 0;
  const digits = run.slice(at + 1, at + width);
  return digits[0] === 'x' || width === 3
    ? Number.parseInt(digits.replace('x', ''), 16)
    : Number.parseInt(digits, 8);
}

/** One character; what is no character, and what would take two code units, reads as a question mark. */
function character(code: number): string {
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : '?';
}
