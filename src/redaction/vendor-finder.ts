/**
 * @module redaction/vendor-finder
 * Looks for vendors' shapes where a token can begin: at the edges of long runs, and only for those shapes that
 * begin so. One regular expression with all shapes in it would try each of them at each character.
 */
import { isDummy } from './harmless-values.ts';
import { type Find, RANK } from './span.ts';
import { SHAPES, type Shape } from './vendor-shapes.ts';

type Try = { prefix: string; shape: Shape; pattern: RegExp };

/** The shapes that begin with a character, by its code. */
const BY_FIRST: readonly Try[][] = byFirst();

/** Hashes of passwords: `$6$salt$…`, `{SSHA}…`. They begin with a mark, so no edge of a run leads to them. */
const HASHES =
  /\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?|bcrypt)\$[A-Za-z0-9./+=,$-]{16,200}|\{S?(?:SHA|MD5|SSHA|SSHA512)\}[A-Za-z0-9+/=]{20,120}/g;

/** Shapes cut short for display: a prefix and a few characters, then an ellipsis. */
const CUT_SHORT =
  /(?<![A-Za-z0-9])(?:sk-(?:[a-z]{2,12}-)?|xox[a-z]-|xapp-|gh[opsur]_|github_pat_|glpat-|gsk_|xai-|pplx-|hf_|AIza|AKIA|tskey-|npm_|eyJ|SG\.|[rs]k_live_|hvs\.)[A-Za-z0-9_-]{4,60}(?:…|\.{3}|\*{3,12})[A-Za-z0-9_-]{0,12}/g;

/** Finds tokens by their vendors' shapes. */
export const findVendorShapes: Find = (text, found, runs) => {
  for (const run of runs) {
    let before = 0;
    for (let at = run.start; at < run.end; at++) {
      const code = text.charCodeAt(at);
      const edge = !isAlnum(before) || (at === run.start && isEscaped(text, at));
      before = code;
      if (!edge && !(isBotPath(text, at) && code < 58)) continue;
      for (const { prefix, shape, pattern } of BY_FIRST[code] ?? []) {
        if (run.end - at < shape.least || !text.startsWith(prefix, at)) continue;
        pattern.lastIndex = at;
        const hit = pattern.exec(text);
        if (!hit || isDummy(hit[0])) continue;
        const secret = hit.slice(1).find((group) => group !== undefined) ?? hit[0];
        const end = at + hit[0].length;
        found.push({ start: end - secret.length, end, kind: shape.kind, rank: RANK.vendor });
        at = end - 1;
        before = 65;
        break;
      }
    }
  }
  if (/[$}][A-Za-z0-9]/.test(text)) {
    for (const hit of text.matchAll(HASHES)) {
      found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'password', rank: RANK.vendor });
    }
  }
  if (/…|\.\.\.|\*\*\*/.test(text)) {
    for (const hit of text.matchAll(CUT_SHORT)) {
      found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'token', rank: RANK.vendor });
    }
  }
};

function isAlnum(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** `\nsk-…` in an escaped text: the run begins with the letter of the escape. Handled by the edge behind it. */
function isEscaped(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === 92;
}

/** Telegram's `/bot<token>/`: the token begins in the middle of a word. */
function isBotPath(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === 116 && text.startsWith('/bot', at - 4);
}

function byFirst(): Try[][] {
  const table: Try[][] = [];
  for (const shape of SHAPES) {
    const pattern = new RegExp(shape.find, 'y');
    for (const prefix of shape.starts) {
      const code = prefix.charCodeAt(0);
      table[code] ??= [];
      (table[code] as Try[]).push({ prefix, shape, pattern });
    }
  }
  return table;
}
