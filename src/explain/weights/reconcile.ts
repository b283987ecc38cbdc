/**
 * @module explain/weights/reconcile
 * Text alone: joins what the rules found with what the words speak for and what the complaint resembles. A rule that
 * decided stays a claim only while the words do not clearly point elsewhere; where nothing decides, the likeliest comes
 * first as a guess below the claim.
 */
import { CLAIM, type Finding } from '../../diagnosis/finding.ts';
import { related } from '../../diagnosis/related.ts';
import type { Likeness } from '../resemble/likeness.ts';
import { putCausesFirst } from './causes.ts';
import { chanceOf } from './chance.ts';
import type { Score } from './score.ts';

/** What a rule's confidence is worth beside the words. */
const WORTH = 8;
/** What the likeness of a complaint is worth: beside the words of programs it only chooses among what they permit. */
const ALIKE = { alone: 12, beside: 1 };
/** From this loudness on it is programs that speak; below it the complaint leads the more, the less they say. */
const PROGRAMS_SPEAK = 5;
/** What words are worth where there is a complaint and nothing else. */
const WORDS_ALONE = 0.7;
/** A complaint of a gateway hardly resembles what is about none; with more it is likely of something else. */
const STRANGE = 0.01;
const MOST_OF_STRANGERS = 0.29;
/** It sounds rather like nothing of ours than like anything. */
const NOTHING = 0.5;
/** A claim from text must be this many times as loud as the next finding of another family. */
const AHEAD = 1.5;
/** A complaint that sounds so clearly like another family, and so little like the claim, leaves it a guess. */
const SOUNDS_OTHER = { other: 0.6, own: 0.05 };
/** What the gateway itself names as its reason is not doubted for words alone, as long as they are not much louder. */
const AHEAD_NAMED = 0.8;
const REFUSALS: ReadonlySet<string> = new Set(['gateway.start.refusal', 'connect.refusal.code']);
const BELOW_CLAIM = 0.49;
/** A claim that is left after all this was right 98 times of 100. */
const CHANCE_OF_CLAIM = 0.98;
const LEAST = 0.05;
const GUESS_FROM = 0.5;
/** Less likeness than this is a chance, where not one word of the vocabulary is heard beside it. */
const BY_CHANCE = 0.25;

/** What is felt when something else is wrong: it leads only where nothing else has as much to say. */
const FELT: ReadonlySet<string> = new Set([
  'gateway-unreachable',
  'service-stopped',
  'service-crash-loop',
  'unknown-clean-close',
  'handshake-timeout',
]);
const FELT_SHARE = 0.75;

export type Heard = { scores: ReadonlyMap<string, Score>; likeness: Likeness | null };
/** Makes a finding of a rule that nothing but words speaks for. */
export type Guess = (id: string) => Finding | null;

/** Findings with reconciled confidences. */
export function reconcile(found: readonly Finding[], heard: Heard, guess: Guess): Finding[] {
  const { scores, likeness } = heard;
  const share = spokenShare(found, scores);
  const words = WORDS_ALONE * share + 1 - share;
  const total = new Map<string, number>();
  const add = (id: string, points: number): void => void total.set(id, (total.get(id) ?? 0) + points);
  for (const { id, points } of scores.values()) add(id, points * words);
  for (const f of found) add(f.id, WORTH * f.confidence * words);
  for (const [id, points] of total) if (FELT.has(id)) total.set(id, points * FELT_SHARE);
  const said = new Set([...scores.values()].flatMap((score) => score.for.map((o) => String(o.value))));
  const doubted = share === 1 ? new Set<string>() : putCausesFirst(total, said);
  // What a complaint resembles makes no claim and saves none, but it may put one in doubt.
  const claims = new Set(
    found
      .filter((f) => !doubted.has(f.id) && isAhead(f, found, total) && !soundsOther(f, likeness))
      .map(({ id }) => id),
  );
  const resembled = likeness !== null && !isChance(likeness, scores) ? likeness.to : [];
  const alike = ALIKE.alone * share + ALIKE.beside * (1 - share);
  for (const [id, { share: one }] of resembled) add(id, alike * one);
  // Nor does it put a consequence before its cause.
  if (share < 1) putCausesFirst(total, said);
  // What sounds like many things a little may be any of them.
  const vague = likeness !== null && mostOf(likeness) < BY_CHANCE ? (alike * BY_CHANCE) / 2 : 0;
  const sure = guessing(total, share, likeness?.none ?? 0, vague);
  const known = new Set(found.map((f) => f.id));
  const guesses = [...total]
    .filter(([id, points]) => !known.has(id) && points >= GUESS_FROM)
    .map(([id]) => guess(id))
    .filter((f) => f !== null);
  return [
    ...found.map((f) => (claims.has(f.id) ? claimed(f) : { ...f, ...sure(f.id) })),
    ...guesses.map((f) => ({ ...f, ...sure(f.id) })),
  ];
}

