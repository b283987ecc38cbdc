/**
 * @module redaction/placeholder
 * What stands where a secret stood: `‹token:9c1f03aa›`, one lexeme that no rule takes for a name and a value
 * again. The tag is equal for equal values under one key, so that drift stays visible without the values;
 * a value that could be guessed gets none, or somebody who can write into a log could confirm a guess.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Stretch } from './runs.ts';

import { KINDS, type Kind } from './span.ts';

const encoder = new TextEncoder();
const LEXEME = new RegExp(
  `‹(?:(?:${KINDS.map(wordFor).join('|')})(?::[0-9a-f]{8})?|unredactable \\d+ bytes hmac:[0-9a-f]{8})›`,
  'g',
);

/** What a placeholder calls a kind. A word that people make passwords of must not stand where one was removed. */
function wordFor(kind: Kind): string {
  return kind === 'password' ? 'pw' : kind;
}

/** Personal data is no credential: knowing that it is there opens nothing, telling two apart helps. */
const PERSONAL: ReadonlySet<Kind> = new Set(['email', 'phone', 'ip', 'mac', 'user']);

/** The placeholders that a text holds already. */
export function placeholdersIn(text: string): Stretch[] {
  if (!text.includes('‹')) return [];
  return [...text.matchAll(LEXEME)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
}

/** Placeholders remembered, so that a value that fills a log is hashed once. */
const REMEMBERED = 1_024;

/** Writes placeholders under one key: `‹kind:8hex›`, or `‹kind›` for a value that could be guessed. */
export function placeholderWriter(key: Uint8Array): (kind: Kind, value: string) => string {
  const tags = new Map<string, string>();
  const tagOf = (value: string): string => {
    const known = tags.get(value);
    if (known !== undefined) return known;
    if (tags.size >= REMEMBERED) tags.clear();
    const fresh = tag(key, value);
    tags.set(value, fresh);
    return fresh;
  };
  return (kind, value) => {
    const word = wordFor(kind);
    return PERSONAL.has(kind) || hardToGuess(value) ? `‹${word}:${tagOf(value)}›` : `‹${word}›`;
  };
}

/** What stands for a stretch that could not be redacted: its size in bytes and a keyed tag, nothing of it. */
export function unredactable(key: Uint8Array, text: string): string {
  const bytes = encoder.encode(text);
  return `‹unredactable ${bytes.length} bytes hmac:${hex(hmac(sha256, key, bytes))}›`;
}

/** The first 32 bits of HMAC-SHA-256 over the value's NFC form: 2.9e-7 odds of one clash among 50 secrets. */
function tag(key: Uint8Array, value: string): string {
  return hex(hmac(sha256, key, encoder.encode(value.normalize('NFC'))));
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, 4)) text += byte.toString(16).padStart(2, '0');
  return text;
}

/**
 * Whether a value is beyond guessing: 16 characters or more that look machine-made. People's passwords, codes
 * and pass phrases are not, however long they are.
 */
function hardToGuess(value: string): boolean {
  if (value.length < 16 || /\s/.test(value)) return false;
  const digits = value.replace(/[^0-9]/g, '').length;
  const switches = value.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0;
  return digits >= 2 && switches >= value.length / 8 && new Set(value).size >= 8;
}
