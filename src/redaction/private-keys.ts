/**
 * @module redaction/private-keys
 * Private keys as they are pasted and logged: PEM and PGP blocks, whole, cut off, on one line with `\n`, quoted
 * line by line; PuTTY files; the private members of a JSON Web Key. Head and foot stay, so that it is seen what
 * was there; certificates and public keys stay whole.
 */
import { type Find, RANK } from './span.ts';

/** A longer block is masked up to here; the sweep finds what is left of it. */
const LONGEST_BLOCK = 16_384;

const HEAD = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const FOOT = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const ANY_FOOT = /-{4,5} ?(?:END|BEGIN) /g;

/** A stretch of a key's body: base64, and whatever a writer puts between its lines. */
const BODY =
  /(?:\s|\\+[nrt]|["'`+,>|]|&#(?:10|13|x0?[aAdD]);|%0[aAdD]|(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):[^\n\\]{0,80}|[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{1,76}={0,2}(?=\s|\\+[nrt]|["'`]|$))/y;

const PUTTY = /(Private-Lines: \d{1,3}\r?\n)((?:[A-Za-z0-9+/]{4,64}={0,2}\r?\n?){1,200})/g;

const JWK_PRIVATE = /(["'])(?:d|p|q|dp|dq|qi|k)\1\s{0,4}:\s{0,4}(["'])([A-Za-z0-9_-]{16,1400})\2/g;

/** Finds private keys. */
export const findPrivateKeys: Find = (text, found) => {
  if (text.includes('PRIVATE KEY')) {
    let at = 0;
    for (const head of text.matchAll(HEAD)) {
      const start = head.index + head[0].length;
      if (head.index < at) continue;
      at = bodyEnd(text, start);
      add(text, start, at, found);
    }
    for (const foot of text.matchAll(FOOT))
      if (foot.index > at) add(text, bodyStart(text, foot.index), foot.index, found);
  }
  if (text.includes('Private-Lines:')) {
    for (const hit of text.matchAll(PUTTY)) {
      const start = hit.index + (hit[1] as string).length;
      add(text, start, start + (hit[2] as string).length, found);
    }
  }
  if (/["']kty["']/.test(text)) {
    for (const hit of text.matchAll(JWK_PRIVATE)) {
      const end = hit.index + hit[0].length - 1;
      found.push({ start: end - (hit[3] as string).length, end, kind: 'key', rank: RANK.privateKey });
    }
  }
};

/** Where the body that begins at `start` ends: at its foot, else where it stops looking like one. */
function bodyEnd(text: string, start: number): number {
  ANY_FOOT.lastIndex = start;
  const foot = ANY_FOOT.exec(text);
  if (foot?.[0].includes('END') && foot.index - start <= LONGEST_BLOCK) return foot.index;
  const limit = Math.min(text.length, start + LONGEST_BLOCK);
  let end = start;
  while (end < limit) {
    BODY.lastIndex = end;
    const piece = BODY.exec(text);
    if (!piece?.[0]) break;
    end += piece[0].length;
  }
  return end;
}

/** Where the body that ends at `end` began, when its head was cut off: the lines of base64 above. */
function bodyStart(text: string, end: number): number {
  let start = end;
  for (;;) {
    const line = text.lastIndexOf('\n', start - 2) + 1;
    if (
      line >= start ||
      !/^[ \t>|]*[A-Za-z0-9+/]{20,76}={0,2}\r?$|^[ \t>|]*[A-Za-z0-9+/]{1,76}={0,2}\r?$/.test(
        text.slice(line, start - 1),
      )
    )
      return start;
    start = line;
  }
}

/** The body without the white space and escapes around it. */
function add(text: string, from: number, to: number, found: Parameters<Find>[1]): void {
  const body = text.slice(from, to);
  const start = from + (/^(?:\s|\\+[nrt]|["'`+,>|])*/.exec(body) as RegExpExecArray)[0].length;
  let end = to;
  for (let tail = /(?:\s|\\+[nrt]|["'`+,>|])$/.exec(text.slice(start, end)); tail && end > start; ) {
    end -= tail[0].length;
    tail = /(?:\s|\\+[nrt]|["'`+,>|])$/.exec(text.slice(Math.max(start, end - 12), end));
  }
  if (end - start >= 8)
    found.push({
      start,
      end,
      kind: 'key',
      rank: RANK.privateKey,
      value: text.slice(start, end).replace(/\s|\\+[nrt]/g, ''),
    });
}
