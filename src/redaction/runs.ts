/**
 * @module redaction/runs
 * The long unbroken runs of characters in a text. Tokens, digests, base64 and paths are all runs; most of a log is
 * not, and is passed over here once instead of in every layer.
 */
import type { Stretch } from './span.ts';

/** Shorter runs hold no token that its shape alone could tell. */
const SHORTEST = 16;

/** Letters, digits, and the marks that vendors, base64 and URLs put inside: `_ - ~ . + / = : | % $`. */
const IN_RUN = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-~.+/=:|%$') {
  IN_RUN[char.charCodeAt(0)] = 1;
}

/** The runs of 16 characters and more, in order. */
export function longRuns(text: string): Stretch[] {
  const runs: Stretch[] = [];
  const length = text.length;
  let at = 0;
  while (at < length) {
    if (IN_RUN[text.charCodeAt(at)] !== 1) {
      at++;
      continue;
    }
    const start = at++;
    while (at < length && IN_RUN[text.charCodeAt(at)] === 1) at++;
    if (at - start >= SHORTEST) runs.push({ start, end: at });
  }
  return runs;
}
