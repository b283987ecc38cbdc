/**
 * @module diagnosis/condition
 * Does a condition hold for what is known? The answer is three-valued: a fact that nobody saw makes it
 * `unknown`, which is neither a fault nor an all-clear. Conditions are data, so that rules can be read,
 * listed and checked against the dictionary.
 */
import { DICTIONARY, type FactName } from '../evidence/dictionary.ts';
import type { FactValue } from '../protocol/evidence.ts';
import { type FactBase, holdsMany, kindOf, type Observation } from './fact-base.ts';

type Scalar = string | number | boolean | null;
type ChildKind = 'client' | 'credential' | 'process' | 'agent' | 'channel' | 'device';

export type Test =
  | { is: Scalar }
  | { oneOf: readonly Scalar[] }
  | { above: number }
  | { below: number }
  /** Known to exist (true) or known to be absent (false). */
  | { present: boolean }
  /** A list fact holds this word. */
  | { has: string }
  /** A word of a closed family, e.g. `trusted_proxy_*`; only a trailing star. */
  | { matches: string };

export type Condition =
  | ({ fact: FactName } & Test)
  | { all: readonly Condition[] }
  | { either: readonly Condition[] }
  | { not: Condition }
  /** Two facts of one subject, or one fact over the children of a kind that satisfy `where`. */
  | { same: Comparison }
  | { differ: Comparison }
  | { any: ChildKind; where: Condition }
  | { every: ChildKind; where: Condition };

export type Comparison =
  | { facts: readonly [FactName, FactName] }
  | { fact: FactName; over: ChildKind; where?: Condition };

export type Truth = 'yes' | 'no' | 'unknown';
export type Missing = { subject: string; fact: FactName };
export type Answer = {
  truth: Truth;
  /** The citations that made the answer. */
  used: Observation[];
  /** Observations of the same facts that were outranked although they say otherwise. */
  contrary: Observation[];
  /** What would have to be seen to tell. */
  missing: Missing[];
  /** The children (a client, an agent …) for which a quantifier held. */
  bound: string[];
};

const bare = (truth: Truth): Answer => ({ truth, used: [], contrary: [], missing: [], bound: [] });

/** Where a fact of this kind is found, seen from a subject: on itself, on its gateway, or on the host. */
export function homeOf(fact: FactName, subject: string): string | null {
  const kind = DICTIONARY[fact].on;
  if (kindOf(subject) === kind) return subject;
  if (kind === 'host') return 'host';
  const parts = subject.split('/');
  for (let n = parts.length - 1; n > 0; n--) {
    const above = parts.slice(0, n).join('/');
    if (kindOf(above) === kind) return above;
  }
  return null;
}

/** Does a value satisfy a test? Null where the value is of another type. */
export function passes(value: FactValue, test: Test): boolean | null {
  if ('present' in test) return (value !== null) === test.present;
  if ('is' in test) return value === test.is;
  if ('oneOf' in test) return test.oneOf.includes(value as Scalar);
  if ('has' in test) return Array.isArray(value) ? value.includes(test.has) : null;
  if ('matches' in test) {
    return typeof value === 'string' ? value.startsWith(test.matches.replace(/\*$/, '')) : null;
  }
  if (typeof value !== 'number') return null;
  return 'above' in test ? value > test.above : value < test.below;
}

function ask(condition: { fact: FactName } & Test, subject: string, factBase: FactBase): Answer {
  const home = homeOf(condition.fact, subject);
  const missing = [{ subject: home ?? subject, fact: condition.fact }];
  if (home === null) return { ...bare('unknown'), missing };
  const { counting, outranked } = factBase.look(home, condition.fact);
  const hits = counting.filter((o) => passes(o.value, condition) === true);
  if (hits.length > 0) {
    return {
      ...bare('yes'),
      used: hits,
      contrary: outranked.filter((o) => passes(o.value, condition) !== true),
    };
  }
  // A sign that nobody logged may still be true; only a single-valued fact can be known to differ.
  const misses = counting.filter((o) => passes(o.value, condition) === false);
  if (misses.length === 0 || holdsMany(condition.fact)) return { ...bare('unknown'), missing };
  return {
    ...bare('no'),
    used: misses,
    contrary: outranked.filter((o) => passes(o.value, condition) === true),
  };
}

