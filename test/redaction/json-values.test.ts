import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(5);
const redactor = createRedactor({ key: new Uint8Array(32) });

it('strings go by the name above them, others are read as text', () => {
  const shown = redactor.value({
    gateway: {
      port: 18_789,
      auth: { mode: 'token', token: 'letmein-2026' },
      tls: { key: draw('alnum', 64) },
    },
    env: [
      { name: 'GW_PASSWORD', value: 'hunter2xy' },
      { name: 'TZ', value: 'UTC' },
    ],
    headers: { 'X-Team': draw('alnum', 24), 'content-type': 'application/json' },
    apiKey: { source: 'env', provider: 'default', id: 'ANTHROPIC_API_KEY' },
    note: 'mail from olivia@example.org',
    sessionKey: 'agent:main:main',
    maxTokens: 4096,
    pin: 123_456,
  });
  expect(shown).toMatchObject({
    gateway: {
      port: 18_789,
      auth: { mode: 'token', token: '‹token›' },
      tls: { key: expect.stringMatching(/^‹key:/) },
    },
    env: [
      { name: 'GW_PASSWORD', value: '‹pw›' },
      { name: 'TZ', value: 'UTC' },
    ],
    headers: { 'X-Team': expect.stringMatching(/^‹credential/), 'content-type': 'application/json' },
    apiKey: { source: 'env', provider: 'default', id: 'ANTHROPIC_API_KEY' },
    note: expect.stringMatching(/^mail from ‹email:/),
    sessionKey: 'agent:main:main',
    maxTokens: 4096,
    pin: '‹code›',
  });
  expect(redactor.value(shown)).toEqual(shown);
});

it('keys are read too, and two that look alike afterwards both stay', () => {
  const shown = redactor.value({ [`xoxb-${draw('digits', 12)}-${draw('alnum', 24)}`]: 1, port: 2 });
  expect(Object.keys(shown)).toEqual([expect.stringMatching(/^‹token:/), 'port']);
  expect(Object.keys(redactor.value({ 'a@example.org': 1, 'a@example.org ': 2 }))).toHaveLength(2);
});

it('a hostile key sets no prototype, and depth has an end', () => {
  const hostile = JSON.parse('{"__proto__":{"admin":true}}');
  expect((redactor.value(hostile) as { admin?: boolean }).admin).toBeUndefined();
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(JSON.stringify(redactor.value(deep)).length).toBeLessThan(1_000);
});
