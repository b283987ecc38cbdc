/**
 * @module evidence/closed-facts
 * Facts that are an enumeration read out of a file or an answer that strangers write. What is none of the words that
 * the dictionary has for them is not told: a setting can hold anything, a secret in the wrong place too.
 */
import type { FactValue } from '../protocol/evidence.ts';
import { DICTIONARY } from './dictionary.ts';

/** What stands for a word that is not in the dictionary. */
export const OTHER = '‹other›';

type Closed = { about: string; words?: readonly string[]; closed?: 'words' | 'version' };
const ENTRIES: Readonly<Record<string, Closed>> = DICTIONARY;

/** `2026.9.6`, `v24.16.0`, `2026.8.1-beta.2`, with a short build behind it; no more than a version needs. */
const VERSION = /^v?\d{1,5}(?:\.\d{1,6}){1,3}(?:[-+.][a-z0-9]{1,10}){0,3}(?: \([0-9a-f]{4,12}\))?$/i;

/** The value of a fact as it may be told: known words and versions as they are, `‹other›` for what is neither. */
export function closed(fact: string, value: FactValue): FactValue {
  const entry = Object.hasOwn(ENTRIES, fact) ? ENTRIES[fact] : undefined;
  if (entry?.closed === undefined) return value;
  const fits = (word: string): boolean =>
    entry.closed === 'version' ? VERSION.test(word) : (entry.words ?? []).includes(word);
  if (typeof value === 'string') return fits(value) ? value : OTHER;
  return Array.isArray(value) ? value.map((word) => (fits(word) ? word : OTHER)) : value;
}
