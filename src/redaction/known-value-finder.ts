/**
 * @module redaction/known-value-finder
 * The first and surest layer: secrets that the host agent has read from configuration and environment are found
 * wherever they stand and however they were written down: escaped, percent-encoded, in hex, inside somebody's
 * base64, cut short.
 */
import { isHarmless } from './harmless-values.ts';
import type { FitValue } from './known-values.ts';
import { needleSearch } from './needle-search.ts';
import { looksRandom } from './randomness.ts';
import { type Find, RANK } from './span.ts';

/** A needle this short must stand alone, as `main` in `main.js` is none. */
const STANDS_ALONE_BELOW = 12;
/** Values this long may be shown cut short, by their first or last characters. */
const CUT_FROM = 24;

/** A finder of these values in all their spellings. */
export function knownValueFinder(values: readonly FitValue[]): Find {
  const needles = new Map<string, FitValue>();
  for (const known of values) {
    for (const spelling of spellings(known.value)) if (!needles.has(spelling)) needles.set(spelling, known);
  }
  const search = needleSearch(needles.keys(), standsAlone);
  return (_, found, { codes }) => {
    search(codes, (start, end, needle) => {
      const { value, kind } = needles.get(needle) as FitValue;
      found.push({ start, end, kind, rank: RANK.known, value });
    });
  };
}

/** Whether a short needle is a word of its own where it was found. */
function standsAlone(codes: Uint16Array, start: number, end: number, needle: string): boolean {
  if (needle.length >= STANDS_ALONE_BELOW) return true;
  const joins = (inside: number, outside: number): boolean =>
    isAlnum(codes[inside]) && isAlnum(codes[outside]);
  return !joins(start, start - 1) && !joins(end - 1, end);
}

function isAlnum(code: number | undefined): boolean {
  return code !== undefined && /[A-Za-z0-9]/.test(String.fromCharCode(code));
}

/** How a value may be written. */
function spellings(value: string): Set<string> {
  const all = new Set<string>();
  for (const line of value.includes('\n') ? [value, ...keyLines(value)] : [value]) {
    for (const escaped of escapes(line)) all.add(escaped);
    for (const encoded of encodings(line)) all.add(encoded);
    if (line.length >= CUT_FROM) for (const part of cuts(line)) all.add(part);
  }
  return all;
}

/** The lines of a multi-line value that mean something by themselves: not the head and foot of a key. */
function keyLines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= 16 && !line.startsWith('-----') && !isHarmless(line, 'password'));
}

function escapes(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const uri = percent(value, encodeURIComponent);
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    json.replace(/\//g, '\\/'),
    json.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    uri,
    uri.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    uri.replace(/%20/g, '+'),
    percent(value, encodeURI),
    value
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;'),
    value
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&apos;'),
    value.replace(/'/g, `'\\''`),
    value.replace(/[^\w@%+=:,./-]/g, '\\$&'),
    value.replace(/\$/g, '$$$$'),
  ];
}

/** A lone surrogate cannot be percent-encoded; such a value has no such spelling. */
function percent(value: string, encode: (text: string) => string): string {
  return encode(value.toWellFormed());
}

function encodings(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const list = [hex, hex.toUpperCase()];
  // systems that shout, and names of hosts; short ones would be words
  if (/^[0-9a-fA-F]+$/.test(value) || (value.length >= 16 && looksRandom(value)))
    list.push(value.toLowerCase(), value.toUpperCase());
  // base64 inside other base64: the value may begin at each of three places in a group of four
  for (let shift = 0; shift < 3; shift++) {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    let binary = '';
    for (const byte of shifted) binary += String.fromCharCode(byte);
    const whole = btoa(binary).replace(/=+$/, '');
    const certain = whole.slice(shift === 0 ? 0 : shift + 1, Math.floor((shifted.length * 8) / 6));
    if (certain.length >= 8) list.push(certain, certain.replace(/\+/g, '-').replace(/\//g, '_'));
  }
  return list;
}

/** First and last characters, where they are generated: the first 8 of an address would be `postgres`. */
function cuts(value: string): string[] {
  const shown = Math.min(16, value.length >> 1);
  // Part of one generated word, it need not look generated itself: 16 hex digits may be digits nearly all.
  const one = !/\s|:\/\/|[{}]/.test(value) && looksRandom(value.replace(/[^A-Za-z0-9]/g, ''));
  const parts = [value.slice(0, shown), value.slice(-shown)].filter(
    (part) => looksRandom(part) || (one && /[A-Za-z]/.test(part) && /\d|[a-z][A-Z].*[a-z][A-Z]/.test(part)),
  );
  if (value.length < 32) return parts;
  const first = value.slice(0, 8);
  return /\d/.test(first) && /[a-zA-Z]/.test(first) && /^[\w-]+$/.test(first) ? [...parts, first] : parts;
}
