/**
 * @module messages/enumerate
 * Several things in one sentence: `process, listener and handshake`, and a long list with how many more there are.
 */
import type { Span } from './message.ts';
import { text } from './sentence.ts';

/** `process, listener and handshake` */
export function enumerate(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return last ?? '';
  return text('list.and', { list: words.slice(0, -1).join(', '), last });
}

/** Names in one sentence. */
const MOST_NAMES = 12;

/** Names for a sentence; a long list ends with how many more there are. */
export function namesOf(names: readonly string[], most = MOST_NAMES): string {
  const more = names.length - most;
  const list = names.slice(0, most).join(', ');
  return more > 0 ? text('list.more', { list, n: more }) : list;
}

/** Puts `, ` or other spans between the items. */
export function between(items: readonly (readonly Span[])[], separator: string): Span[] {
  return items.flatMap((item, at) => (at === 0 ? [...item] : [{ text: separator }, ...item]));
}
