/**
 * @module redaction/named-words
 * Passwords that are common words, `main` or `gateway`, and values too short to be searched for: masked where the name
 * that the host knows them by stands before them, and nowhere else, or diagnosis would lose its words.
 */
import { fitValues, type KnownValue } from './known-values.ts';
import { type Find, RANK } from './span.ts';

const SHORTEST = 3;
const LONGEST = 200;
/** From the end of a name to the value behind it. */
const REACH = 16;
const JOINT = /^["'\]]{0,2}(?:\s{0,4}(?:=>|:=|[:=])\s{0,4}|\s{1,4})["'`]{0,3}/;

/** A layer for those of these values that no other layer searches for. */
export function namedWordFinder(known: readonly (KnownValue | string)[]): Find {
  const words = new Map<string, string[]>();
  for (const entry of known) {
    if (typeof entry === 'string' || entry.path === undefined) continue;
    const value = entry.value.trim();
    const name = entry.path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
    if (value.length < SHORTEST || value.length > LONGEST || name.length < SHORTEST) continue;
    if (fitValues([entry]).length === 0) words.set(name, [...(words.get(name) ?? []), value]);
  }
  return (text, found) => {
    if (words.size === 0) return;
    const lower = text.toLowerCase();
    for (const [name, values] of words) {
      const wanted = name.toLowerCase();
      for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
        const behind = at + wanted.length;
        const joint = JOINT.exec(text.slice(behind, behind + REACH))?.[0];
        if (joint === undefined) continue;
        const start = behind + joint.length;
        const value = values.find(
          (one) =>
            lower.startsWith(one.toLowerCase(), start) &&
            !/[A-Za-z0-9_-]/.test(text[start + one.length] ?? ''),
        );
        if (value !== undefined)
          found.push({ start, end: start + value.length, kind: 'password', rank: RANK.known });
      }
    }
  };
}
