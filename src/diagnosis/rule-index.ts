/**
 * @module diagnosis/rule-index
 * Which rules can have anything to say, by the facts that were seen: a rule none of whose facts is known is
 * unknown in every part. So a diagnosis costs as much as its evidence, however many rules there are.
 */
import type { FactValue } from '../protocol/evidence.ts';
import type { Condition } from './condition.ts';
import { type FactBase, holdsMany } from './fact-base.ts';
import type { Rule } from './rule.ts';

export type RuleIndex<R extends Rule> = {
  /** Those that have a fact in this fact base which can be told of this gateway, in the order of the list. */
  inReach(factBase: FactBase, gateway: string): R[];
  named(id: string): R | undefined;
};

/** Of a sign the word counts: that another one was seen says nothing about it. */
export const keyOf = (fact: string, value: FactValue): string =>
  holdsMany(fact) ? `${fact}=${String(value)}` : fact;

/** What must be seen before a condition can be told at all. */
function keysOf(condition: Condition): string[] {
  if ('fact' in condition) {
    // A family of words cannot be looked up by one of them.
    if (holdsMany(condition.fact) && !('is' in condition)) return [`${condition.fact}=*`];
    return [keyOf(condition.fact, 'is' in condition ? condition.is : null)];
  }
  if ('all' in condition) return condition.all.flatMap(keysOf);
  if ('either' in condition) return condition.either.flatMap(keysOf);
  if ('not' in condition) return keysOf(condition.not);
  if ('any' in condition || 'every' in condition) return keysOf(condition.where);
  const comparison = 'same' in condition ? condition.same : condition.differ;
  if ('facts' in comparison) return [...comparison.facts];
  return [comparison.fact, ...(comparison.where ? keysOf(comparison.where) : [])];
}

const made = new WeakMap<readonly Rule[], RuleIndex<Rule>>();

/** The index of a list of rules; made once for each list. */
export function indexOf<R extends Rule>(rules: readonly R[]): RuleIndex<R> {
  const known = made.get(rules);
  if (known) return known as RuleIndex<R>;
  const at = new Map<string, number[]>();
  rules.forEach((rule, n) => {
    for (const key of new Set([rule.decisive, ...(rule.hints ?? [])].flatMap(keysOf))) {
      const list = at.get(key);
      if (list) list.push(n);
      else at.set(key, [n]);
    }
  });
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const index: RuleIndex<R> = {
    inReach(factBase, gateway) {
      const found = new Set<number>();
      for (const seen of factBase.seenOf(gateway))
        for (const key of seen) for (const n of at.get(key) ?? []) found.add(n);
      return [...found].sort((a, b) => a - b).flatMap((n) => rules[n] ?? []);
    },
    named: (id) => byId.get(id),
  };
  made.set(rules, index as RuleIndex<Rule>);
  return index;
}
