/**
 * @module agent/bundle/gate/readings
 * Other ways to read the same bytes: without what hides between letters, with escapes undone, as bare letters and
 * digits, as hex alone. The redactor writes down how a secret may be spelled and looks for that; the gate undoes the
 * spelling instead, so that one oversight does not blind both.
 */

/**
 * Reads `source` into `target`, which has room for as much. With `until` it stops once so many bytes are written: `at`
 * is where in `source` they come from.
 */
export type Reading = (source: Buffer, target: Buffer, until?: number) => { length: number; at: number };

const ESC = 0x1b;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const LOWER_M = 0x6d;

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const hexOf = (byte: number): number =>
  isDigit(byte) ? byte - 48 : (byte | 32) >= 97 && (byte | 32) <= 102 ? (byte | 32) - 87 : -1;

/** How long what hides here is: colours, window titles, zero-width characters, the NULs of UTF-16. 0 if nothing does. */
function hidden(source: Buffer, at: number): number {
  const byte = source[at] as number;
  if (byte === 0) return 1;
  if (byte === ESC) return 1 + afterEscape(source, at + 1);
  if (byte === BRACKET) return colour(source, at);
  if (byte === BACKSLASH) {
    const written =
      /^\\(?:u001[bB]|x1[bB]|033|e)(?=\[)/.exec(source.toString('latin1', at, at + 7))?.[0].length ?? 0;
    return written === 0 ? 0 : written + afterEscape(source, at + written);
  }
  if (byte === 0xc2) return source[at + 1] === 0xad ? 2 : 0;
  if (byte === 0xe2) {
    const [second = 0, third = 0] = [source[at + 1], source[at + 2]];
    const zeroWidth =
      second === 0x80 && ((third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae));
    return zeroWidth || (second === 0x81 && third >= 0xa0 && third <= 0xaf) ? 3 : 0;
  }
  return byte === 0xef && source[at + 1] === 0xbb && source[at + 2] === 0xbf ? 3 : 0;
}

/** The rest of a control sequence (ECMA-48) behind its escape byte. */
function afterEscape(source: Buffer, from: number): number {
  if (source[from] !== BRACKET) return source[from] === 0x5d ? titled(source, from) : 0;
  let at = from + 1;
  while (at - from < 40 && (source[at] ?? 0) >= 0x20 && (source[at] ?? 0) <= 0x3f) at++;
  const last = source[at] ?? 0;
  return last >= 0x40 && last <= 0x7e ? at + 1 - from : 0;
}

/** `ESC ] … BEL`: a window's title or the target of a link. */
function titled(source: Buffer, from: number): number {
  for (let at = from + 1; at < from + 512 && at < source.length; at++) {
    if (source[at] === 7) return at + 1 - from;
    if (source[at] === ESC && source[at + 1] === BACKSLASH) return at + 2 - from;
  }
  return 0;
}

/** `[36m`: a colour whose escape byte was lost. */
function colour(source: Buffer, from: number): number {
  let at = from + 1;
  while (at - from < 16 && (isDigit(source[at] ?? 0) || source[at] === 0x3b)) at++;
  return at > from + 1 && source[at] === LOWER_M ? at + 1 - from : 0;
}

/** Without what hides; letters in full width as ASCII. */
export const bare: Reading = (source, target, until = Number.POSITIVE_INFINITY) => {
  let length = 0;
  let at = 0;
  while (at < source.length && length < until) {
    const byte = source[at] as number;
    const skip =
      byte === 0 || byte === ESC || byte === BRACKET || byte === BACKSLASH || byte >= 0xc2
        ? hidden(source, at)
        : 0;
    if (skip > 0) {
      at += skip;
      continue;
    }
    // U+FF01 to U+FF5E
    if (byte === 0xef && (source[at + 1] === 0xbc || source[at + 1] === 0xbd)) {
      const code =
        ((source[at + 1] as number) === 0xbc ? 0x00 : 0x40) + ((source[at + 2] ?? 0) & 0x3f) + 0x20;
      if (code > 0x20 && code < 0x7f) {
        target[length++] = code;
        at += 3;
        continue;
      }
    }
    target[length++] = byte;
    at++;
  }
  return { length, at };
};

const SIMPLE = new Map(
  [...'ntrbf0'].map((letter, n) => [letter.charCodeAt(0), '\n\t\r\b\f\0'.charCodeAt(n)]),
);
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** One layer of escapes undone: of JSON, addresses, XML, shells, C, quoted-printable. */
export const unescaped: Reading = (source, target, until = Number.POSITIVE_INFINITY) => {
  let length = 0;
  let at = 0;
  while (at < source.length && length < until) {
    const byte = source[at] as number;
    const done = ESCAPES[byte] === 0 ? null : (UNDO.get(byte)?.(source, at) ?? null);
    if (done === null) {
      target[length++] = byte;
      at++;
    } else {
      for (const written of done.bytes) target[length++] = written;
      at += done.length;
    }
  }
  return { length, at };
};

type Undone = { bytes: readonly number[] | Buffer; length: number } | null;

function backslash(source: Buffer, at: number): Undone {
  const next = source[at + 1];
  if (next === undefined) return null;
  if (next === 0x75) return unicode(source, at);
  if (next === 0x78) return pair(source, at + 2, 4);
  const octal = /^[0-3][0-7]{2}/.exec(source.toString('latin1', at + 1, at + 4))?.[0];
  if (octal) return { bytes: [Number.parseInt(octal, 8)], length: 4 };
  const simple = SIMPLE.get(next);
  if (simple !== undefined) return { bytes: [simple], length: 2 };
  // a line that goes on in the next one
  if (next === 10) return { bytes: [], length: 2 };
  return isLetter(next) || isDigit(next) || next >= 0x80 ? null : { bytes: [next], length: 2 };
}

function unicode(source: Buffer, at: number): Undone {
  const first = /^\\u([0-9a-fA-F]{4})/.exec(source.toString('latin1', at, at + 6))?.[1];
  if (first === undefined) return null;
  const code = Number.parseInt(first, 16);
  const second =
    code >= 0xd800 && code < 0xdc00
      ? /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(source.toString('latin1', at + 6, at + 12))?.[1]
      : undefined;
  const text =
    second === undefined ? String.fromCharCode(code) : String.fromCharCode(code, Number.parseInt(second, 16));
  return { bytes: Buffer.from(text), length: second === undefined ? 6 : 12 };
}

function pair(source: Buffer, at: number, length: number): Undone {
  const [high, low] = [hexOf(source[at] ?? 0), hexOf(source[at + 1] ?? 0)];
  return high < 0 || low < 0 ? null : { bytes: [high * 16 + low], length };
}

const percent = (source: Buffer, at: number): Undone => pair(source, at + 1, 3);

function entity(source: Buffer, at: number): Undone {
  const [whole, decimal, hex, name] =
    /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/.exec(
      source.toString('latin1', at, at + 12),
    ) ?? [];
  if (whole === undefined) return null;
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
  if (name === undefined && code > 0x10ffff) return null;
  return {
    bytes: Buffer.from(name ? (ENTITIES.get(name) ?? '') : String.fromCodePoint(code)),
    length: whole.length,
  };
}

/** `'\''` and `'"'"'`: how a shell puts a quote into quotes. */
function quote(source: Buffer, at: number): Undone {
  const next = source.toString('latin1', at + 1, at + 5);
  if (next.startsWith("\\''")) return { bytes: [0x27], length: 4 };
  return next === '"\'"\'' ? { bytes: [0x27], length: 5 } : null;
}

/** `=3D`, and a line that goes on. Other pairs would take the beginning off a value behind its `=`. */
function printable(source: Buffer, at: number): Undone {
  if (source[at + 1] === 0x33 && source[at + 2] === 0x44) return { bytes: [0x3d], length: 3 };
  if (source[at + 1] === 10) return { bytes: [], length: 2 };
  return source[at + 1] === 13 && source[at + 2] === 10 ? { bytes: [], length: 3 } : null;
}

/** By the byte that an escape begins with. */
const UNDO = new Map<number, (source: Buffer, at: number) => Undone>([
  [BACKSLASH, backslash],
  [0x25, percent],
  [0x26, entity],
  [0x27, quote],
  [0x3d, printable],
]);
const ESCAPES = Uint8Array.from({ length: 256 }, (_, byte) => (UNDO.has(byte) ? 1 : 0));

/** For each byte what is left of it: a small letter or a digit; 0 for all that may stand between. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) =>
  isDigit(byte) ? byte : isLetter(byte) ? byte | 32 : byte >= 0x80 ? byte : 0,
);
const HEX = Uint8Array.from({ length: 256 }, (_, byte) =>
  hexOf(byte) < 0 ? 0 : isDigit(byte) ? byte : byte | 32,
);

/** Letters and digits alone, in small letters: wraps, quotes, joints and another case make no difference. */
export const solid: Reading = (source, target, until = Number.POSITIVE_INFINITY) => {
  let length = 0;
  let at = 0;
  for (; at < source.length && length < until; at++) {
    const folded = FOLDED[source[at] as number] as number;
    if (folded !== 0) target[length++] = folded;
  }
  return { length, at };
};

/** Hex digits alone, however they are spaced; `0x` and `\x` before each pair are no digits. */
export const hexAlone: Reading = (source, target, until = Number.POSITIVE_INFINITY) => {
  let length = 0;
  let at = 0;
  for (; at < source.length && length < until; at++) {
    const byte = source[at] as number;
    if (byte === 48 && ((source[at + 1] as number) | 32) === 0x78) continue;
    const folded = HEX[byte] as number;
    if (folded !== 0) target[length++] = folded;
  }
  return { length, at };
};
