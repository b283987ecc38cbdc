/**
 * @module redaction/value-reader
 * Reads the value that stands at a place: quoted in any make and depth (`"`, `\"`, `«`), as a call or a typed
 * dump (`Some("…")`, `string(48) "…"`), joined over lines, or bare up to where a bare value ends.
 */
import { looksRandom } from './randomness.ts';

export type Value = {
  start: number;
  end: number;
  /** The value itself: pieces joined where it was broken over lines. */
  text: string;
  quoted: boolean;
  /** With the brackets and stops at its end that were taken for its surroundings', if there were any. */
  whole?: string;
};

/** Longer values are cut here; what is left of them is random text, which another layer finds. */
const LONGEST = 4_096;
/** The same for bare values in scripts that put no spaces between words. */
const LONGEST_UNSPACED = 128;

const CLOSERS: Record<string, string> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '「': '」',
  '『': '』',
};

/** What dumps and languages put before a quote: types, lengths, constructors, string prefixes. */
const WRAPPING =
  /(?:\([a-z]{1,12}\)\s?|\(len=\d+\)\s?|string\(\d+\)\s|s:\d+:|<<|0x[0-9a-f]{1,16}\s|(?:new\s|std::)?(?:[A-Z][\w:.<>]{0,40}|string|str|bytes|literal)\((?:\s?\d{1,6}\s?,)?\s?|(?:[rbuf&*]|rb|br|N|@|L|\$)(?=["'])|REG_[A-Z_]{2,10}\s+|:string=|\(\s{0,40}(?=["']))/y;

/** The scheme that stands before a credential. */
const SCHEME =
  /(?:Bearer|Basic|Token|Bot|ApiKey|Api-Key|Digest|Negotiate|GenieKey|Splunk|SSWS|OAuth|PASS|password)[ \t]+(?=\S)/iy;

/** Between two pieces of one value: `" + "`, `" \` and a new line, or only a new line. */
const JOIN =
  /[ \t]{0,4}(?:[+.&\\][ \t]{0,4}(?:\r?\n[ \t]{0,40})?|\r?\n[ \t]{0,40}(?:[+.&][ \t]{0,4})?)(?=\\{0,4}["'`])/y;

/** Node's JSON form of bytes, before its array or base64. */
const BUFFER =
  /\{\s{0,8}\\{0,4}"type\\{0,4}"\s?:\s?\\{0,4}"Buffer\\{0,4}",\s{0,8}\\{0,4}"data\\{0,4}"\s?:\s?/y;

/** Bytes written out: `<Buffer 3f 80 …>`, `[ 63, 128, … ]`, `0x3f, 0x80, …`. */
const BYTES =
  /<Buffer(?: [0-9a-f]{2}){4,4096}[^>\n]{0,40}>|(?:Uint8Array\(\d{1,5}\)\s?)?[[{(]\s{0,8}(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})(?:,\s{0,8}(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})){7,4096}[^\]})\n]{0,40}[\]})]/y;

/** An anchor or a tag in YAML. */
const ANCHOR = /(?:&[\w-]{1,40}|!!?[\w/.-]{1,40})[ \t]+/y;

/** A block scalar's head in YAML. */
const BLOCK = /[>|][+-]?\d?[ \t]*\r?\n[ \t]+/y;

/** A line that can only be a piece of a wrapped value, behind a frame, a mail's `>` or the journal's own words. */
const WRAPPED_LINE =
  /(?:[ \t]{0,40}[│┃|])?\r?\n(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8} [\w.-]{1,64} [\w./@-]{1,64}(?:\[\d{1,7}\])?: )?[ \t>|│┃]{0,40}([A-Za-z0-9+/=_~-]{2,512})(?=[ \t]*(?:[│┃|"'`,;)\]}]|\\?\r?\n|\\?$))/y;

/** The value that begins at or shortly after `at`, or nothing. `query`: it stands in a URL or form. */
export function readValue(text: string, at: number, query = false): Value | undefined {
  let from = at;
  for (let i = 0; i < 3; i++) {
    const wrapping = match(WRAPPING, text, from);
    if (!wrapping || !opensQuote(text, from + wrapping.length, wrapping)) break;
    from += wrapping.length;
  }
  from += match(BUFFER, text, from)?.length ?? 0;
  const bytes = match(BYTES, text, from);
  if (bytes) return { start: from, end: from + bytes.length, text: bytes, quoted: true };
  from += match(ANCHOR, text, from)?.length ?? 0;
  from += match(BLOCK, text, from)?.length ?? 0;
  const quote = quoteAt(text, from);
  if (quote) return readQuoted(text, from, quote);
  from += match(SCHEME, text, from)?.length ?? 0;
  const inner = quoteAt(text, from);
  if (inner) return readQuoted(text, from, inner);
  return readGroups(text, from) ?? readBare(text, from, query);
}

/** A wrapping counts only if a quote, or one more wrapping, follows; a number type needs none. */
function opensQuote(text: string, at: number, wrapping: string): boolean {
  return (
    quoteAt(text, at) !== undefined || wrapping.startsWith('REG_') || match(WRAPPING, text, at) !== undefined
  );
}

type Quote = { slashes: number; mark: string };

function quoteAt(text: string, at: number): Quote | undefined {
  let slashes = 0;
  while (slashes < 8 && text.charCodeAt(at + slashes) === 92) slashes++;
  const mark = text[at + slashes];
  return mark !== undefined && mark in CLOSERS ? { slashes, mark } : undefined;
}

function readQuoted(text: string, at: number, quote: Quote): Value | undefined {
  let open = at + quote.slashes + 1;
  // """…""" and '''…'''
  if (quote.mark !== '`' && text.startsWith(quote.mark.repeat(2), open) && text[open + 2] !== quote.mark)
    open += 2;
  open += match(SCHEME, text, open)?.length ?? 0;
  const parts: string[] = [];
  let start = -1;
  let end = open;
  for (let piece = 0; piece < 16; piece++) {
    const close = closing(text, open, quote);
    if (start < 0) start = open;
    end = close.at;
    parts.push(text.slice(open, close.at).replace(/\s*\r?\n[ \t>|]*/g, ''));
    if (!close.closed) break;
    const next = close.at + quote.slashes + 1;
    const join = match(JOIN, text, next);
    const again = join === undefined ? undefined : quoteAt(text, next + join.length);
    if (join === undefined || again?.mark !== quote.mark || !/^[\x21-\x7e]*$/.test(parts.join(''))) break;
    open = next + join.length + again.slashes + 1;
  }
  return end > start ? { start, end, text: parts.join(''), quoted: true } : undefined;
}

/** Where a quoted value closes: at the same quote with as many backslashes, or at the end of its line. */
function closing(text: string, open: number, quote: Quote): { at: number; closed: boolean } {
  const closer = CLOSERS[quote.mark] as string;
  const limit = Math.min(text.length, open + LONGEST);
  let at = open;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      const wrapped = match(WRAPPED_LINE, text, text.charCodeAt(at - 1) === 13 ? at - 1 : at);
      if (!wrapped || at - open < 16 || /\s/.test(text.slice(open, at).trim())) return { at, closed: false };
      at += wrapped.length;
      continue;
    }
    if (code === 92) {
      let slashes = 1;
      while (text.charCodeAt(at + slashes) === 92) slashes++;
      if (text[at + slashes] === closer && slashes <= quote.slashes) return { at, closed: true };
      at += slashes + (quote.slashes === 0 && slashes % 2 === 0 ? 0 : 1);
      continue;
    }
    if (text[at] === closer) return { at, closed: true };
    at++;
  }
  return { at: Math.min(at, limit), closed: false };
}

/** A value spaced for reading aloud: three groups and more of one length, `1253 2f8b daf4 …`. */
function readGroups(text: string, at: number): Value | undefined {
  const run = match(GROUPS, text, at);
  if (run === undefined || !/\d/.test(run)) return undefined;
  const groups = run.split(/[ -]/);
  const length = (groups[0] as string).length;
  const even = groups.every(
    (group, i) => group.length === length || (i === groups.length - 1 && group.length < length),
  );
  return even ? { start: at, end: at + run.length, text: groups.join(''), quoted: false } : undefined;
}

const GROUPS =
  /[A-Za-z0-9]{3,8}(?:[ -][A-Za-z0-9]{3,8}(?![\w:=])){2,24}(?![\w:=-])|[A-Za-z0-9](?: [A-Za-z0-9](?!\w)){11,128}/y;

/** A value without quotes. */
function readBare(text: string, at: number, query: boolean): Value | undefined {
  const limit = Math.min(text.length, at + (text.charCodeAt(at) < 128 ? LONGEST : LONGEST_UNSPACED));
  let end = at;
  let depth = 0;
  // Chinese and Japanese go on without a space behind a value; a value may be in those scripts itself
  let ascii = text.charCodeAt(at) < 128;
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 0xa0) break;
    if (code > 0x2e7f && (ascii || isCjkMark(code))) break;
    ascii &&= code < 128;
    if (code === 92 && /[nrtu"'x0\\]/.test(text[end + 1] ?? '')) break;
    if (code === 38 && (query || /^&[\w.[\]-]{1,40}=/.test(text.slice(end, end + 48)))) break;
    if (query && code === 35) break;
    if ((code === 44 || code === 59 || code === 124) && endsAt(text, end)) break;
    if (code === 40 || code === 91 || code === 123) depth++;
    if (
      (code === 41 || code === 93 || code === 125) &&
      --depth < 0 &&
      /^[)\]}]*(?:$|[\s"'`,;.(])/.test(text.slice(end, end + 8))
    )
      break;
  }
  const untrimmed = end;
  while (end > at && /[.,;:)\]}>]/.test(text[end - 1] as string) && depth <= 0 && end < text.length) end--;
  if (end <= at) return undefined;
  const value: Value = { start: at, end, text: text.slice(at, end), quoted: false };
  // a bracket that the value itself opened belongs to it
  const closed = untrimmed > end ? untrimmed : end + (/^[)\]}]/.test(text.slice(end, end + 1)) ? 1 : 0);
  if (closed > end) value.whole = text.slice(at, closed);
  return STANDS_FOR_IT.test(value.whole ?? value.text) ? value : continued(text, value);
}

