/**
 * @module redaction/embedded
 * Text inside text: cloud-init's base64, a Kubernetes secret, hex of a frame, a hex dump. What is readable once
 * decoded is read like any text; if it holds a secret, the whole piece goes, as nobody can cut base64 by eye.
 */
import { RANK, type Span } from './span.ts';

/** Longer pieces are read up to here. */
const LONGEST = 16_384;

const BASE64 =
  /(?:[A-Za-z0-9+/]{60,100}\r?\n[ \t]{0,40}){1,220}[A-Za-z0-9+/]{2,100}={0,2}|[A-Za-z0-9+/_-]{24,16384}={0,2}/g;
const HEX = /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){16,8192}(?![0-9A-Fa-f])/g;

/** A line of hexdump or xxd: an offset, bytes in ones or twos, and mostly the bytes as text. */
const DUMP_LINE =
  /^[^\n]{0,40}?\b(?:0x)?[0-9a-f]{4,8}:?[ \t]{1,3}((?:[0-9a-f]{2}[ \t]{0,2}){4,16})[^\n]*$/gim;

/** `reads` finds secrets in decoded text. */
export function findEmbedded(text: string, found: Span[], reads: (decoded: string) => Span[]): void {
  for (const hit of text.matchAll(BASE64)) {
    const decoded = fromBase64(hit[0]);
    if (decoded === undefined || reads(decoded).length === 0) continue;
    found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'encoded', rank: RANK.embedded });
  }
  for (const hit of text.matchAll(HEX)) {
    const decoded = readable(bytesOf(hit[0]));
    if (decoded === undefined || reads(decoded).length === 0) continue;
    found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'encoded', rank: RANK.embedded });
  }
  findInDumps(text, found, reads);
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

/** Base64 in either alphabet, as text, if it is text. */
function fromBase64(run: string): string | undefined {
  const clean = run
    .replace(/\s/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/=+$/, '')
    .slice(0, LONGEST);
  // most runs are paths and names: their first bytes tell
  if (readable(decodeBase64(clean.slice(0, 16))) === undefined) return undefined;
  return readable(decodeBase64(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0))));
}

function decodeBase64(clean: string): Uint8Array {
  const binary = atob(clean);
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** Bytes as text if nearly all of them are printable ASCII or line breaks, or UTF-16 of that. */
function readable(bytes: Uint8Array): string | undefined {
  let odd = 0;
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0 && i % 2 === 1) continue;
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127) odd++;
    else if (byte > 127) odd += 0.34;
    text += String.fromCharCode(byte);
  }
  return text.length >= 6 && odd <= bytes.length / 16 ? text : undefined;
}
