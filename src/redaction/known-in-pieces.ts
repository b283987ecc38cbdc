/**
 * @module redaction/known-in-pieces
 * Known secrets that something took apart: wrapped by a terminal, broken into `"…" + "…"`, spaced in groups of
 * four, or shown by their two ends. Read without the joints, they are whole again.
 */
import type { FitValue } from './known-values.ts';
import { needleSearch } from './needle-search.ts';
import { looksRandom } from './randomness.ts';
import { type Find, RANK } from './span.ts';

/** What joints are made of. */
const JOINT = /[\s"'`+\\|>,;:._=\-\u00a0\u00b7\u2026\u200b]+/g;
/** Shorter values could come together by chance. */
const SHORTEST = 16;

/** Something cut short for display: a beginning, dots or stars, perhaps an end. */
const CUT =
  /([A-Za-z0-9_+/=-]{4,64})(?:…|\.{2,6}|\*{2,12}|•{2,12}|~~?)([A-Za-z0-9_+/=-]{2,64})?|(?:…|\.{3}|\*{3,12}|•{2,12})([A-Za-z0-9_+/=-]{4,64})/g;

/** A finder of these values where they stand in pieces. */
export function pieceFinder(values: readonly FitValue[]): Find {
  const generated = values.filter(({ value }) => value.length >= SHORTEST && looksRandom(value));
  const bySqueezed = new Map(generated.map((known) => [known.value.replace(JOINT, ''), known]));
  const search = needleSearch([...bySqueezed.keys()].filter((text) => text.length >= SHORTEST));
  if (generated.length === 0) return () => undefined;

  return (text, found) => {
    const tight = text.replace(JOINT, '');
    let places: Int32Array | undefined;
    search(tight, (at, needle) => {
      places ??= placesOf(text);
      const known = bySqueezed.get(needle) as FitValue;
      const start = places[at] as number;
      const end = (places[at + needle.length - 1] as number) + 1;
      if (end - start > needle.length * 4 + 256) return;
      found.push({ start, end, kind: known.kind, rank: RANK.known, value: known.value });
    });
    if (!/…|\.\.|\*\*|••|~/.test(text)) return;
    for (const hit of text.matchAll(CUT)) {
      const [whole, head = '', tail = '', onlyTail = ''] = hit;
      const known = generated.find(({ value }) =>
        head
          ? value.startsWith(head) &&
            (head.length >= 6 || /\d/.test(head) || (tail !== '' && value.endsWith(tail)))
          : value.endsWith(onlyTail),
      );
      if (!known) continue;
      found.push({
        start: hit.index,
        end: hit.index + whole.length,
        kind: known.kind,
        rank: RANK.known,
        value: known.value,
      });
    }
  };
}

/** For each character that is no joint, its place in the text. */
function placesOf(text: string): Int32Array {
  const places = new Int32Array(text.length);
  let length = 0;
  let at = 0;
  for (const joint of text.matchAll(JOINT)) {
    while (at < joint.index) places[length++] = at++;
    at = joint.index + joint[0].length;
  }
  while (at < text.length) places[length++] = at++;
  return places;
}
