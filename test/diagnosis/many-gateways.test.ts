/** Many gateways and clients in one look: the work grows with the evidence, and not with its square. */
import { expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import { openFactBase } from '../../src/diagnosis/fact-base.ts';
import type { Rule } from '../../src/diagnosis/rule.ts';
import type { Evidence, Fact } from '../../src/protocol/evidence.ts';
import { NOW } from './cases/case.ts';

const look = (facts: Fact[], more: Partial<Evidence> = {}): Evidence => ({
  probe: 'p',
  subject: 'host',
  source: 's',
  at: new Date(NOW).toISOString(),
  how: 'live',
  look: 'seen',
  facts,
  ...more,
});
const count = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Rules that each wait for a word of their own, and count how often they are asked. */
function counting(n: number): { rules: Rule[]; asked: () => number } {
  let asked = 0;
  const rules = count(n).map((i): Rule => {
    const decisive = {
      fact: 'config.sign' as const,
      get is() {
        asked += 1;
        return `word-${i}`;
      },
    };
    return { ...(RULES[0] as Rule), id: `rule-${i}`, decisive, hints: [], suppresses: [] };
  });
  return { rules, asked: () => asked };
}

it('a rule is asked only of the gateway that one of its facts was seen of', () => {
  const askedOf = (n: number): number => {
    const { rules, asked } = counting(n);
    const facts = count(n).map((i) => ({
      fact: 'config.sign',
      subject: `gateway:g${i}`,
      value: `word-${i}`,
    }));
    classify([look([])], NOW, rules);
    const before = asked();
    expect(classify([look(facts)], NOW, rules).findings).toHaveLength(n);
    return asked() - before;
  };
  expect(askedOf(200) / askedOf(100)).toBeLessThan(2.5);
});

it('what is seen of the host is asked about on every gateway', () => {
  const facts = [
    { fact: 'gateway.process.count', subject: 'gateway:a', value: 1 },
    { fact: 'gateway.process.count', subject: 'gateway:b', value: 1 },
    { fact: 'host.memory.available-percent', subject: 'host', value: 1 },
  ];
  const factBase = openFactBase([look(facts)], NOW);
  const seen = (gateway: string) =>
    factBase
      .seenOf(gateway)
      .flatMap((set) => [...set])
      .sort();
  expect(seen('gateway:a')).toEqual(['gateway.process.count', 'host.memory.available-percent']);
  expect(seen('gateway:b')).toEqual(seen('gateway:a'));
});

it.each([
  ['a fact that no probe gives', { fact: 'made.up', subject: 'gateway:ghost', value: 1 }, []],
  ['a fact of another kind of thing', { fact: 'host.platform', subject: 'gateway:ghost', value: 'x' }, []],
  [
    'a fact of the gateway',
    { fact: 'gateway.process.count', subject: 'gateway:real', value: 1 },
    ['gateway:real'],
  ],
  [
    'a fact of its client',
    { fact: 'connect.hello', subject: 'gateway:real/client:x', value: true },
    ['gateway:real'],
  ],
])('a gateway is named by %s: %o → %o', (_name, fact, named) => {
  expect(openFactBase([look([fact])], NOW).gateways).toEqual(named);
});

it('a gateway that a probe could not look at is named too', () => {
  const dark = look([], { subject: 'gateway:dark', look: 'unavailable', why: 'no right' });
  expect(openFactBase([dark], NOW).gateways).toEqual(['gateway:dark']);
});

it('children are found under each step above them', () => {
  const facts = ['gateway:a/agent:m', 'gateway:a/agent:m/process:1', 'gateway:ab/agent:n'].map((subject) => ({
    fact: 'made.up',
    subject,
    value: 1,
  }));
  const factBase = openFactBase([look(facts)], NOW);
  expect(factBase.children('gateway:a', 'agent')).toEqual(['gateway:a/agent:m']);
  expect(factBase.children('gateway:a', 'process')).toEqual(['gateway:a/agent:m/process:1']);
  expect(factBase.children('gateway:a/agent:m', 'process')).toEqual(['gateway:a/agent:m/process:1']);
});
