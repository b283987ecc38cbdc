/**
 * @module agent/recovery/config-text
 * Where each key of a JSON5 text begins and ends, so that one can be changed and every other byte stays as a person
 * wrote it: comments, quotes, order, line ends.
 */
import JSON5 from 'json5';

/** Places are offsets into the text, the end not included. */
export type Node = {
  kind: 'object' | 'array' | 'scalar';
  from: number;
  to: number;
  members: Member[];
};
/** `from` is where its key begins; in an array the key is its number, and `from` where the value begins. */
export type Member = { key: string; from: number; to: number; value: Node };

/** Deeper configuration is written by nobody, and the stack is not endless. */
const DEEPEST = 200;
const BLANK = /[\s\u00a0\ufeff\u2028\u2029]/;

/** The first place from `at` on that is neither blank nor in a comment. */
export function pastBlanks(text: string, at: number): number {
  let here = at;
  for (;;) {
    while (here < text.length && BLANK.test(text[here] ?? '')) here++;
    if (text.startsWith('//', here)) {
      while (here < text.length && !/[\n\r\u2028\u2029]/.test(text[here] ?? '')) here++;
    } else if (text.startsWith('/*', here)) {
      const end = text.indexOf('*/', here + 2);
      here = end < 0 ? text.length : end + 2;
    } else return here;
  }
}

function pastString(text: string, at: number): number {
  const quote = text[at];
  let here = at + 1;
  while (here < text.length && text[here] !== quote) here += text[here] === '\\' ? 2 : 1;
  return here + 1;
}

/** Names, numbers and words end where something else begins. */
function pastWord(text: string, at: number): number {
  let here = at;
  while (here < text.length && !BLANK.test(text[here] ?? '') && !/[,:[\]{}/]/.test(text[here] ?? '')) here++;
  return here;
}

const isQuote = (letter: string | undefined): boolean => letter === '"' || letter === "'";

function keyOf(text: string, from: number, to: number): string {
  const [key] = Object.keys(JSON5.parse<object>(`{${text.slice(from, to)}:0}`));
  return key ?? '';
}

function membersOf(text: string, open: number, depth: number): { members: Member[]; to: number } {
  const keyed = text[open] === '{';
  const members: Member[] = [];
  let here = pastBlanks(text, open + 1);
  while (here < text.length && text[here] !== (keyed ? '}' : ']')) {
    const from = here;
    let key = String(members.length);
    if (keyed) {
      const end = isQuote(text[from]) ? pastString(text, from) : pastWord(text, from);
      key = keyOf(text, from, end);
      here = pastBlanks(text, pastBlanks(text, end) + 1);
    }
    const value = nodeAt(text, here, depth + 1);
    members.push({ key, from, to: value.to, value });
    here = pastBlanks(text, value.to);
    if (text[here] === ',') here = pastBlanks(text, here + 1);
  }
  return { members, to: here + 1 };
}

function nodeAt(text: string, from: number, depth: number): Node {
  if (depth > DEEPEST) throw new SyntaxError('deeper than anybody writes');
  const first = text[from];
  if (first === '{' || first === '[') {
    const { members, to } = membersOf(text, from, depth);
    return { kind: first === '{' ? 'object' : 'array', from, to, members };
  }
  const to = isQuote(first) ? pastString(text, from) : pastWord(text, from);
  return { kind: 'scalar', from, to, members: [] };
}

/** The places of a text that JSON5 parses. @throws SyntaxError where it does not parse, or is too deep. */
export function placesIn(text: string): Node {
  JSON5.parse(text);
  return nodeAt(text, pastBlanks(text, 0), 0);
}
