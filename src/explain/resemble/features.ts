/**
 * @module explain/resemble/features
 * A text as numbered features: its words, pairs of words (also with one between),
 * groups of words that mean the same, pairs of such groups, and pieces of words, so that a typo, a German compound or
 * Chinese, which puts no gaps between words, still resembles what was learned. Numbers are hashes: no list of words is
 * shipped. The trainer and the bot must count alike, so both come here.
 */

import { partsOf } from '../asides.ts';
import { groupsIn } from './groups.ts';

/** How many numbers there are; two features may share one. */
export const BUCKETS = 1 << 16;

/** What is wrong is said in the first lines. Characters. */
const LONGEST = 1_000;

/** How loudly each kind of feature speaks, before the whole is brought to length one. */
const LOUD = { word: 1, pair: 0.7, apart: 0.5, group: 0.5, joint: 0.5, piece: 0.35, sign: 0.8 } as const;
const PIECE = 4;
/** A text of so little length, squared, stays as quiet as it is: five words resemble nothing surely. */
const FEW = 12;

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

type Add = (feature: string, loud: number) => void;

/** Gives the groups that were heard. */
function listen(text: string, add: Add): string[] {
  const groups = groupsIn(text);
  for (const name of groups) add(`k${name}`, LOUD.group);
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
  return groups;
}

/** Bucket → weight, of length one or, where little is said, below; empty where the text has no word. What a complaint rules out is not heard. */
export function featuresOf(text: string): Map<number, number> {
  const out = new Map<number, number>();
  const adding =
    (by: number): Add =>
    (feature, loud) => {
      const at = bucket(feature);
      out.set(at, (out.get(at) ?? 0) + loud * by);
    };
  const { wrong, works } = partsOf(text.slice(0, LONGEST).normalize('NFKC'));
  const hear = (clause: string, by: number): string[] => listen(clause.replace(/['’`]/g, ''), adding(by));
  const groups = [...new Set(wrong.flatMap((clause) => hear(clause, 1)))].sort();
  for (const clause of works) hear(clause, BESIDE);
  groups.forEach((name, n) => {
    for (const other of groups.slice(0, n)) adding(1)(`j${other} ${name}`, LOUD.joint);
  });
  // Said twice is little more than said once.
  let length = 0;
  for (const [at, loud] of out) {
    const damped = Math.log1p(loud);
    out.set(at, damped);
    length += damped * damped;
  }
  const scale = 1 / Math.sqrt(Math.max(length, FEW));
  for (const [at, loud] of out) out.set(at, loud * scale);
  return out;
}
