/**
 * @module redaction/needle-search
 * Finds any of thousands of fixed strings in one pass. A host with forty secrets has a thousand spellings of them;
 * as one regular expression they would cost more than all other layers together.
 */

/** The first characters by which strings are told apart. */
const GRAM = 4;
const SLOTS = 0x1_0000;

/** Visits the occurrences in order, the longest at each place, without overlap. Strings under 4 characters are ignored. */
export type NeedleSearch = (text: string, visit: (start: number, needle: string) => void) => void;

/** Prepares a search for these strings. `fits` may refuse an occurrence. */
export function needleSearch(
  needles: Iterable<string>,
  fits: (text: string, start: number, needle: string) => boolean = () => true,
): NeedleSearch {
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

  return (text, visit) => {
    let hash = 0;
    let free = 0;
    for (let at = 0; at < text.length; at++) {
      hash = roll(hash, text.charCodeAt(at));
      if (present[hash] === 0) continue;
      const start = at - GRAM + 1;
      if (start < free) continue;
      const needle = slots.get(hash)?.find((one) => text.startsWith(one, start) && fits(text, start, one));
      if (needle === undefined) continue;
      visit(start, needle);
      free = start + needle.length;
    }
  };
}

/** Of older characters nothing is left after four steps of four bits. */
function roll(hash: number, code: number): number {
  return ((hash << 4) ^ Math.imul(code, 0x9e5b)) & (SLOTS - 1);
}
