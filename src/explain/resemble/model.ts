/**
 * @module explain/resemble/model
 * Which finding a complaint sounds like, as shares that add up to one, and which example complaints it resembles. What
 * was learned (infra/complaints, when the program is built) is how strongly each example speaks for and against a few
 * labels; a text is held against the examples themselves, so that the nearest of them can be shown.
 */
import { featuresOf } from './features.ts';

/** As it is shipped: JSON, with numbers in base64. */
export type Learned = {
  /** Digest of the examples that it was learned from. */
  of: string;
  labels: readonly string[];
  /** Index into `labels` of each example. */
  own: readonly number[];
  texts: readonly string[];
  /** So many of them, the first, are complaints; the others are a finding's own sentences, which nobody is shown. */
  complaints: number;
  /** Labels that each example speaks of. */
  each: number;
  /** `each` pairs of label and strength an example, a byte each; a strength is ±127 at most, by its square root. */
  says: string;
  /** The strength that 127 stands for. */
  loudest: number;
};

export type Heard = {
  /** Shares of all labels, in their order. */
  shares: Float32Array;
  /** How alike each example is, 0..1, in their order. */
  alike: Float32Array;
};

/** What is packed is unpacked once: some tenths of a second for five thousand examples. */
export function openModel({ labels, texts, each, says, loudest }: Learned): (text: string) => Heard {
  const bytes = Uint8Array.from(atob(says), (one) => one.charCodeAt(0));
  const strengthOf = (byte: number): number => {
    const whole = (byte << 24) >> 24;
    return Math.sign(whole) * (whole / 127) ** 2 * loudest;
  };
  const strengths = Float32Array.from({ length: 256 }, (_, byte) => strengthOf(byte));
  /** Of each feature the examples that have it, and how loudly. */
  const having = new Map<number, { at: number[]; loud: number[] }>();
  texts.forEach((text, at) => {
    for (const [feature, loud] of featuresOf(text)) {
      const known = having.get(feature);
      if (known) {
        known.at.push(at);
        known.loud.push(loud);
      } else having.set(feature, { at: [at], loud: [loud] });
    }
  });
  return (text) => {
    const alike = new Float32Array(texts.length);
    for (const [feature, loud] of featuresOf(text)) {
      const known = having.get(feature);
      known?.at.forEach((at, n) => {
        alike[at] = (alike[at] ?? 0) + loud * (known.loud[n] ?? 0);
      });
    }
    const scores = new Float32Array(labels.length);
    alike.forEach((likeness, at) => {
      if (likeness === 0) return;
      for (let n = 2 * each * at; n < 2 * each * (at + 1); n += 2) {
        const label = bytes[n] ?? 0;
        scores[label] = (scores[label] ?? 0) + likeness * (strengths[bytes[n + 1] ?? 0] ?? 0);
      }
    });
    return { shares: asShares(scores), alike };
  };
}

function asShares(scores: Float32Array): Float32Array {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const raised = scores.map((score) => Math.exp(score - top));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((one) => one / sum);
}
