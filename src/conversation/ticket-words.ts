/**
 * @module conversation/ticket-words
 * What somebody means who types `ticket node-3 jira OPS-12 title TEXT`: any of it may be left out, in any order but the
 * title, which ends the line.
 */
import { closest } from './closest.ts';
import { isIncidentId } from './incident-id.ts';
import { readMark } from './marked.ts';
import { wordsOf } from './parse.ts';

export type TicketWords = {
  incident?: string;
  /** What the button was on, e.g. a bundle. */
  mark?: string;
  host?: string;
  desk?: string;
  key?: string;
  title?: string;
  /** A word that is neither a desk nor likely to be a ticket's key. */
  unknown?: string;
};

/** The longest title that somebody gives, in characters. */
const MOST_TITLE = 200;
const MOST_KEY = 120;

/** `desks` and `hosts` are the names that are known. Pure. */
export function readTicketWords(
  rest: string,
  desks: readonly string[],
  hosts: readonly string[],
): TicketWords {
  const at = rest.search(/(?:^|\s)title[\s:]/iu);
  const before = at < 0 ? rest : rest.slice(0, at);
  const title =
    at < 0
      ? ''
      : rest
          .slice(at)
          .trim()
          .replace(/^title[\s:]+/iu, '')
          .replace(/\s+/gu, ' ')
          .trim();
  const found: TicketWords = title === '' ? {} : { title: title.slice(0, MOST_TITLE) };
  for (const word of wordsOf(before)) {
    const small = word.toLowerCase();
    const marked = readMark(small);
    const [host = ''] = small.split('/');
    if (isIncidentId(marked.incident)) Object.assign(found, marked);
    else if (found.desk === undefined && desks.includes(small)) found.desk = small;
    else if (found.host === undefined && hosts.includes(host)) found.host = host;
    else if (found.key === undefined && isKey(word, found.desk, desks)) found.key = word.slice(0, MOST_KEY);
    else found.unknown ??= word;
  }
  return found;
}

/** Every desk's keys hold a digit; behind a desk's name anything may be one. */
const isKey = (word: string, desk: string | undefined, desks: readonly string[]): boolean =>
  desk !== undefined || (/\d/u.test(word) && closest(word, desks) === null);
