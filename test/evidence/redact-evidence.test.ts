import { describe, expect, it } from 'vitest';
import { OTHER } from '../../src/evidence/closed-facts.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { redactEvidence } from '../../src/evidence/redact-evidence.ts';
import { type Evidence, Subject } from '../../src/protocol/evidence.ts';
import { createRedactor } from '../../src/redaction/redact.ts';

const SECRET = `sk-ant-api03-${'Zq7Lm2Xw9'.repeat(5)}`;
const RAW: Evidence = {
  probe: 'log-tail',
  subject: 'gateway:default',
  source: `/var/log/${SECRET}.log`,
  at: '2026-11-21T03:12:00.000Z',
  how: 'log',
  look: 'seen',
  why: `token=${SECRET}`,
  text: `Authorization: Bearer ${SECRET} port 18789`,
  facts: [
    { fact: 'log.last', subject: 'gateway:default', value: `key ${SECRET}`, quote: `api_key=${SECRET}` },
    { fact: 'log.words', subject: 'gateway:default', value: ['fine', SECRET] },
  ],
};

it('leaves no field as it was where a secret stood', () => {
  const clean = redactEvidence(createRedactor({}), RAW);
  expect(JSON.stringify(clean)).not.toContain('Zq7Lm2Xw9');
  expect(clean).toMatchObject({ probe: 'log-tail', look: 'seen', at: RAW.at });
  expect(clean.text).toContain('port 18789');
});

it('changes nothing the second time: what the host has redacted stays as it is', () => {
  const once = redactEvidence(createRedactor({}), RAW);
  expect(redactEvidence(createRedactor({}), once)).toEqual(once);
});

it('tells only that it failed when the redactor does', () => {
  const broken = {
    text: () => {
      throw new Error(SECRET);
    },
  };
  const clean = redactEvidence(broken, { ...RAW, subject: `gateway:default/agent:${SECRET}`, probe: SECRET });
  expect(clean).toMatchObject({ look: 'unavailable', text: '', facts: [], source: 'unknown' });
  expect(clean.subject).toBe('gateway:‹secret›/agent:‹secret›');
  expect(JSON.stringify(clean)).not.toContain('Zq7Lm2Xw9');
});

describe('subjects', () => {
  const token = ['9f2c81d0', 'a7b3e654'].join('').repeat(3);
  const on = (subject: string): Evidence => ({
    ...RAW,
    subject,
    facts: [{ fact: 'agent.workspace.exists', subject, value: true }],
  });
  const shown = (subject: string, known: string[] = []) =>
    redactEvidence(createRedactor({ key: new Uint8Array(32), known }), on(subject));

  it.each([
    ['an agent called like the token', `gateway:default/agent:${token}`, [token]],
    ['an agent called like a known password', 'gateway:default/agent:Sommer-2026-xy', ['Sommer-2026-xy']],
    ['a gateway called like a token of a vendor', `gateway:${SECRET}/client:cli`, []],
    ['a client called like one', `gateway:default/client:${SECRET}`, []],
  ])('%s leaves no name', (_, subject, known) => {
    const clean = shown(subject, known);
    expect(JSON.stringify(clean)).not.toMatch(/Zq7Lm2Xw9|9f2c81d0|Sommer/);
    expect(Subject.safeParse(clean.subject).success).toBe(true);
    expect(clean.facts[0]?.subject).toBe(clean.subject);
    expect(redactEvidence(createRedactor({}), clean)).toEqual(clean);
  });

  it('one value has one placeholder, another has another, so that facts still join', () => {
    const other = token.replace('9f', '7e');
    const of = (id: string) => shown(`gateway:default/agent:${id}`, [token, other]).subject;
    expect(of(token)).toBe(of(token));
    expect(of(token)).not.toBe(of(other));
  });

  it.each([
    'host',
    'gateway:default',
    'gateway:default/agent:main',
    'gateway:work/client:probe',
    'gateway:default/client:0c5be3a1-77d2-4f7e-9d51-0c5be3a177d2',
    'gateway:default/credential:file-token',
    'gateway:default/process:4711',
  ])('%s stays', (subject) => {
    expect(shown(subject).subject).toBe(subject);
  });
});

describe('enumerations', () => {
  const random = 'k3Jx9Qw7Lm2Zt5Vb8Nc4Rp6Ys1';
  const closed = Object.entries(DICTIONARY).filter(([, entry]) => 'closed' in entry);
  const toldOf = (fact: string, value: string): unknown =>
    redactEvidence(createRedactor({}), { ...RAW, facts: [{ fact, subject: 'gateway:default', value }] })
      .facts[0]?.value;

  it('are those that a file or an answer fills in', () => {
    expect(closed.map(([fact]) => fact).sort()).toEqual([
      'config.bind',
      'config.mode',
      'config.reload-mode',
      'config.written-by',
      'credential.kind',
      'credential.reference',
      'gateway.auth.mode',
    ]);
  });

  it.each(closed)('%s tells its words and nothing else', (fact, entry) => {
    for (const word of 'words' in entry ? entry.words : ['2026.9.6', '2026.8.1-beta.2'])
      expect(toldOf(fact, word)).toBe(word);
    for (const strange of [random, `2026.9.6-${random}`, 'maulwurf'])
      expect(toldOf(fact, strange)).toBe(OTHER);
  });
});

it('a fact whose name is a secret is left out, and no field of the envelope carries one', () => {
  const known = ['abcdefghij.klmnop.qrstuvwxyz'];
  const clean = redactEvidence(createRedactor({ known: [...known, 'k3Jx9Qw7Lm2Zt5Vb8Nc4'] }), {
    ...RAW,
    probe: 'k3Jx9Qw7Lm2Zt5Vb8Nc4',
    at: 'k3Jx9Qw7Lm2Zt5Vb8Nc4',
    facts: [{ fact: known[0] as string, subject: 'host', value: 1, at: 'k3Jx9Qw7Lm2Zt5Vb8Nc4' }],
  });
  expect(clean.facts).toEqual([]);
  expect(JSON.stringify(clean)).not.toContain('k3Jx9Qw7');
});
