/**
 * @module explain/resemble/likeness
 * What the readers said that a text resembles, from the fact base: shares by finding, with the citation that shows it.
 */
import type { FactBase, Observation } from '../../diagnosis/fact-base.ts';
import { NONE } from './resemble.ts';

export type Likeness = {
  /** Share of each finding, 0..1, and the citation with the nearest example. */
  to: ReadonlyMap<string, { share: number; seen: Observation }>;
  /** Share of what is about no gateway. */
  none: number;
};

/** Null where nobody said anything in words of their own. Of several texts the clearest speaks for each finding. */
export function likenessOf(factBase: FactBase, gateway: string): Likeness | null {
  const to = new Map<string, { share: number; seen: Observation }>();
  let none = 1;
  const said = factBase.look(gateway, 'text.alike').counting;
  for (const seen of said) {
    const [id = '', share = '0'] = Array.isArray(seen.value) ? seen.value : [];
    if (id === NONE) none = Math.min(none, Number(share));
    else if (Number(share) > (to.get(id)?.share ?? 0)) to.set(id, { share: Number(share), seen });
  }
  return said.length === 0 ? null : { to, none };
}
