import { expect, it } from 'vitest';
import { redactEvidence } from '../../src/evidence/redact-evidence.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
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
  const clean = redactEvidence(broken, RAW);
  expect(clean).toMatchObject({ look: 'unavailable', text: '', facts: [], source: 'log-tail' });
  expect(JSON.stringify(clean.why)).not.toContain(SECRET);
});
