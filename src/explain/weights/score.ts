/**
 * @module explain/weights/score
 * What a text speaks for: for every finding, the sum of the words that speak for it. A word said in the
 * complaint and in the evidence counts a little more than one said once; how often never counts, so that a
 * long log is worth no more than a short one.
 */
import type { FactBase, Observation } from '../../diagnosis/fact-base.ts';
import { WEIGHTS } from './index.ts';

export type Score = {
  id: string;
  /** Sum of weights; 0 and below is nothing. */
  points: number;
  /** Of these, what programs printed. */
  printed: number;
  /** The observations of the words that speak for it, loudest first. */
  for: Observation[];
};

const AGAIN = 0.25;

/** Pieces that somebody said (pasted.ts names a piece by its kind). */
const BY_PEOPLE = /^(?:symptom|user_text|text)\b/;

/** Leans of one gateway's texts by finding; empty where no text was read. Pure. */
export function scoresOf(factBase: FactBase, gateway: string): Map<string, Score> {
  const said = new Map<string, Observation[]>();
  for (const o of factBase.look(gateway, 'text.word').counting) {
    const word = String(o.value);
    const known = said.get(word);
    if (known) known.push(o);
    else said.set(word, [o]);
  }
  const out = new Map<string, Score>();
  if (said.size === 0) return out;
  for (const [id, weights] of Object.entries(WEIGHTS)) {
    const spoken: [number, Observation][] = [];
    let points = 0;
    let printed = 0;
    for (const [word, weight = 0] of Object.entries(weights)) {
      const citations = said.get(word);
      const first = citations?.[0];
      if (citations === undefined || first === undefined) continue;
      const loud = weight * (citations.length > 1 ? 1 + AGAIN : 1);
      points += loud;
      if (citations.some((o) => !BY_PEOPLE.test(o.source))) printed += loud;
      if (weight > 0) spoken.push([loud, first]);
    }
    if (points <= 0) continue;
    spoken.sort((a, b) => b[0] - a[0]);
    out.set(id, { id, points, printed, for: spoken.map(([, o]) => o) });
  }
  return out;
}
