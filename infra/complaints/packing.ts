/**
 * @module infra/complaints/packing
 * Makes what was learned small enough to ship: of each example only the labels that it speaks of most, a byte each. The
 * format is explain/resemble/model's.
 */
import type { Learned } from '../../src/explain/resemble/model.ts';
import type { Trained } from './training.ts';

/** Labels that an example keeps, of all. */
const EACH = 20;

/** At most 255 labels. `of` is the digest of the examples. */
export function pack({ labels, examples, strengths }: Trained, of: string, each = EACH): Learned {
  if (labels.length > 255) throw new Error(`${labels.length} labels do not fit into a byte`);
  const loudest = strengths.reduce(
    (most, all) => all.reduce((m, one) => Math.max(m, Math.abs(one)), most),
    0,
  );
  const bytes = strengths.flatMap((all) =>
    [...all]
      .map((strength, label) => ({ strength, label }))
      .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength) || a.label - b.label)
      .slice(0, each)
      .flatMap(({ strength, label }) => [
        label,
        (Math.sign(strength) * Math.round(127 * Math.sqrt(Math.abs(strength) / loudest))) & 255,
      ]),
  );
  return {
    of,
    labels,
    own: examples.map(({ label }) => labels.indexOf(label)),
    texts: examples.map(({ text }) => text),
    // Sentences of the manual are half as loud, and come last.
    complaints: examples.filter(({ weight = 1 }) => weight === 1).length,
    each,
    says: Buffer.from(bytes).toString('base64'),
    loudest,
  };
}
