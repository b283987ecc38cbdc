/**
 * @module evidence/word-finder
 * Which of many words stand in a text, in one pass over its bytes, however many words there are (Aho and
 * Corasick, 1975, as one table). Letters are folded, ASCII only. This is what makes a log of gigabytes cost
 * about as much as reading it.
 */

export type WordFinder = {
  words: readonly string[];
  /**
   * Numbers of the words that stand in bytes `from` to `to`, each once; the list is reused by the next call.
   * Behind the word number `stop` it looks no further.
   */
  find(bytes: Uint8Array, from: number, to: number, stop?: number): readonly number[];
  /** Where the last look ended: behind the word `stop`, or `to`. */
  ended(): number;
};

const ROOT = 0;

/** Bytes as the table knows them: one number for each that any word has, 0 for all others. */
function alphabet(words: readonly Uint8Array[]): { of: Uint8Array; size: number } {
  const of = new Uint8Array(256);
  let size = 1;
  for (const byte of words.flatMap((word) => [...word])) if (of[byte] === 0) of[byte] = size++;
  for (let lower = 97; lower <= 122; lower++) of[lower - 32] = of[lower] ?? 0;
  return { of, size };
}

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90));
const BACKSLASH = 92;

/** Is the byte before this place part of the same word? The letter of an escape, as in `\\n`, is not. */
const runsOnBefore = (bytes: Uint8Array, at: number): boolean =>
  isLetter(bytes[at - 1]) && bytes[at - 2] !== BACKSLASH;

/** Words up to this length must stand by themselves at both ends. */
export const SHORT = 7;

/**
 * `words` in lower case, none of them empty; together at most 65 000 bytes. `alone`: those of them (by number) that
 * must not begin inside another word, nor, if they are short, end inside one.
 */
export function wordFinder(words: readonly string[], alone: ReadonlySet<number> = new Set()): WordFinder {
  const spelled = words.map((word) => new TextEncoder().encode(word));
  const { of, size } = alphabet(spelled);
  const shift = Math.ceil(Math.log2(size));
  const states = 1 + spelled.reduce((sum, word) => sum + word.length, 0);
  const table = new Uint16Array(states << shift);
  const ends: number[][] = [[]];
  spelled.forEach((word, n) => {
    let state = ROOT;
    for (const byte of word) {
      const at = (state << shift) | (of[byte] ?? 0);
      if (table[at] === 0) table[at] = ends.push([]) - 1;
      state = table[at] ?? ROOT;
    }
    ends[state]?.push(n);
  });
  const fallBack = new Uint16Array(ends.length);
  const queue: number[] = [];
  for (let symbol = 1; symbol < size; symbol++) if (table[symbol]) queue.push(table[symbol] ?? 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const back = fallBack[state] ?? 0;
    ends[state]?.push(...(ends[back] ?? []));
    for (let symbol = 1; symbol < size; symbol++) {
      const at = (state << shift) | symbol;
      const next = table[at] ?? 0;
      const instead = table[(back << shift) | symbol] ?? 0;
      if (next === 0) table[at] = instead;
      else {
        fallBack[next] = instead;
        queue.push(next);
      }
    }
  }
  const says = Uint8Array.from(ends, (found) => (found.length > 0 ? 1 : 0));
  const lengths = spelled.map((word) => word.length);
  const open = spelled.map((word, n) => alone.has(n) && isLetter(word[0]));
  const close = spelled.map((word, n) => alone.has(n) && word.length <= SHORT && isLetter(word.at(-1)));
  const stamp = new Uint32Array(words.length);
  let turn = 0;
  let ended = 0;
  const hits: number[] = [];
  return {
    words,
    ended: () => ended,
    find(bytes, from, to, stop = -1) {
      hits.length = 0;
      turn++;
      ended = to;
      let state = ROOT;
      for (let at = from; at < to; at++) {
        state = table[(state << shift) | (of[bytes[at] as number] as number)] as number;
        if (says[state] === 0) continue;
        for (const word of ends[state] as number[]) {
          if (stamp[word] === turn) continue;
          const length = lengths[word] as number;
          if (open[word] && runsOnBefore(bytes, at + 1 - length)) continue;
          if (close[word] && at + 1 < to && isLetter(bytes[at + 1])) continue;
          stamp[word] = turn;
          if (word === stop) {
            ended = at + 1;
            return hits;
          }
          hits.push(word);
        }
      }
      return hits;
    },
  };
}
