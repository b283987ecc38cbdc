/**
 * @module redaction/embedded
 * Text inside text: cloud-init's base64, a Kubernetes secret, hex of a frame, a hex dump. What is readable once
 * decoded is read like any text; if it holds a secret, the whole piece goes, as nobody can cut base64 by eye.
 */
import { findInByteLists } from './byte-lists.ts';
import { classOf, type Runs, type Stretch } from './runs.ts';
import { RANK, type Span } from './span.ts';

/** Longer pieces are read up to here. */
const LONGEST = 16_384;
/** Shorter pieces hold no name and value. */
const SHORTEST_BASE64 = 24;
const SHORTEST_HEX = 32;

const IN_BASE64 = classOf(/[A-Za-z0-9+/_-]/);
const IN_HEX = classOf(/[0-9A-Fa-f]/);
/** Base64 goes on in the next line where writers wrap it, at 60 to 100 characters. */
const NEXT_LINE = /\r?\n[ \t]{0,40}([A-Za-z0-9+/]{2,100}={0,2})(?=\s|["',]|$)/y;

/** A line of hexdump or xxd: an offset, bytes in ones or twos, and mostly the bytes as text. */
const DUMP_LINE =
  /^[^\n]{0,40}?\b(?:0x)?[0-9a-f]{4,8}:?[ \t]{1,3}((?:[0-9a-f]{2}[ \t]{0,2}){4,16})[^\n]*$/gim;
const MAY_BE_DUMP = / [0-9a-fA-F]{2}(?: [0-9a-fA-F]{2}){3}| [0-9a-fA-F]{4}(?: [0-9a-fA-F]{4}){2}/;

/**
 * `reads` finds secrets in decoded text. What could be read and holds none is harmless, generated as it looks: the
 * stretches that are returned.
 */
export function findEmbedded(
  text: string,
  found: Span[],
  runs: Runs,
  reads: (decoded: string) => Span[],
): Stretch[] {
  const harmless: Stretch[] = [];
  let done = 0;
  const keep = (start: number, end: number, decoded: string | undefined): void => {
    if (decoded === undefined) return;
    done = end;
    if (reads(decoded).length === 0) harmless.push({ start, end });
    else found.push({ start, end, kind: 'encoded', rank: RANK.embedded });
  };
  for (const run of runs.list) {
    if (run.end - run.start < SHORTEST_BASE64) continue;
    for (const part of partsOf(run, runs.codes)) {
      if (part.start < done) continue;
      if (beginsReadable(runs.codes, part.start)) {
        const end = wrappedEnd(text, part.start, text.startsWith('=', part.end) ? part.end + 1 : part.end);
        keep(part.start, end, fromBase64(text.slice(part.start, end)));
      }
      if (part.hex && beginsReadableHex(runs.codes, part.start))
        keep(part.start, part.end, readable(bytesOf(text.slice(part.start, part.end))));
    }
  }
  if (MAY_BE_DUMP.test(text)) findInDumps(text, found, reads);
  findInByteLists(text, found, reads);
  return harmless;
}

/** The stretches of a run that can be base64, or hex. */
function partsOf(run: Stretch, codes: Uint16Array): (Stretch & { hex: boolean })[] {
  const parts: (Stretch & { hex: boolean })[] = [];
  let start = run.start;
  let hex = 0;
  for (let at = run.start; at <= run.end; at++) {
    const code = at < run.end ? (codes[at] as number) : 0;
    if (IN_BASE64[code] === 1) {
      hex += IN_HEX[code] as number;
      continue;
    }
    const length = at - start;
    if (length >= SHORTEST_BASE64)
      parts.push({ start, end: at, hex: hex === length && length >= SHORTEST_HEX && length % 2 === 0 });
    start = at + 1;
    hex = 0;
  }
  return parts;
}

/** Lines of a dump that hold bytes of a secret lose their bytes and their text column. */
function findInDumps(text: string, found: Span[], reads: (decoded: string) => Span[]): void {
  const lines = [...text.matchAll(DUMP_LINE)].map((hit) => {
    const digits = hit[1] as string;
    const start = hit.index + hit[0].indexOf(digits);
    return { start, end: hit.index + hit[0].length, bytes: bytesOf(digits.replace(/\s/g, '')) };
  });
  if (lines.length < 2) return;
  let dump = '';
  const begins = lines.map((line) => {
    const at = dump.length;
    for (const byte of line.bytes) dump += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '\n';
    return at;
  });
  for (const span of reads(dump)) {
    lines.forEach((line, i) => {
      const at = begins[i] as number;
      if (span.start >= at + line.bytes.length || span.end <= at) return;
      found.push({ start: line.start, end: line.end, kind: 'encoded', rank: RANK.embedded });
    });
  }
}

/** Whether base64 that begins here begins with text: most runs are paths and names, and a few groups tell. */
function beginsReadable(codes: Uint16Array, start: number): boolean {
  let odd = 0;
  for (let group = start; group < start + SHORTEST_BASE64 - 4; group += 4) {
    let bits = 0;
    for (let i = group; i < group + 4; i++) bits = (bits << 6) | sextet(codes[i] as number);
    for (const byte of [bits >> 16, (bits >> 8) & 255, bits & 255]) if (!isText(byte)) odd++;
    if (odd > 1) return false;
  }
  return true;
}

/** The same for hex: digests are in every log. */
function beginsReadableHex(codes: Uint16Array, start: number): boolean {
  let odd = 0;
  for (let at = start; at < start + 20; at += 2) {
    if (!isText((nibble(codes[at] as number) << 4) | nibble(codes[at + 1] as number)) && ++odd > 1)
      return false;
  }
  return true;
}

function nibble(code: number): number {
  return code < 58 ? code - 48 : (code | 32) - 87;
}

function sextet(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  return code === 43 || code === 45 ? 62 : 63;
}

/** Printable ASCII, a line break, or the NUL of UTF-16 and of SASL. */
function isText(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte >= 0xc2;
}

/** Where base64 that fills its line ends, lines further down. */
function wrappedEnd(text: string, start: number, end: number): number {
  let width = end - start;
  let at = end;
  while (width >= 60 && at - start < LONGEST) {
    NEXT_LINE.lastIndex = at;
    const next = NEXT_LINE.exec(text);
    if (!next || (next[1] as string).length > width) break;
    at += next[0].length;
    width = (next[1] as string).length < width ? 0 : width;
  }
  return at;
}

/** Base64 in either alphabet, as text, if it is text. */
function fromBase64(run: string): string | undefined {
  const clean = run
    .replace(/[\s=]+/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .slice(0, LONGEST);
  const binary = atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0)));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return readable(bytes);
}

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = (nibble(hex.charCodeAt(i * 2)) << 4) | nibble(hex.charCodeAt(i * 2 + 1));
  return bytes;
}

/** Bytes as text if nearly all of them are printable, or UTF-16 of that. Other scripts' bytes count a third. */
function readable(bytes: Uint8Array): string | undefined {
  let odd = 0;
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0 && i % 2 === 1) continue;
    if (!isText(byte)) odd++;
    else if (byte > 127) odd += 0.34;
    if (odd > bytes.length / 12) return undefined;
    text += String.fromCharCode(byte);
  }
  return text.length >= 6 ? text : undefined;
}
