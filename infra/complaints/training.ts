/**
 * @module infra/complaints/training
 * Learns from example complaints which finding a text sounds like: softmax regression by plain gradient steps, whose
 * weights are a sum over the examples, so that only each example's part in it has to be shipped. Deterministic on
 * purpose: the same examples give the same strengths on every machine.
 */
import { BUCKETS, featuresOf } from '../../src/explain/resemble/features.ts';
import { NONE } from '../../src/explain/resemble/resemble.ts';

export type Example = { text: string; label: string; weight?: number };
export type Trained = {
  labels: readonly string[];
  examples: readonly Example[];
  /** Of each example its strength for and against every label. */
  strengths: readonly Float32Array[];
};

const ROUNDS = 6;
/** Steps of the first and of the last round. */
const STEPS = [6, 2] as const;
const SEED = 0x0c1a;
/** Examples that most findings have. */
const USUAL = 43;

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled(count: number, next: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, n) => n);
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(next() * (n + 1));
    const kept = order[n] as number;
    order[n] = order[other] as number;
    order[other] = kept;
  }
  return order;
}

/** In place: scores become probabilities. */
function softmax(scores: Float32Array): void {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let n = 0; n < scores.length; n++) {
    const raised = Math.exp((scores[n] as number) - top);
    scores[n] = raised;
    sum += raised;
  }
  for (let n = 0; n < scores.length; n++) scores[n] = (scores[n] as number) / sum;
}

/**
 * What an example of a label weighs: where many were written, each a little less, so that a finding is not heard everywhere
 * because it was taught best. What is about no gateway may be heard everywhere.
 */
function sharesOf(examples: readonly Example[]): (label: string) => number {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return (label) => (label === NONE ? 1 : Math.min(1, Math.sqrt(USUAL / (counts.get(label) ?? USUAL))));
}

/** Some seconds, and 50 MB. */
export function train(examples: readonly Example[]): Trained {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const of = new Map(labels.map((label, n) => [label, n]));
  const many = labels.length;
  const weights = new Float32Array(BUCKETS * many);
  const shareOf = sharesOf(examples);
  const rows = examples.map(({ text, label, weight = 1 }) => {
    const features = [...featuresOf(text)];
    return {
      at: Uint32Array.from(features, ([bucket]) => bucket * many),
      loud: Float32Array.from(features, ([, loud]) => loud),
      label: of.get(label) as number,
      weight: weight * shareOf(label),
      strengths: new Float32Array(many),
    };
  });
  const next = random(SEED);
  const pull = new Float32Array(many);
  for (let round = 0; round < ROUNDS; round++) {
    const step = STEPS[0] * (STEPS[1] / STEPS[0]) ** (round / (ROUNDS - 1));
    for (const n of shuffled(rows.length, next)) {
      const { at, loud, label, weight, strengths } = rows[n] as (typeof rows)[number];
      pull.fill(0);
      for (let f = 0; f < at.length; f++)
        for (let c = 0, from = at[f] as number, by = loud[f] as number; c < many; c++)
          pull[c] = (pull[c] as number) + by * (weights[from + c] as number);
      softmax(pull);
      for (let c = 0; c < many; c++) {
        pull[c] = step * weight * ((c === label ? 1 : 0) - (pull[c] as number));
        strengths[c] = (strengths[c] as number) + (pull[c] as number);
      }
      for (let f = 0; f < at.length; f++)
        for (let c = 0, from = at[f] as number, by = loud[f] as number; c < many; c++)
          weights[from + c] = (weights[from + c] as number) + by * (pull[c] as number);
    }
  }
  return { labels, examples, strengths: rows.map(({ strengths }) => strengths) };
}
