/** The index leaves out only rules that have nothing to say. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify, weigh } from '../../src/diagnosis/classify.ts';
import { openFactBase } from '../../src/diagnosis/fact-base.ts';
import type { Rule } from '../../src/diagnosis/rule.ts';
import { indexOf } from '../../src/diagnosis/rule-index.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import type { Evidence, FactValue, How } from '../../src/protocol/evidence.ts';
import { GATEWAY, NOW } from './cases/case.ts';

const at = new Date(NOW).toISOString();
const seen = (fact: string, subject: string, value: FactValue, how: How): Evidence => ({
  probe: 'p',
  subject: GATEWAY,
  source: 's',
  at,
  how,
  look: 'seen',
  facts: [{ fact, subject, value }],
});

/** One sighting of each fact of the dictionary, with each of its words, or of each type. */
const citations = Object.entries(DICTIONARY).flatMap(([fact, entry]) => {
  const subject =
    entry.on === 'host' ? 'host' : entry.on === 'gateway' ? GATEWAY : `${GATEWAY}/${entry.on}:x`;
  const values: FactValue[] =
    'words' in entry
      ? [...entry.words]
      : entry.type === 'number'
        ? [0, 1e9]
        : entry.type === 'flag'
          ? [true, false]
          : entry.type === 'list'
            ? [['x']]
            : ['x', 'running'];
  return values.map((value) => ({ fact, subject, value }));
});

describe('of every fact in the dictionary, seen alone,', () => {
  it.each(['live', 'log', 'pasted', 'told'] as const)(
    '%s, the index finds all rules that have anything to say',
    (how) => {
      const missed = citations.flatMap(({ fact, subject, value }) => {
        const factBase = openFactBase([seen(fact, subject, value, how)], NOW);
        const reach = new Set(indexOf(RULES).inReach(factBase, GATEWAY));
        return RULES.filter((rule) => !reach.has(rule) && weigh(rule, GATEWAY, factBase) !== null).map(
          (rule) => `${rule.id}: ${fact}=${String(value)}`,
        );
      });
      expect(missed).toEqual([]);
    },
  );
});

it('rules of other facts are not asked at all', () => {
  const strangers: Rule[] = RULES.map((rule, n) => ({
    ...rule,
    id: `other-${n}`,
    hints: [],
    decisive: { fact: 'config.sign', is: `never-${n}` },
  }));
  const factBase = openFactBase([seen('config.sign', GATEWAY, 'invalid', 'pasted')], NOW);
  expect(indexOf(strangers).inReach(factBase, GATEWAY)).toEqual([]);
  const evidence = [seen('gateway.disk.read-only', GATEWAY, true, 'live')];
  expect(classify(evidence, NOW, [...RULES, ...strangers]).findings).toEqual(
    classify(evidence, NOW).findings,
  );
});
