/**
 * @module redaction/runs
 * The long unbroken runs of characters in a text. Tokens, digests, base64 and paths are all runs; most of a log is
 * not, and is passed over here once instead of in every layer.
 */
/** A stretch of text, end excluded. */
export type Stretch = { start: number; end: number };

/** Shorter runs hold no token that its shape alone could tell. */
const SHORTEST = 16;

/** Letters, digits, and the marks that vendors, base64 and URLs put inside: `_ - ~ . + / = : | % $`. */
const IN_RUN = classOf(/[A-Za-z0-9_~.+/=:|%$-]/);

export type Runs = {
  /** The runs, in order. */
  list: readonly Stretch[];
  /** The text's UTF-16 codes: reading them here is faster than asking the string again in each layer. */
  codes: Uint16Array;
};

/** The runs of 16 characters and more. */
export function longRuns(text: string): Runs {
  const list: Stretch[] = [];
  const length = text.length;
  const codes = new Uint16Array(length);
  let start = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    codes[at] = code;
    if (IN_RUN[code] === 1) continue;
    if (at - start >= SHORTEST) list.push({ start, end: at });
    start = at + 1;
  }
  if (length - start >= SHORTEST) list.push({ start, end: length });
  return { list, codes };
}

/** A table over ASCII: 1 for characters of the class. */
export function classOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}
