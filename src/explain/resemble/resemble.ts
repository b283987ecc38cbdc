/**
 * @module explain/resemble/resemble
 * What a complaint resembles: the findings that it sounds like, each with the example that is nearest, and whether it
 * sounds like a gateway's trouble at all. Never more than a guess: likeness is no evidence.
 */
import { type Learned, openModel } from './model.ts';

/** The label of what is about no gateway. */
export const NONE = 'none';

export type Resembled = {
  id: string;
  /** Shares of all labels add up to one. */
  share: number;
  /** The example of that finding which is most alike. */
  example: string;
};
export type Resemblance = {
  /** Findings, the most alike first. */
  to: readonly Resembled[];
  /** Share of what is about no gateway. */
  none: number;
};

const MOST = 8;

/** Made once of what was learned. */
export function openResemblance(learned: Learned): (text: string) => Resemblance {
  const { labels, own, texts, complaints } = learned;
  const hear = openModel(learned);
  return (text) => {
    const { shares, alike } = hear(text);
    const nearest = (label: number): string => {
      let best = -1;
      own.forEach((of, at) => {
        if (at < complaints && of === label && (alike[at] ?? 0) > (alike[best] ?? -1)) best = at;
      });
      return texts[best] ?? '';
    };
    return {
      to: labels
        .map((id, label) => ({ id, label, share: shares[label] ?? 0 }))
        .filter(({ id }) => id !== NONE)
        .sort((a, b) => b.share - a.share)
        .slice(0, MOST)
        .map(({ id, label, share }) => ({ id, share, example: nearest(label) })),
      none: shares[labels.indexOf(NONE)] ?? 0,
    };
  };
}
