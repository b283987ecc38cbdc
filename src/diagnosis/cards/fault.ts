/**
 * @module diagnosis/cards/fault
 * The short form of a card for work that fails on a healthy gateway: one entry of a list is one cause that
 * a sign names.
 */
import type { FactName } from '../../evidence/dictionary.ts';
import { type Card, card } from './card.ts';
import { sign } from './shapes.ts';

/** What is left out is as usual for such a fault; `decisive` is another way to be sure, beside the signs. */
type Row = Omit<Card, 'id' | 'layer' | 'severity' | 'remediation' | 'decisive'> & {
  signs: readonly [FactName, ...string[]];
  severity?: 2 | 3 | 4;
} & Partial<Pick<Card, 'remediation' | 'decisive'>>;

/** One finding of the work layer. */
export function fault<const Id extends string>(id: Id, { signs, decisive, params, ...row }: Row) {
  const [fact, ...words] = signs;
  const named = sign(fact, ...words);
  return card({
    severity: 3,
    remediation: 'operator-manual',
    fromText: 0.66,
    ...row,
    id,
    layer: 'work',
    decisive: decisive ? { either: [named, decisive] } : named,
    params: { reason: 'schedule.reason', ...params },
  });
}
