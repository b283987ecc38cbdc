/** Tags tell equal values from others without the values, within one incident and nowhere else. */
import { expect, it } from 'vitest';
import { incidentKey } from '../../src/redaction/incident-key.ts';
import { placeholderWriter } from '../../src/redaction/placeholder.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(1_013);
const FLEET = new Uint8Array(32).fill(9);
const tagOf = (redactor: { text(input: string): string }, text: string) =>
  /‹\w+:([0-9a-f]{8})›/.exec(redactor.text(text))?.[1];

const value = draw('hex', 48);
const places = [
  `{"gateway":{"auth":{"token":"${value}"}}}`,
  `OPENCLAW_GATEWAY_TOKEN=${value}`,
  `ExecStart=/usr/bin/openclaw gateway --token ${value}`,
  `unauthorized: got ${Buffer.from(value).toString('hex')}`,
  `wss://gw.internal/?token=${encodeURIComponent(value)}`,
];

it('R-10 one value has one tag in configuration, environment, unit and log', () => {
  const redactor = createRedactor({ known: [value] });
  const tags = places.map((place) => tagOf(redactor, place));
  expect(tags[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(new Set(tags).size).toBe(1);
});

it('R-11 another value has another tag', () => {
  const redactor = createRedactor();
  expect(tagOf(redactor, `token=${draw('hex', 48)}`)).not.toBe(tagOf(redactor, `token=${draw('hex', 48)}`));
});

it('R-12 hosts with one fleet key agree on a value within an incident', () => {
  const [one, other] = [1, 2].map(() => createRedactor({ key: incidentKey(FLEET, 'inc-1') }));
  expect(tagOf(one as never, `token=${value}`)).toBe(tagOf(other as never, `token=${value}`));
});

it('R-13 across incidents, and without a fleet key across hosts, tags say nothing', () => {
  const redactors = [
    createRedactor({ key: incidentKey(FLEET, 'inc-1') }),
    createRedactor({ key: incidentKey(FLEET, 'inc-2') }),
    createRedactor(),
    createRedactor(),
  ];
  expect(new Set(redactors.map((redactor) => tagOf(redactor, `token=${value}`))).size).toBe(4);
});

it('R-14 among 50,000 values about one tag in 2^32 is shared', () => {
  const write = placeholderWriter(FLEET);
  const shown = new Set(Array.from({ length: 50_000 }, () => write('token', draw('hex', 48))));
  // 0.3 are expected; a tag of 24 bits would give 75.
  expect(50_000 - shown.size).toBeLessThanOrEqual(3);
});
