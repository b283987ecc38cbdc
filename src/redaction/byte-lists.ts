/**
 * @module redaction/byte-lists
 * Bytes written out one by one: `54 72 c3`, `54:72`, `0x54, 0x72`, `<Buffer 54 72>`, `[84, 114]`. Read as the text that
 * they are; of the bytes of a secret none stays.
 */
import { RANK, type Span } from './span.ts';

/** A quick look: four bytes in a row, in hex or in numbers. */
const MAY_BE =
  /\b(?:0x)?[0-9a-fA-F]{2}(?:[ :-]|, ?)(?:0x)?[0-9a-fA-F]{2}(?:[ :-]|, ?)(?:0x)?[0-9a-fA-F]{2}(?:[ :-]|, ?)(?:0x)?[0-9a-fA-F]{2}\b|\d{2,3},\s{0,8}\d{2,3},\s{0,8}\d{2,3},\s{0,8}\d{2,3}/;
const HEX =
  /(?<![\w:.-])(?:0x)?[0-9A-Fa-f]{2}(?:(?:[ :-]|,\s{0,8}|(?=\\x))(?:0x)?[0-9A-Fa-f]{2}){7,4095}(?![\w:])/g;
const NUMBERS = /(?<![\w.:-])\d{1,3}(?:,\s{0,8}\d{1,3}){7,4095}(?![\w.:])/g;

/** `reads` finds secrets in decoded text. */
export function findInByteLists(text: string, found: Span[], reads: (decoded: string) => Span[]): void {
  if (!MAY_BE.test(text)) return;
  for (const list of text.matchAll(HEX)) readList(list, /[0-9A-Fa-f]{2}(?![xX])/g, 16, found, reads);
  for (const list of text.matchAll(NUMBERS)) readList(list, /\d{1,3}/g, 10, found, reads);
}

function readList(
  list: RegExpMatchArray,
  byte: RegExp,
  base: number,
  found: Span[],
  reads: (decoded: string) => Span[],
): void {
  const start = list.index as number;
  const bytes = [...list[0].matchAll(byte)].filter(
    (hit) => list[0][hit.index - 1] !== '0' || base === 10 || hit[0] !== '0x',
  );
  let decoded = '';
  let odd = 0;
  for (const { 0: digits } of bytes) {
    const code = Number.parseInt(digits, base);
    const plain = code >= 32 && code < 127;
    if (!plain && code !== 10 && code !== 13 && code !== 9) odd++;
    decoded += plain ? String.fromCharCode(code) : '\n';
  }
  if (odd > bytes.length / 4) return;
  for (const span of reads(decoded)) {
    const [first, last] = [bytes[span.start], bytes[span.end - 1]];
    if (!first || !last) continue;
    found.push({
      start: start + first.index,
      end: start + last.index + last[0].length,
      kind: 'encoded',
      rank: RANK.embedded,
    });
  }
}