/** A reference or a mask goes on in no other line. */
const STANDS_FOR_IT = /^[$%<[{(*]/;

/** Ideographic comma, full stop, brackets, and the full-width forms of ASCII marks. */
function isCjkMark(code: number): boolean {
  return (
    (code >= 0x3000 && code <= 0x301f) ||
    (code >= 0xff00 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff1f)
  );
}

/** Whether a comma, semicolon or bar at `at` ends a bare value: nothing, or another name, follows. */
function endsAt(text: string, at: number): boolean {
  const after = text.slice(at + 1, at + 48);
  return /^(?:$|[\s"'`)\]}\\\u2e80-\uffee]|[A-Za-z_][\w .-]{0,40}[=:])/.test(after);
}

/** A bare value that fills its line to the end may go on in the next: terminals and mail programs wrap. */
function continued(text: string, value: Value): Value {
  const parts = [value.text];
  let end = value.end;
  for (let line = 0; line < 64; line++) {
    const next =
      (parts.at(-1) as string).length < 16
        ? undefined
        : match(WRAPPED_LINE, text, end + (text[end] === '\\' ? 1 : 0));
    if (next === undefined) break;
    const piece = /[A-Za-z0-9+/=_~-]+$/.exec(next)?.[0] ?? '';
    if (!samePart(value.text, piece) || (flush(next) && !fillsItsLine(text, value, piece))) break;
    parts.push(piece);
    end += (text[end] === '\\' ? 1 : 0) + next.length;
  }
  return parts.length > 1 ? { ...value, end, text: parts.join('') } : value;
}

/** Whether a continuation begins where its line begins, behind no indent and no frame. */
function flush(next: string): boolean {
  return /^\\?\r?\n[A-Za-z0-9+/=_~-]+$/.test(next);
}

/** Where terminals wrap, in columns; a shorter line was ended by its writer. */
const WRAPS_FROM = 60;

/** Whether the line above is so full that it was wrapped, or the next goes on unmistakably. */
function fillsItsLine(text: string, value: Value, piece: string): boolean {
  const line = value.start - (text.lastIndexOf('\n', value.start - 1) + 1);
  return (
    line + value.text.length >= WRAPS_FROM ||
    (piece.length >= 12 && looksRandom(piece)) ||
    /^[0-9a-f]{8,}$/.test(piece)
  );
}

/** A host's name, a date, a port: what begins a line by itself. */
const OWN_WORD = /^(?:[a-z]{2,}(?:[-_][a-z]+)*[-_]?\d{0,5}|\d{1,6}|\d{4}-\d{2}-\d{2}\S*|[A-Z][a-z]+)$/;

/** Whether a line reads on like the value before it: the same alphabet, with digits or mixed capitals in it. */
function samePart(value: string, piece: string): boolean {
  if (/^[A-Za-z_][\w.-]*=[^=]/.test(piece)) return false;
  if (OWN_WORD.test(piece) && !(/^[0-9a-f]+$/.test(value) && /^(?=.*\d)[0-9a-f]{6,}$/.test(piece)))
    return false;
  if (/^[0-9a-f]+$/.test(value)) return /^[0-9a-f]{2,}$/.test(piece);
  return /\d/.test(piece) || (/[a-z]/.test(piece) && /[A-Z]/.test(piece));
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
