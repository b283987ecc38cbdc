/**
 * @module redaction/needle-search
 * Finds any of thousands of fixed strings in one pass that skips most of the text. A host with forty secrets has a
 * thousand spellings of them; as one regular expression they would cost more than all other layers together.
 */

/** The characters by which strings are told apart. */
const GRAM = 4;
/** Strings of this length and more are looked for in longer steps than shorter ones. */
const LONG = 16;
/** A table has 16 places for each gram, and at most 2^20. */
const MOST_BITS = 20;

/** Visits every occurrence of every string. They may overlap, and come in no order. */
export type NeedleSearch = (
  codes: Uint16Array,
  visit: (start: number, end: number, needle: string) => void,
) => void;

/** May refuse an occurrence. */
export type Fits = (codes: Uint16Array, start: number, end: number, needle: string) => boolean;

/** Prepares a search for these strings in texts given as UTF-16 codes. Strings under 4 characters are ignored. */
export function needleSearch(needles: Iterable<string>, fits: Fits = () => true): NeedleSearch {
  const all = [...new Set(needles)].filter(({ length }) => length >= GRAM);
  const searches = [all.filter(({ length }) => length < LONG), all.filter(({ length }) => length >= LONG)]
    .filter(({ length }) => length > 0)
    .map((band) => bandSearch(band, fits));
  return (codes, visit) => {
    for (const search of searches) search(codes, visit);
  };
}

/**
 * A text is looked at only every few characters: in steps so long that some look falls on one of the first grams
 * of every occurrence, and so short that no second one does.
 */
function bandSearch(needles: readonly string[], fits: Fits): NeedleSearch {
  const step = Math.min(...needles.map(({ length }) => length)) - GRAM + 1;
  const bits = Math.min(MOST_BITS, Math.ceil(Math.log2(needles.length * step)) + 4);
  const present = new Uint8Array(1 << bits);
  const slots = new Map<number, { needle: string; offset: number }[]>();
  for (const needle of needles) {
    for (let offset = 0; offset < step; offset++) {
      const [a, b, c, d] = [0, 1, 2, 3].map((i) => needle.charCodeAt(offset + i)) as Four;
      const hash = hashOf(a, b, c, d) >>> (32 - bits);
      present[hash] = 1;
      const slot = slots.get(hash);
      if (slot) slot.push({ needle, offset });
      else slots.set(hash, [{ needle, offset }]);
    }
  }
  return (codes, visit) => {
    const last = codes.length - GRAM;
    for (let at = 0; at <= last; at += step) {
      const hash =
        hashOf(
          codes[at] as number,
          codes[at + 1] as number,
          codes[at + 2] as number,
          codes[at + 3] as number,
        ) >>>
        (32 - bits);
      if (present[hash] === 0) continue;
      for (const { needle, offset } of slots.get(hash) ?? []) {
        const start = at - offset;
        const end = start + needle.length;
        if (stands(codes, start, needle) && fits(codes, start, end, needle)) visit(start, end, needle);
      }
    }
  };
}

type Four = [number, number, number, number];

/** Four characters in one number, of which the upper bits count; 0x9e3779b1 is 2^32 divided by the golden ratio, which spreads neighbours. */
function hashOf(a: number, b: number, c: number, d: number): number {
  return Math.imul(a ^ (b << 8) ^ (c << 16) ^ (d << 24), 0x9e3779b1);
}

function stands(codes: Uint16Array, start: number, needle: string): boolean {
  if (start < 0 || start + needle.length > codes.length) return false;
  for (let i = 0; i < needle.length; i++) if (codes[start + i] !== needle.charCodeAt(i)) return false;
  return true;
}