/** Kleene's "and": one no decides, else one unknown. Only the answers that decided are kept. */
function join(answers: readonly Answer[], decides: 'yes' | 'no'): Answer {
  const neutral = decides === 'no' ? 'yes' : 'no';
  const deciding = answers.filter((a) => a.truth === decides);
  const open = answers.some((a) => a.truth === 'unknown');
  const truth: Truth = deciding.length > 0 ? decides : open ? 'unknown' : neutral;
  const kept = deciding.length > 0 ? deciding : answers;
  // Most of thousands of clients have nothing to say: what is empty is not copied.
  const used = new Set<Observation>();
  const contrary = new Set<Observation>();
  const bound = new Set<string>();
  for (const one of kept) {
    for (const o of one.used) used.add(o);
    for (const o of one.contrary) contrary.add(o);
    for (const subject of one.bound) bound.add(subject);
  }
  return {
    truth: answers.length === 0 ? 'unknown' : truth,
    used: [...used],
    contrary: [...contrary],
    missing: truth === 'unknown' ? missingOf(answers) : [],
    bound: [...bound],
  };
}

/** Enough to say what to look at; of thousands of clients everything is missing. */
const MOST_MISSING = 16;

function missingOf(answers: readonly Answer[]): Missing[] {
  const missing: Missing[] = [];
  for (const one of answers) {
    if (missing.length >= MOST_MISSING) break;
    if (one.truth === 'unknown') missing.push(...one.missing);
  }
  return missing.slice(0, MOST_MISSING);
}

const FLIP: Record<Truth, Truth> = { yes: 'no', no: 'yes', unknown: 'unknown' };

function compare(
  comparison: Comparison,
  wanted: 'same' | 'differ',
  subject: string,
  factBase: FactBase,
): Answer {
  const places =
    'facts' in comparison
      ? comparison.facts.map((fact) => ({ fact, at: homeOf(fact, subject) ?? subject }))
      : factBase
          .children(subject, comparison.over)
          .filter((at) => !comparison.where || holds(comparison.where, at, factBase).truth === 'yes')
          .map((at) => ({ fact: comparison.fact, at }));
  const seen = places
    .map(({ fact, at }) => ({ at, o: factBase.look(at, fact).counting[0] }))
    .filter((p): p is { at: string; o: Observation } => p.o !== undefined && p.o.value !== null);
  const used = seen.map((p) => p.o);
  const values = new Set(used.map((o) => JSON.stringify(o.value)));
  const all = places.length > 0 && seen.length === places.length;
  const lone = 'over' in comparison && places.length === 1 && all;
  if (values.size > 1 || lone || (all && places.length > 1)) {
    const differs = values.size > 1;
    return {
      ...bare(differs === (wanted === 'differ') ? 'yes' : 'no'),
      used,
      bound: 'over' in comparison ? seen.map((p) => p.at) : [],
    };
  }
  const missing = places.map(({ fact, at }) => ({ subject: at, fact }));
  return { ...bare('unknown'), missing };
}

/** Asks a condition about one subject. Pure. */
export function holds(condition: Condition, subject: string, factBase: FactBase): Answer {
  if ('fact' in condition) return ask(condition, subject, factBase);
  if ('all' in condition)
    return join(
      condition.all.map((c) => holds(c, subject, factBase)),
      'no',
    );
  if ('either' in condition)
    return join(
      condition.either.map((c) => holds(c, subject, factBase)),
      'yes',
    );
  if ('not' in condition) {
    const inner = holds(condition.not, subject, factBase);
    return { ...inner, truth: FLIP[inner.truth], bound: [] };
  }
  if ('same' in condition) return compare(condition.same, 'same', subject, factBase);
  if ('differ' in condition) return compare(condition.differ, 'differ', subject, factBase);
  const every = 'every' in condition;
  const children = factBase.children(subject, every ? condition.every : condition.any);
  const answers = children.map((child) => {
    const answer = holds(condition.where, child, factBase);
    return answer.truth === 'yes' ? { ...answer, bound: [...answer.bound, child] } : answer;
  });
  return join(answers, every ? 'no' : 'yes');
}

/** Every fact that a condition can ask for. */
export function factsOf(condition: Condition): FactName[] {
  if ('fact' in condition) return [condition.fact];
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('either' in condition) return condition.either.flatMap(factsOf);
  if ('not' in condition) return factsOf(condition.not);
  if ('any' in condition || 'every' in condition) return factsOf(condition.where);
  const comparison = 'same' in condition ? condition.same : condition.differ;
  if ('facts' in comparison) return [...comparison.facts];
  return [comparison.fact, ...(comparison.where ? factsOf(comparison.where) : [])];
}
