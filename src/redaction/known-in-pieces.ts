/**
 * @module redaction/known-in-pieces
 * Known secrets that something took apart: wrapped by a terminal, broken into `"…" + "…"`, spaced in groups of
 * four, broken over two lines of a log, or shown by their two ends. Read without the joints, they are whole again.
 */
import type { FitValue } from './known-values.ts';
import { needleSearch } from './needle-search.ts';
import { looksRandom } from './randomness.ts';
import { classOf } from './runs.ts';
import { type Find, RANK, type Span } from './span.ts';

/** What joints are made of. */
const JOINT = /[\s"'`+\\|>,;:._=\-\u00b7\u2026\u200b]/;
/** Where Unicode has such characters: first and last code. Asking for all 65,536 would cost each start of a program. */
const JOINT_CODES = [
  [0, 0xff],
  [0x1680, 0x1680],
  [0x2000, 0x206f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const;
const IS_SOLID = new Uint8Array(0x1_0000).fill(1);
for (const [first, last] of JOINT_CODES)
  for (let code = first as number; code <= last; code++)
    if (JOINT.test(String.fromCharCode(code))) IS_SOLID[code] = 0;

/** Shorter values could come together by chance. */
const SHORTEST = 16;

/** A value that goes on behind the next line's own head begins with this much of it. */
const SHORTEST_HEAD = 8;
/** How far into the next line its rest is looked for, and the least that is a rest. */
const NEXT_LINE = 400;
const SHORTEST_REST = 3;

/** Where something may be cut short for display. */
const CUT = /…|\.{2,6}|\*{2,12}|•{2,12}|~~?/g;
/** Less of a value is shown by chance. */
const SHORTEST_SHOWN = 4;
/** How much of a value is shown on either side, at most. */
const SHOWN = 64;
const IN_VALUE = classOf(/[A-Za-z0-9_+/=-]/);

/** A finder of these values where they stand in pieces. */
export function pieceFinder(values: readonly FitValue[]): Find {
  const generated = values.filter(({ value }) => value.length >= SHORTEST && looksRandom(value));
  if (generated.length === 0) return () => undefined;
  const byCore = new Map(generated.map((known) => [withoutJoints(known.value), known]));
  const search = needleSearch([...byCore.keys()].filter((core) => core.length >= SHORTEST));
  const joined = joiner();
  const byHead = new Map(generated.map((known) => [known.value.slice(0, SHORTEST_HEAD), known]));
  const searchHeads = needleSearch(byHead.keys());

  return (text, found, { codes }) => {
    const { solid, places } = joined(codes);
    search(solid, (first, last, core) => {
      const start = places[first] as number;
      const end = (places[last - 1] as number) + 1;
      if (end - start > core.length * 4 + 256) return;
      const { value, kind } = byCore.get(core) as FitValue;
      found.push({ start, end, kind, rank: RANK.known, value });
    });
    searchHeads(codes, (start, _end, head) => findBroken(text, start, byHead.get(head) as FitValue, found));
    for (const cut of text.matchAll(CUT)) {
      const behind = cut.index + cut[0].length;
      let start = cut.index;
      while (start > 0 && cut.index - start < SHOWN && IN_VALUE[codes[start - 1] as number] === 1) start--;
      let end = behind;
      while (end < codes.length && end - behind < SHOWN && IN_VALUE[codes[end] as number] === 1) end++;
      const before = text.slice(start, cut.index);
      const known = whole(before, text.slice(behind, end));
      start += before.lastIndexOf('=') + 1;
      if (known) found.push({ start, end, kind: known.kind, rank: RANK.known, value: known.value });
    }
  };

  /** The value of which only a beginning, an end or both are shown. A name and its `=` may stand before it. */
  function whole(before: string, tail: string): FitValue | undefined {
    const head = before.slice(before.lastIndexOf('=') + 1);
    if (head.length < SHORTEST_SHOWN && tail.length < SHORTEST_SHOWN) return undefined;
    return generated.find(({ value }) =>
      head.length >= SHORTEST_SHOWN
        ? value.startsWith(head) &&
          (head.length >= 6 || /\d/.test(head) || (tail !== '' && value.endsWith(tail)))
        : value.endsWith(tail),
    );
  }
}

/** A value of which a line's end shows the beginning, and the next line, behind its own head, the rest. */
function findBroken(text: string, start: number, { value, kind }: FitValue, found: Span[]): void {
  let length = SHORTEST_HEAD;
  while (length < value.length && text[start + length] === value[length]) length++;
  const end = start + length;
  const lineEnd = text.indexOf('\n', end);
  if (length === value.length || lineEnd < 0 || lineEnd - end > 8 || /\w/.test(text.slice(end, lineEnd)))
    return;
  const rest = value.slice(length);
  const next = text.slice(lineEnd + 1, lineEnd + 1 + NEXT_LINE).split('\n', 1)[0] as string;
  const at = rest.length < SHORTEST_REST ? -1 : next.indexOf(rest);
  if (at < 0) return;
  found.push({ start, end, kind, rank: RANK.known, value });
  found.push({ start: lineEnd + 1 + at, end: lineEnd + 1 + at + rest.length, kind, rank: RANK.known, value });
}

/** Reads a text's characters that are no joints, and where each of them stands. The arrays are used again. */
function joiner(): (codes: Uint16Array) => { solid: Uint16Array; places: Int32Array } {
  let solid = new Uint16Array(0);
  let places = new Int32Array(0);
  return (codes) => {
    if (solid.length < codes.length) {
      solid = new Uint16Array(codes.length);
      places = new Int32Array(codes.length);
    }
    let length = 0;
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] as number;
      solid[length] = code;
      places[length] = at;
      length += IS_SOLID[code] as number;
    }
    return { solid: solid.subarray(0, length), places };
  };
}

function withoutJoints(value: string): string {
  return [...value].filter((char) => !JOINT.test(char)).join('');
}
