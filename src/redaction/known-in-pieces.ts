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
const JOINT = /[\s"'`+\\|>,;:._=\-\u00b7\u2026\u200b]/;

/** Shorter values could come together by chance. */
const SHORTEST = 16;

/** Something cut short for display: a beginning, dots or stars, perhaps an end. */
const CUT =
  /([A-Za-z0-9_+/=-]{4,64})(?:…|\.{2,6}|\*{2,12}|•{2,12}|~~?)([A-Za-z0-9_+/=-]{2,64})?|(?:…|\.{3}|\*{3,12}|•{2,12})([A-Za-z0-9_+/=-]{4,64})/g;

/** A finder of these values where they stand in pieces. */
export function pieceFinder(values: readonly FitValue[]): Find {
  const generated = values.filter(({ value }) => value.length >= SHORTEST && looksRandom(value));
  if (generated.length === 0) return () => undefined;
  const byCore = new Map(generated.map((known) => [withoutJoints(known.value), known]));
  const search = needleSearch(
    [...byCore.keys()].filter((core) => core.length >= SHORTEST),
    { skip: (code) => JOINT.test(String.fromCharCode(code)) },
  );

  return (text, found, { codes }) => {
    search(codes, (start, end, core) => {
      if (end - start > core.length * 4 + 256) return;
      const { value, kind } = byCore.get(core) as FitValue;
      found.push({ start, end, kind, rank: RANK.known, value });
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

function withoutJoints(value: string): string {
  return [...value].filter((char) => !JOINT.test(char)).join('');
}
