/**
 * @module redaction/vendor-finder
 * Looks for vendors' shapes where a token can begin: at the edges of long runs, and only for those shapes that
 * begin so. One regular expression with all shapes in it would try each of them at each character.
 */
import { isDummy, isFileEnding } from './harmless-values.ts';
import { looksRandom } from './randomness.ts';
import { classOf, type Stretch } from './runs.ts';
import { type Find, type Kind, RANK, type Span } from './span.ts';
import { BASE64_PREFIXES, COMMON_PREFIXES, looksIssued, PREFIXES } from './vendor-prefixes.ts';
import { SHAPES, type Shape } from './vendor-shapes.ts';

/** `least`: the fewest characters, prefix included. `issued`: what follows the prefix must look issued. */
type Try = { prefix: string; least: number; kind: Kind; pattern: RegExp; issued: boolean; common: boolean };

/** The shapes by the codes of their first two characters, the second 0 if any will do; those with a mark apart. */
const BY_BEGINNING = byBeginning(SHAPES.filter(({ mark, inside }) => !mark && !inside));
const ALL_BY_BEGINNING = byBeginning(SHAPES.filter(({ inside }) => !inside));
/** Those that have no beginning of their own, and the shortest run that can hold one. */
const INSIDE = SHAPES.filter(({ inside }) => inside);
const INSIDE_FIND = new RegExp(`(?<![A-Za-z0-9])(?:${INSIDE.map(({ find }) => find).join('|')})`, 'g');
/** Each of them has so many letters and digits in a row, which ids and times have not. */
const INSIDE_STRETCH = 27;
const INSIDE_LEAST = Math.min(...INSIDE.map(({ least }) => least));
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
  for (const run of runs.list) {
    const stretch = findInRun(text, run, runs.codes, tries, found);
    if (stretch >= INSIDE_STRETCH && run.end - run.start >= INSIDE_LEAST) findInside(text, run, found);
  }
  if (/[$}][A-Za-z0-9]/.test(text)) {
    for (const hit of text.matchAll(HASHES)) {
      found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'password', rank: RANK.vendor });
    }
  }
  findCutShort(text, found);
};

/** Keys whose parts only together tell what they are. */
function findInside(text: string, run: Stretch, found: Span[]): void {
  for (const hit of text.slice(run.start, run.end).matchAll(INSIDE_FIND)) {
    if (isDummy(hit[0])) continue;
    const start = run.start + hit.index;
    found.push({ start, end: start + hit[0].length, kind: 'key', rank: RANK.vendor });
  }
}

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

/**
 * Tries the shapes at each place of a run where a token can begin: at its start, and behind a mark. Says how long the
 * longest stretch of letters and digits is.
 */
function findInRun(
  text: string,
  run: Stretch,
  codes: Uint16Array,
  tries: (Try[] | undefined)[],
  found: Span[],
): number {
  let before = 0;
  let stretch = 0;
  let longest = 0;
  for (let at = run.start; at < run.end; at++) {
    const code = codes[at] as number;
    const alnum = ALNUM[code] as number;
    stretch = alnum === 0 ? 0 : stretch + 1;
    if (stretch > longest) longest = stretch;
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
  return longest;
}

function tryAll(text: string, at: number, room: number, tries: readonly Try[] | undefined): Span | undefined {
  if (tries === undefined) return undefined;
  for (const { prefix, least, kind, pattern, issued, common } of tries) {
    if (room < least || !text.startsWith(prefix, at)) continue;
    pattern.lastIndex = at;
    const hit = pattern.exec(text);
    if (!hit) continue;
    const body = hit[0].slice(prefix.length);
    // letters alone may be words, whoever's shape they have
    if ((issued || /^(?=.*[a-z])[A-Za-z_-]+$/.test(body)) && !looksIssued(body)) {
      // a long one is not read again from each of its pieces
      if (hit[0].length > LONG_NAME) return { start: at, end: at + hit[0].length, kind, rank: DUMMY };
      continue;
    }
    const secret = hit.slice(1).find((group) => group !== undefined) ?? hit[0];
    const matched = at + hit[0].length;
    if (common && (text.charCodeAt(at - 1) === DOT || isFileEnding(text, matched))) continue;
    const end = runEnd(text, matched);
    return { start: matched - secret.length, end, kind, rank: isDummy(hit[0]) ? DUMMY : RANK.vendor };
  }
  return undefined;
}

const DOT = 46;

/** No name that a person wrote is longer, in characters. */
const LONG_NAME = 96;

/** What belongs to any token: letters, digits, and the two marks of base64url. */
const OWN_TAIL = /[A-Za-z0-9_-]{0,4096}/y;
/** What a token can go on with behind what its shape knows, and how long that is at most. */
const TAIL = /(?:[/+=.~_-]|\\\/|\\(?![nrtu"'\\]))[A-Za-z0-9_+=~-]{0,512}/y;
/** A piece of a path, an address or a sentence: words, numbers, a file's name. */
const PLAIN_TAIL =
  /^(?:[\\/.~_-]|\\\/)(?:[a-z]*|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|v?\d{1,6})(?:[-_](?:[a-z]+|[A-Z]+|\d{1,6}))*$/;

/** A rest in base64, in which a piece between two slashes may look like anything. */
const BASE64_TAIL = /[/+=][A-Za-z0-9+/]{20,4096}={0,2}(?![\w.\\-])/y;

/**
 * The end of the unbroken run that a token is the beginning of. A shape that knows no `/` or `+` would leave the rest of
 * the secret; the folders, files and sentences that follow a token stay.
 */
function runEnd(text: string, from: number): number {
  BASE64_TAIL.lastIndex = from;
  const rest = BASE64_TAIL.exec(text)?.[0] ?? '';
  if (rest.length >= 24 && looksRandom(rest.replace(/[+/=]/g, ''))) return from + rest.length;
  OWN_TAIL.lastIndex = from;
  OWN_TAIL.test(text);
  let end = OWN_TAIL.lastIndex;
  for (let piece = 0; piece < 64; piece++) {
    TAIL.lastIndex = end;
    const tail = TAIL.exec(text)?.[0];
    if (tail === undefined || PLAIN_TAIL.test(tail)) return end;
    end += tail.length;
  }
  return end;
}

/** Telegram's `/bot<token>/`: the token begins in the middle of a word. */
function isBotPath(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === 116 && text.startsWith('/bot', at - 4);
}

function byBeginning(shapes: readonly Shape[]): (Try[] | undefined)[] {
  const table: (Try[] | undefined)[] = new Array(128 * 128).fill(undefined);
  const add = (one: Try): void => {
    const at = (one.prefix.charCodeAt(0) << 7) | (one.prefix.charCodeAt(1) || 0);
    table[at] = [...(table[at] ?? []), one];
  };
  for (const { starts, find, least, kind } of shapes) {
    const pattern = new RegExp(find, 'y');
    for (const prefix of starts)
      add({ prefix, least, kind, pattern, issued: false, common: COMMON_PREFIXES.has(prefix) });
  }
  for (const { prefix, least } of PREFIXES) {
    const pattern = new RegExp(
      `${prefix.replace(/[.]/g, '\\.')}${BASE64_PREFIXES.has(prefix) ? '[A-Za-z0-9+/=_-]' : '[A-Za-z0-9_-]'}{${least},500}`,
      'y',
    );
    const common = COMMON_PREFIXES.has(prefix);
    add({ prefix, least: prefix.length + least, kind: 'token', pattern, issued: true, common });
  }
  return table;
}
