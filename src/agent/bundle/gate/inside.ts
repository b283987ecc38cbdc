/**
 * @module agent/bundle/gate/inside
 * What stands in base64, hex and lists of bytes, also over several lines and packed once more, as bytes that can be
 * searched like any others.
 */
import { gunzipSync } from 'node:zlib';

/** Decoded bytes one behind the other, and where in the text each stretch comes from. */
export type Inside = { bytes: Buffer; from: (at: number) => number };

const SHORTEST = 20;
/** Lines as short as this are not taken for wrapped base64. */
const SHORTEST_LINE = 32;
/** What may stand before the next line of it: blanks, a quoting mark. */
const INDENT = 40;
/** What is packed in a line of a log is not large; more of it is not read. */
const MOST_UNPACKED = 1024 * 1024;
const BYTE_LIST = /\b\d{1,3}(?:[,\s]{1,4}\d{1,3}){5,}\b/g;

const IN_BASE64 = tableOf(/[A-Za-z0-9+/_-]/);
const IN_HEX = tableOf(/[0-9A-Fa-f]/);
const INDENTS = tableOf(/[ \t>|"'+,]/);

function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (characters.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Everything decoded that `text` holds; null where it holds nothing of the kind. */
export function insideOf(text: Buffer): Inside | null {
  const found: { bytes: Buffer; at: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    if (IN_BASE64[text[at] as number] === 0) continue;
    const end = endOf(text, at);
    if (end - at >= SHORTEST) found.push(...decoded(text.subarray(at, end)).map((bytes) => ({ bytes, at })));
    at = end;
  }
  for (const list of text.toString('latin1').matchAll(BYTE_LIST)) {
    const numbers = list[0].split(/[,\s]+/).map(Number);
    if (numbers.every((number) => number < 256)) found.push({ bytes: Buffer.from(numbers), at: list.index });
  }
  if (found.length === 0) return null;
  const starts: number[] = [];
  let total = 0;
  for (const { bytes } of found) {
    starts.push(total);
    total += bytes.length + 1;
  }
  // A line end between two of them, so that nothing reads across.
  const joined = Buffer.alloc(total, 10);
  found.forEach(({ bytes }, n) => {
    joined.set(bytes, starts[n]);
  });
  return { bytes: joined, from: (at) => found[starts.findLastIndex((start) => start <= at)]?.at ?? 0 };
}

/** Where a run ends; one that fills its line goes on in the next. */
function endOf(text: Buffer, start: number): number {
  let lineStart = start;
  for (let at = start; ; at++) {
    if (IN_BASE64[text[at] ?? 0] === 1) continue;
    if (at - lineStart < SHORTEST_LINE) return at;
    let next = text[at] === 13 ? at + 1 : at;
    if (text[next] !== 10) return at;
    next++;
    const first = next;
    while (next - first < INDENT && INDENTS[text[next] ?? 0] === 1) next++;
    if (IN_BASE64[text[next] ?? 0] === 0) return at;
    lineStart = next;
    at = next - 1;
  }
}

function decoded(run: Buffer): Buffer[] {
  const text = run.toString('latin1').replace(/[^A-Za-z0-9+/_-]/g, '');
  const isHex = text.length % 2 === 0 && [...run].every((byte) => IN_HEX[byte] === 1);
  const bytes = Buffer.from(text, isHex ? 'hex' : 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return [bytes];
  try {
    // Cut short, as lines of logs are, it still gives its beginning.
    return [bytes, gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED, finishFlush: 2 })];
  } catch {
    return [bytes];
  }
}
