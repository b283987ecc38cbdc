/**
 * @module explain/resemble/features
 * A text as numbered features: its words, pairs of words (also with one between),
 * groups of words that mean the same, and pieces of words, so that a typo, a German compound or
 * Chinese, which puts no gaps between words, still resembles what was learned. Numbers are hashes: no list of words is
 * shipped. The trainer and the bot must count alike, so both come here.
 */

import { partsOf } from '../asides.ts';
import { CLASSES } from '../keywords/classes.ts';

/** How many numbers there are; two features may share one. */
export const BUCKETS = 1 << 16;

/** What is wrong is said in the first lines. Characters. */
const LONGEST = 1_000;

/** How loudly each kind of feature speaks, before the whole is brought to length one. */
const LOUD = { word: 1, pair: 0.7, apart: 0.5, group: 0.5, piece: 0.35, sign: 0.8 } as const;
const PIECE = 4;

/** FNV-1a, 32 bits, folded to a bucket. */
function bucket(feature: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < feature.length; n++) hash = Math.imul(hash ^ feature.charCodeAt(n), 0x01000193);
  return ((hash >>> 16) ^ hash) & (BUCKETS - 1);
}

const HAN = /\p{Script=Han}/u;
const TOKENS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;

/** Close codes and HTTP states are words; any other figure is only a figure. */
const figure = (word: string): string =>
  /^\d+$/.test(word) && !/^(?:1\d{3}|4\d{2,3}|5\d\d)$/.test(word) ? '#' : word;

/** How loudly what works beside the trouble speaks. */
const BESIDE = 0.5;

/** Words that people exchange freely are heard as one another, too. */
const GROUPS = Object.entries(CLASSES).map(
  ([name, words]) => [name, new RegExp(`(?<![a-z])(?:${words})(?![a-z])`)] as const,
);

type Add = (feature: string, loud: number) => void;

function listen(text: string, add: Add): void {
  for (const [name, pattern] of GROUPS) if (pattern.test(text)) add(`k${name}`, LOUD.group);
  let before = '';
  let earlier = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (HAN.test(token)) {
      for (let n = 0; n < token.length; n++) {
        add(`z${token[n]}`, LOUD.sign / 2);
        if (n + 1 < token.length) add(`z${token.slice(n, n + 2)}`, LOUD.sign);
        if (n + 2 < token.length) add(`z${token.slice(n, n + 3)}`, LOUD.sign / 2);
      }
      before = '';
      continue;
    }
    const word = figure(token);
    add(`w${word}`, LOUD.word);
    if (before !== '') add(`p${before} ${word}`, LOUD.pair);
    if (earlier !== '') add(`s${earlier} ${word}`, LOUD.apart);
    earlier = before;
    before = word;
    if (word.length < PIECE) continue;
    const padded = `^${word}$`;
    for (let n = 0; n + PIECE <= padded.length; n++) add(`c${padded.slice(n, n + PIECE)}`, LOUD.piece);
  }
}

/** Bucket → weight, of length one; empty where the text has no word. What a complaint rules out is not heard. */
export function featuresOf(text: string): Map<number, number> {
  const out = new Map<number, number>();
  const adding =
    (by: number): Add =>
    (feature, loud) => {
      const at = bucket(feature);
      out.set(at, (out.get(at) ?? 0) + loud * by);
    };
  const { wrong, works } = partsOf(text.slice(0, LONGEST).normalize('NFKC'));
  const hear = (clause: string, by: number): void => listen(clause.replace(/['’`]/g, ''), adding(by));
  for (const clause of wrong) hear(clause, 1);
  for (const clause of works) hear(clause, BESIDE);
  // Said twice is little more than said once.
  let length = 0;
  for (const [at, loud] of out) {
    const damped = Math.log1p(loud);
    out.set(at, damped);
    length += damped * damped;
  }
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0;
  for (const [at, loud] of out) out.set(at, loud * scale);
  return out;
}
