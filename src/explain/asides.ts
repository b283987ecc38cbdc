/**
 * @module explain/asides
 * A complaint in its parts: what is wrong, what works all the same, and what is told only because it was ruled out. Who
 * says that the disk has room complains of something else, though the words are a full disk's.
 */

import {
  BEGINS_NOT,
  isAssurance,
  isConclusion,
  isNay,
  isNeutral,
  isSuspicion,
  isVerdict,
  type Kind,
  kindOf,
} from './assertion.ts';

/** Where a thought ends: marks, and words that turn it round. */
const ENDS =
  /\s*\n\s*|[.,;:!?()，。；：！？（）]+(?=\s|$|\p{Script=Han})|[，。；！？（）()]|\s[-–—]+\s|\s+(?:but|though|although|while|whereas|yet|aber|doch|obwohl|während)\s+|但是|但|不过|可是/u;

export type Parts = {
  /** What is complained of. */
  wrong: string[];
  /** What works beside it. */
  works: string[];
  /** What was ruled out. */
  ruledOut: string[];
};

/** Said to be absent, and nothing beside it: `no lock`, `oom_killed=false`. */
const ABSENT = /^(?:\S+ ){0,2}\S+=(?:false|0|no|none)$|^(?:kein|keine|keinen|no|not a|没有)\s*\S+$/;

/** What is left is a heading and no complaint. Words. */
const BARE = 2;

/** What stands in brackets is one thought: what of it sounds neither way goes with what was ruled out. */
const BRACKET = /[(（][^()（）]{1,400}[)）]/g;

type Told = { clause: string; kind: Kind; asked?: boolean };

/** Where a sentence ends; a question goes with its answer. */
const SENTENCE = /\n|[.!;。！；]/;

/** What was named and then found well, or tried to no avail, is ruled out with its verdict; so is what was asked and answered "no". */
function judged(sentence: readonly Told[]): Told[] {
  const out = sentence.map((one) => ({ ...one }));
  out.forEach((one, n) => {
    const before = out[n - 1];
    if (before === undefined) return;
    const settled = before.asked ? isNay(one.clause) || isVerdict(one.clause) : isVerdict(one.clause);
    if (before.kind === 'ruledOut') {
      if (settled || isAssurance(one.clause)) one.kind = 'ruledOut';
    } else if (settled && (before.asked || isNeutral(before.clause))) {
      before.kind = 'ruledOut';
      one.kind = 'ruledOut';
    } else if (
      isConclusion(one.clause)
        ? one.kind === 'ruledOut' && isNeutral(before.clause)
        : one.kind !== 'wrong' && isSuspicion(before.clause)
    )
      before.kind = 'ruledOut';
  });
  return out;
}

function told(text: string): Told[] {
  const pieces = text.split(new RegExp(`(${ENDS.source})`, 'u'));
  const out: Told[] = [];
  let sentence: Told[] = [];
  pieces.forEach((piece, n) => {
    const last = sentence.at(-1);
    if (n % 2 === 0) {
      const clause = piece.trim();
      if (clause !== '') sentence.push({ clause, kind: kindOf(clause) });
    } else if (/[?？]/.test(piece)) {
      if (last) last.asked = true;
    } else if (SENTENCE.test(piece)) {
      out.push(...judged(sentence));
      sentence = [];
    }
  });
  return [...out, ...judged(sentence)];
}

function clausesOf(text: string): Told[] {
  const out: Told[] = [];
  let from = 0;
  for (const { 0: bracket, index } of text.matchAll(BRACKET)) {
    const inside = told(bracket.slice(1, -1));
    const aside =
      inside.some(({ kind }) => kind === 'ruledOut') &&
      inside.every(({ kind, clause }) => kind !== 'wrong' || isNeutral(clause));
    out.push(...told(text.slice(from, index)));
    out.push(...(aside ? inside.map(({ clause }) => ({ clause, kind: 'ruledOut' as const })) : inside));
    from = index + bracket.length;
  }
  return [...out, ...told(text.slice(from))];
}

/** Clauses of each kind; where nothing sounds wrong, what is said first is complained of; nothing where things are only said to be absent. */
export function partsOf(text: string): Parts {
  const all = clausesOf(text.toLowerCase());
  const clauses = all.map(({ clause }) => clause);
  const parts: Parts = { wrong: [], works: [], ruledOut: [] };
  for (const { clause, kind } of all) parts[kind].push(clause);
  const absent = clauses.filter((clause) => ABSENT.test(clause));
  const left = clauses.filter((clause) => !absent.includes(clause)).join(' ');
  if (absent.length > 0 && wordsIn(left) <= BARE) return { wrong: [], works: [], ruledOut: clauses };
  if (parts.wrong.length > 0) return parts;
  if (parts.works.length === 0 && clauses.every((clause) => BEGINS_NOT.test(clause)))
    return { wrong: [], works: [], ruledOut: clauses };
  if (parts.works.length > 0) return { ...parts, wrong: parts.works, works: [] };
  const [first = '', ...others] = clauses;
  return { wrong: first === '' ? [] : [first], works: [], ruledOut: others };
}

/** Chinese puts no gaps between words; most have two signs. */
const wordsIn = (text: string): number =>
  [...text.matchAll(/\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+/gu)].length;

/** The same text without the clauses that rule something out; a text of nothing else stays as it is. */
export function withoutRuledOut(text: string): string {
  const ruledOut = new Set(partsOf(text).ruledOut);
  if (ruledOut.size === 0) return text;
  return text
    .split(new RegExp(`(${ENDS.source})`, 'u'))
    .filter((piece) => !ruledOut.has(piece.trim().toLowerCase()))
    .join('');
}
