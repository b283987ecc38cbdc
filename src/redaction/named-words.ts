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
const JOINT = /^["'\]]{0,2}\s{0,4}(?:=>|:=|[:=])\s{0,4}["'`]{0,3}/;
/** `--password main`. */
const BLANKS = /^\s{1,4}["'`]{0,3}/;
/** What may not join on behind a word. */
const GOES_ON = /^(?:[A-Za-z0-9_-]|\.\w)/;

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
  const names = [...words].map(([name, values]) => ({
    pattern: new RegExp(name.replace(/[^A-Za-z0-9]/g, '\\$&'), 'gi'),
    values: values.map((value) => value.toLowerCase()),
  }));
  return (text, found) => {
    for (const { pattern, values } of names) {
      for (const { index, 0: name } of text.matchAll(pattern)) {
        const behind = index + name.length;
        const near = text.slice(behind, behind + REACH);
        const joint = (JOINT.exec(near) ?? (text.endsWith('--', index) ? BLANKS.exec(near) : null))?.[0];
        if (joint === undefined) continue;
        const start = behind + joint.length;
        const value = values.find((one) => {
          const end = start + one.length;
          return text.slice(start, end).toLowerCase() === one && !GOES_ON.test(text.slice(end, end + 2));
        });
        if (value !== undefined)
          found.push({ start, end: start + value.length, kind: 'password', rank: RANK.known });
      }
    }
  };
}
