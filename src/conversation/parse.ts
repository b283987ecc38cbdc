/**
 * @module conversation/parse
 * What somebody typed, in words. Telephones turn quotes and dashes into pretty ones and put in spaces that
 * are none; commands forgive that. Pasted evidence does not: it is handed on as it is.
 */

export type Line = {
  /** Lower case; empty when nothing was typed. */
  verb: string;
  /** The words after the verb, quotes taken off. */
  words: string[];
  /** Everything after the verb, untouched but for the spaces around it. */
  rest: string;
};

/** Spaces that look like one, and characters that look like none. */
const SPACE = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** Makes telephone typography plain: “ ” „ « » ‘ ’ – — and full-width signs. */
export function plain(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/[“”„‟«»＂]/gu, '"')
    .replace(/[‘’‚‛`´＇]/gu, "'")
    .replace(/—/gu, '--')
    .replace(/[‐‑‒–―−－]/gu, '-')
    .replace(/／/gu, '/');
}

/** Splits at spaces; `"two words"` and `'two words'` stay together. An open quote ends with the line. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote: string | null = null;
  let open = false;
  for (const sign of plain(text)) {
    if (quote !== null) {
      if (sign === quote) quote = null;
      else word += sign;
    } else if ((sign === '"' || sign === "'") && word === '') {
      quote = sign;
      open = true;
    } else if (SPACE.test(sign)) {
      if (word !== '' || open) words.push(word);
      word = '';
      open = false;
    } else {
      word += sign;
    }
  }
  if (word !== '' || open) words.push(word);
  return words;
}

/** The word that begins a reason, alone or with a colon or a comma, on the same line or the next. */
const BECAUSE = /(?:^|\s)because(?=$|[\s:：,，])[\s:：,，]*/iu;
/** A reason of a person, in characters. */
const LONGEST_WHY = 500;

const reason = (text: string): string | null =>
  text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_WHY) || null;

/** What follows `because` is somebody's words, whatever they are; for all verbs that take a reason. */
export function reasonIn(rest: string): { before: string; because: string | null } {
  const found = BECAUSE.exec(rest);
  if (found === null) return { before: rest, because: null };
  return {
    before: rest.slice(0, found.index),
    because: reason(rest.slice(found.index + found[0].length)),
  };
}

/** Where nothing but a reason can stand: all of it is one, with `because` before it or without. */
export function allReason(text: string): string | null {
  const { before, because } = reasonIn(text);
  return before.trim() === '' ? because : reason(text);
}

/** Reads a line; `command` (`/openclaw`) may stand before the verb, as people type it in a terminal. */
export function parseLine(text: string, command: string): Line {
  let rest = text.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/gu, '');
  const isCommand = rest.toLowerCase() === command || new RegExp(`^\\${command}\\s`, 'iu').test(rest);
  if (isCommand) rest = rest.slice(command.length).trim();
  const end = rest.search(SPACE);
  const first = end === -1 ? rest : rest.slice(0, end);
  const after = end === -1 ? '' : rest.slice(end).trim();
  return { verb: plain(first).toLowerCase(), words: wordsOf(after), rest: after };
}
