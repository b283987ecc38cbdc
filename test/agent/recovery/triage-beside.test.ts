/** What a turn that worked refutes, and what it does not. */
import { expect, it } from 'vitest';
import { notRefuted } from '../../../src/agent/recovery/triage-beside.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';

const AT = Date.parse('2026-01-01T10:00:00Z');
const fact = (name: string, at?: string) => ({
  fact: name,
  subject: 'gateway:default',
  value: 'x',
  ...(at ? { at } : {}),
});
const evidence = (...facts: object[]) =>
  [{ probe: 'log-tail', subject: 'gateway:default', facts }] as never as Evidence[];
const left = (...facts: object[]) =>
  notRefuted(evidence(...facts), AT).flatMap((one) => one.facts.map((each) => each.fact));

it('what was said of runs before it is void', () => {
  expect(
    left(fact('model.sign', '2026-01-01T09:59:00Z'), fact('runs.failing'), fact('runs.last-error')),
  ).toEqual([]);
});

it('what is said of them afterwards counts', () => {
  expect(left(fact('model.sign', '2026-01-01T10:00:01Z'))).toEqual(['model.sign']);
});

it('nothing else is touched: no configuration is mended by a turn', () => {
  const others = ['agent.model.in-catalogue', 'policy.sign', 'agent.model.route'];
  expect(left(...others.map((name) => fact(name, '2026-01-01T09:00:00Z')))).toEqual(others);
});

it('without a turn all of it counts', () => {
  const all = evidence(fact('model.sign', '2020-01-01T00:00:00Z'), fact('runs.failing'));
  expect(notRefuted(all, undefined)).toEqual(all);
});
