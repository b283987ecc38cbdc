/** What leaves the team goes through a finer net than what Slack gets, and diagnosis can still be read in it. */
import { describe, expect, it } from 'vitest';
import { publishRedactor } from '../../src/redaction/publish.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { gatewayLog, harmlessLines } from './corpus.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(14);
const key = new Uint8Array(32);

describe('a long generated run goes where nothing excuses it', () => {
  const run = `${draw('alnum', 15)}7${draw('alnum', 16)}`;
  it.each([
    ['alone on its line', run, '‹secret'],
    ['behind a name of no meaning', `x=${run}`, 'x=‹secret'],
    ['in JSON', `{"blob":"${run}"}`, '{"blob":"‹secret'],
    ['in a path', `open /run/x/${run}/sock`, 'open /run/x/‹secret'],
  ])('%s', (_, text, begins) => {
    expect(createRedactor({ key }).text(text)).toBe(text);
    expect(publishRedactor({ key }).text(text).startsWith(begins)).toBe(true);
  });

  it.each([
    ['an id', `id=${run}`],
    ['a digest', `sha256: ${run}`],
    ['a pod', `/kubepods/pod${[8, 4, 4, 4, 12].map((n) => draw('hex', n)).join('-')}/x`],
    [
      'a certificate',
      `-----BEGIN CERTIFICATE-----\nMII${draw('alnum', 61)}\n${draw('alnum', 40)}\n-----END CERTIFICATE-----`,
    ],
    [
      'a public key of ssh',
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${draw('alnum', 8)}/${draw('alnum', 34)} host-key`,
    ],
    ['a public key', `{"kty":"OKP","crv":"Ed25519","x":"${draw('url', 43)}"}`],
  ])('and %s stays', (_, text) => {
    expect(publishRedactor({ key }).text(text)).toBe(text);
  });
});

it('diagnosis stays: every harmless line of ours, and a log without secrets', () => {
  const redactor = publishRedactor({ key });
  expect(harmlessLines(draw).filter((line) => redactor.text(line) !== line)).toEqual([]);
  const log = gatewayLog(draw, 200_000, 'unset');
  expect(redactor.text(log)).toBe(log);
});

it('R-15 a secret that is a common word goes behind its name, and nowhere else', () => {
  const known = [
    { path: 'gateway.auth.password', value: 'gateway' },
    { path: 'OPENCLAW_GATEWAY_TOKEN', value: 'main' },
    { path: 'pin', value: 'ab' },
  ];
  const redactor = publishRedactor({ key, known });
  const log = 'gateway ready on main: session main:main, password is set, --token $TOKEN\n';
  expect(redactor.text(log)).toBe(log);
  expect(redactor.text('"password": "gateway"')).toBe('"password": "‹pw›"');
  expect(redactor.text('OPENCLAW_GATEWAY_TOKEN=main')).toMatch(/^OPENCLAW_GATEWAY_TOKEN=‹\w+›$/);
  expect(redactor.text('run --password gateway --port 1')).toBe('run --password ‹pw› --port 1');
});

it('what was masked is told by rule and kind, and never what', () => {
  const secret = draw('hex', 48);
  const redactor = publishRedactor({ key, known: [{ path: 'gateway.auth.token', value: secret }] });
  redactor.text(`a ${secret} b\nmail sofia@corp.example\nx=${draw('alnum', 15)}8${draw('alnum', 16)}\n`);
  expect(redactor.tally()).toEqual([
    { rule: 'known values', kind: 'token', count: 1 },
    { rule: 'people', kind: 'email', count: 1 },
    { rule: 'what looks generated', kind: 'secret', count: 1 },
  ]);
  expect(redactor.counts()).toEqual({ token: 1, email: 1, secret: 1 });
});

it('R-16 a layer that throws, or takes too long, lets nothing of its stretch out', () => {
  const secret = draw('alnum', 32);
  let calls = 0;
  const late = publishRedactor({ key, clock: () => calls++ * 3_000 }).text(`password=${secret}\n`);
  expect(late).toMatch(/^‹unredactable 42 bytes hmac:[0-9a-f]{8}›$/);
  const broken = createRedactor({
    key,
    more: () => [
      () => {
        throw new RangeError(secret);
      },
    ],
  });
  expect(broken.text(`password=${secret}\n`)).toMatch(/^‹unredactable 42 bytes hmac:[0-9a-f]{8}›$/);
});

it('twice is once, and placeholders of a first redaction stay', () => {
  const known = [{ path: 'gateway.auth.token', value: draw('hex', 48) }];
  const redactor = publishRedactor({ key, known });
  const once = redactor.text(`token=${known[0]?.value} x=${draw('alnum', 40)}\nmail a.b@corp.example\n`);
  expect(redactor.text(once)).toBe(once);
  expect(createRedactor({ key }).text(once)).toBe(once);
  expect(publishRedactor({ key: new Uint8Array(32).fill(1) }).text(once)).toBe(once);
});
