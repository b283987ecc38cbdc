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
  /** The text's characters as bytes: their code inside runs of any length, 0 elsewhere. Faster than the string. */
  codes: Uint8Array;
};

/** The runs of 16 characters and more. */
export function longRuns(text: string): Runs {
  const list: Stretch[] = [];
  const length = text.length;
  const codes = new Uint8Array(length + 1);
  let start = 0;
  for (let at = 0; at <= length; at++) {
    const code = at < length ? text.charCodeAt(at) : 0;
    if (IN_RUN[code] === 1) codes[at] = code;
    else {
      if (at - start >= SHORTEST) list.push({ start, end: at });
      start = at + 1;
    }
  }
  return { list, codes };
}

/** A table over ASCII: 1 for characters of the class. */
export function classOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}
