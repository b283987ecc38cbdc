/**
 * @module diagnosis/cards/card
 * One finding on one card: what decides it, what mends it, what it says in each language, whom it is related to and
 * what it comes before. Everything else is made from the cards, so that a new finding is one entry in one file.
 */
import type { Rule } from '../rule.ts';
import type { Words } from '../wording/words.ts';

/** What a card holds beside its rule. */
export type Told = {
  says: { en: Words };
  /**
   * Names of the families it belongs to: the same mechanism seen from another side, with the same first step. Members of
   * one family do not argue against each other.
   */
  families?: readonly string[];
};

export type Card = Rule & Told;

/** Keeps the id as a literal type, so that every card must have its test rows. */
export function card<const Id extends string>(data: Card & { id: Id }): Card & { id: Id } {
  return data;
}
