/**
 * @module agent/bundle/gate/text-pieces
 * A file as text without our placeholders, in pieces that overlap: a file of 16 MiB as one text, and that text once more
 * without placeholders, would take a quarter of what the gate may.
 */

const PIECE = 512 * 1024;
/** Longer than any secret that a shape tells. */
const OVERLAP = 8 * 1024;
const LINE_END = 10;

/** Left in, they look like names with values. */
const PLACEHOLDER = /‹[a-z]+(?::[0-9a-f]{8})?›|‹unredactable \d+ bytes hmac:[0-9a-f]{8}›/g;

export type TextPiece = {
  text: string;
  /** Line ends of the file before it. */
  linesBefore: number;
};

export function* textPieces(bytes: Buffer): Generator<TextPiece> {
  let linesBefore = 0;
  for (let start = 0; ; ) {
    const text = bytes.toString('utf8', start, start + PIECE).replace(PLACEHOLDER, '');
    yield { text, linesBefore };
    if (start + PIECE >= bytes.length) return;
    // At a line's end where one is near, so that the next piece begins as a line does.
    const end = bytes.lastIndexOf(LINE_END, start + PIECE - OVERLAP);
    const next = end > start + PIECE / 2 ? end + 1 : start + PIECE - OVERLAP;
    for (let at = bytes.indexOf(LINE_END, start); at >= 0 && at < next; at = bytes.indexOf(LINE_END, at + 1))
      linesBefore++;
    start = next;
  }
}
