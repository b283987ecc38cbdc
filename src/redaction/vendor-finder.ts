/**
 * @module redaction/vendor-finder
 * Looks for vendors' shapes where a token can begin: at the edges of long runs, and only for those shapes that
 * begin so. One regular expression with all shapes in it would try each of them at each character.
 */
import { isDummy } from './harmless-values.ts';
import { classOf, type Stretch } from './runs.ts';
import { type Find, RANK, type Span } from './span.ts';
import { SHAPES, type Shape } from './vendor-shapes.ts';

type Try = { prefix: string; shape: Shape; pattern: RegExp };

/** The shapes by the codes of their first two characters, the second 0 if any will do; those with a mark apart. */
const BY_BEGINNING = byBeginning(SHAPES.filter(({ mark }) => !mark));
const ALL_BY_BEGINNING = byBeginning(SHAPES);
const MARKS = new RegExp(SHAPES.flatMap(({ mark }) => mark ?? []).join('|'));

/** 1 for letters and digits. */
const ALNUM = classOf(/[A-Za-z0-9]/);

/** Marks what has a token's shape and is only an example. */
const DUMMY = -1;

/** Hashes of passwords: `$6$salt$…`, `{SSHA}…`. They begin with a mark, so no edge of a run leads to them. */
const HASHES =
  /\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?|bcrypt)\$[A-Za-z0-9./+=,$-]{16,200}|\{S?(?:SHA|MD5|SSHA|SSHA512)\}[A-Za-z0-9+/=]{20,120}/g;

/** Shapes cut short for display: a prefix and a few characters, before an ellipsis. */
const DOTS = /…|\.{3}|\*{3,12}/g;
const CUT_SHORT =
  /(?<![A-Za-z0-9])(?:sk-(?:[a-z]{2,12}-)?|xox[a-z]-|xapp-|gh[opsur]_|github_pat_|glpat-|gsk_|xai-|pplx-|hf_|AIza|AKIA|tskey-|npm_|eyJ|SG\.|[rs]k_live_|hvs\.)[A-Za-z0-9_-]{4,60}$/;
const AFTER_CUT = /[A-Za-z0-9_-]{0,12}/y;
const IN_CUT = classOf(/[A-Za-z0-9_.-]/);
const SHORTEST_CUT = 7;
const LONGEST_CUT = 72;

/** Finds tokens by their vendors' shapes. */
export const findVendorShapes: Find = (text, found, runs) => {
  const tries = MARKS.test(text) ? ALL_BY_BEGINNING : BY_BEGINNING;
  for (const run of runs.list) findInRun(text, run, runs.codes, tries, found);
  if (/[$}][A-Za-z0-9]/.test(text)) {
    for (const hit of text.matchAll(HASHES)) {
      found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'password', rank: RANK.vendor });
    }
  }
  findCutShort(text, found);
};

function findCutShort(text: string, found: Span[]): void {
  for (const dots of text.matchAll(DOTS)) {
    let from = dots.index;
    const first = Math.max(0, from - LONGEST_CUT);
    while (from > first && IN_CUT[text.charCodeAt(from - 1)] === 1) from--;
    if (dots.index - from < SHORTEST_CUT) continue;
    const shown = CUT_SHORT.exec(text.slice(from, dots.index));
    if (!shown) continue;
    AFTER_CUT.lastIndex = dots.index + dots[0].length;
    AFTER_CUT.test(text);
    found.push({ start: from + shown.index, end: AFTER_CUT.lastIndex, kind: 'token', rank: RANK.vendor });
  }
}

/** Tries the shapes at each place of a run where a token can begin: at its start, and behind a mark. */
function findInRun(
  text: string,
  run: Stretch,
  codes: Uint16Array,
  tries: (Try[] | undefined)[],
  found: Span[],
): void {
  let before = 0;
  for (let at = run.start; at < run.end; at++) {
    const code = codes[at] as number;
    const alnum = ALNUM[code] as number;
    if (alnum === 0 || (before === 1 && !(code < 58 && isBotPath(text, at)))) {
      before = alnum;
      continue;
    }
    // `\nsk-…` in an escaped text: the run begins with the letter of the escape
    before = at === run.start && text.charCodeAt(at - 1) === 92 ? 0 : 1;
    const room = run.end - at;
    const hit =
      tryAll(text, at, room, tries[(code << 7) | (codes[at + 1] as number)]) ??
      tryAll(text, at, room, tries[code << 7]);
    if (!hit) continue;
    if (hit.rank !== DUMMY) found.push(hit);
    at = hit.end - 1;
    before = 1;
  }
}

function tryAll(text: string, at: number, room: number, tries: readonly Try[] | undefined): Span | undefined {
  if (tries === undefined) return undefined;
  for (const { prefix, shape, pattern } of tries) {
    if (room < shape.least || !text.startsWith(prefix, at)) continue;
    pattern.lastIndex = at;
    const hit = pattern.exec(text);
    if (!hit) continue;
    const secret = hit.slice(1).find((group) => group !== undefined) ?? hit[0];
    const end = at + hit[0].length;
    return { start: end - secret.length, end, kind: shape.kind, rank: isDummy(hit[0]) ? DUMMY : RANK.vendor };
  }
  return undefined;
}

/** Telegram's `/bot<token>/`: the token begins in the middle of a word. */
function isBotPath(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === 116 && text.startsWith('/bot', at - 4);
}

function byBeginning(shapes: readonly Shape[]): (Try[] | undefined)[] {
  const table: (Try[] | undefined)[] = new Array(128 * 128).fill(undefined);
  for (const shape of shapes) {
    const pattern = new RegExp(shape.find, 'y');
    for (const prefix of shape.starts) {
      const at = (prefix.charCodeAt(0) << 7) | (prefix.charCodeAt(1) || 0);
      table[at] = [...(table[at] ?? []), { prefix, shape, pattern }];
    }
  }
  return table;
}