const claimed = (f: Finding): Finding => ({ ...f, chance: CHANCE_OF_CLAIM });

/** 1 where only people spoke, or programs found nothing wrong; 0 where what programs printed speaks clearly of a fault. */
function spokenShare(found: readonly Finding[], scores: ReadonlyMap<string, Score>): number {
  const shown = found.filter((f) => f.for.some(({ how }) => how === 'pasted'));
  const loudest = Math.max(
    0,
    ...[...scores.values()].map(({ printed }) => printed),
    ...shown.map(({ confidence }) => WORTH * confidence),
  );
  return Math.max(0, 1 - loudest / PROGRAMS_SPEAK);
}

/** Does it sound like nothing of ours, or like anything only faintly? */
function isChance({ to, none }: Likeness, scores: ReadonlyMap<string, Score>): boolean {
  return none >= NOTHING || (scores.size === 0 && mostOf({ to, none }) < BY_CHANCE);
}

const mostOf = ({ to }: Likeness): number => Math.max(0, ...[...to.values()].map(({ share }) => share));

/** Said by the gateway's own line that it refuses a start or a client. */
const isNamed = (f: Finding): boolean =>
  f.for.some(({ fact, how }) => how === 'pasted' && REFUSALS.has(fact));

/** Claimed, and clearly louder than whatever is of another family. */
function isAhead(f: Finding, found: readonly Finding[], total: ReadonlyMap<string, number>): boolean {
  const loudest = (ids: Iterable<string>): number =>
    Math.max(0, ...[...ids].filter((id) => !related(id, f.id)).map((id) => total.get(id) ?? 0));
  const own = total.get(f.id) ?? 0;
  const decided = found.filter(({ confidence }) => confidence >= CLAIM).map(({ id }) => id);
  return (
    f.confidence >= CLAIM &&
    own >= AHEAD * loudest(decided) &&
    own >= (isNamed(f) ? AHEAD_NAMED : AHEAD) * loudest(total.keys())
  );
}

/** Does the complaint speak clearly of something else? */
function soundsOther(f: Finding, likeness: Likeness | null): boolean {
  if (likeness === null || isNamed(f)) return false;
  const most = (own: boolean): number =>
    Math.max(
      0,
      ...[...likeness.to].filter(([id]) => related(id, f.id) === own).map(([, { share }]) => share),
    );
  return most(false) >= SOUNDS_OTHER.other && most(true) < SOUNDS_OTHER.own;
}

type Sure = Pick<Finding, 'confidence' | 'chance'>;

/** How sure a guess may be said to be; the loudest is always ahead of the others. */
function guessing(
  total: ReadonlyMap<string, number>,
  spoken: number,
  none: number,
  vague: number,
): (id: string) => Sure {
  const [leader, ...others] = [...total].sort((a, b) => b[1] - a[1]);
  if (leader === undefined) return () => ({ confidence: LEAST });
  const [best, most] = leader;
  const next = others.find(([id]) => !related(id, best))?.[1] ?? 0;
  const rival = Math.min(most, Math.max(next, vague));
  const chance = chanceOf({ points: most, lead: (most - rival) / most, spoken, none });
  const highest = none > STRANGE && spoken === 1 ? MOST_OF_STRANGERS : BELOW_CLAIM;
  const first = Math.min(highest, Math.max(2 * LEAST, chance));
  return (id) => {
    if (id === best) return { confidence: hundredths(first), chance: hundredths(chance) };
    const behind = first * ((total.get(id) ?? 0) / most) ** 2;
    return { confidence: hundredths(Math.min(first - 0.01, Math.max(LEAST, behind))) };
  };
}

const hundredths = (value: number): number => Math.round(100 * value) / 100;
