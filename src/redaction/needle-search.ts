/**
 * @module redaction/needle-search
 * Finds any of thousands of fixed strings in one pass. A host with forty secrets has a thousand spellings of them;
 * as one regular expression they would cost more than all other layers together.
 */

/** The first characters by which strings are told apart. */
const GRAM = 4;
const SLOTS = 0x1_0000;

/** Visits the occurrences in order, the longest at each place, without overlap. */
export type NeedleSearch = (
  codes: Uint16Array,
  visit: (start: number, end: number, needle: string) => void,
) => void;

export type NeedleOptions = {
  /** Characters that do not count: an occurrence may have any of them between its own. Needles hold none of them. */
  skip?: (code: number) => boolean;
  /** May refuse an occurrence. */
  fits?: (codes: Uint16Array, start: number, end: number, needle: string) => boolean;
};

/** Prepares a search for these strings in texts given as UTF-16 codes. Strings under 4 characters are ignored. */
export function needleSearch(needles: Iterable<string>, options: NeedleOptions = {}): NeedleSearch {
  const { fits = () => true } = options;
  const skipped = Uint8Array.from({ length: SLOTS }, (_, code) => (options.skip?.(code) ? 1 : 0));
  const present = new Uint8Array(SLOTS);
  const slots = new Map<number, string[]>();
  for (const needle of needles) {
    if (needle.length < GRAM) continue;
    let hash = 0;
    for (let i = 0; i < GRAM; i++) hash = roll(hash, needle.charCodeAt(i));
    present[hash] = 1;
    slots.set(hash, [...(slots.get(hash) ?? []), needle]);
  }
  for (const slot of slots.values()) slot.sort((a, b) => b.length - a.length);
  if (slots.size === 0) return () => undefined;

  /** Where the needle that begins at `start` ends, or -1. */
  const endOf = (codes: Uint16Array, start: number, needle: string): number => {
    let at = start;
    for (let i = 0; i < needle.length; at++) {
      const code = codes[at];
      if (code === undefined) return -1;
      if (code === needle.charCodeAt(i)) i++;
      else if (skipped[code] === 0) return -1;
    }
    return at;
  };

  return (codes, visit) => {
    let hash = 0;
    let free = 0;
    // the places of the last four characters that count
    const places = [0, 0, 0, 0];
    for (let at = 0, counted = 0; at < codes.length; at++) {
      const code = codes[at] as number;
      if (skipped[code] === 1) continue;
      places[counted++ & 3] = at;
      hash = roll(hash, code);
      if (present[hash] === 0 || counted < GRAM) continue;
      const start = places[counted & 3] as number;
      if (start < free) continue;
      for (const needle of slots.get(hash) ?? []) {
        const end = endOf(codes, start, needle);
        if (end < 0 || !fits(codes, start, end, needle)) continue;
        visit(start, end, needle);
        free = end;
        break;
      }
    }
  };
}

/** Of older characters nothing is left after four steps of four bits. */
function roll(hash: number, code: number): number {
  return ((hash << 4) ^ Math.imul(code, 0x9e5b)) & (SLOTS - 1);
}
