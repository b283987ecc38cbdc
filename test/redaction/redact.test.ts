/** What never leaves: known values in any coat, shapes that tell themselves, named values. And what must stay. */
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { redactStream } from '../../src/redaction/stream.ts';
import { SHAPES } from '../../src/redaction/vendor-shapes.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(20_261_121);
const KEY = new Uint8Array(32).fill(7);
const secret = draw('alnum', 40);

describe('a known value is masked', () => {
  const coats: readonly [string, string][] = [
    ['as it is', secret],
    ['in base64', btoa(secret)],
    ['in base64, one byte on', btoa(`x${secret}`)],
    ['in base64, two bytes on', btoa(`xy${secret}`)],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in upper-case hex', Buffer.from(secret).toString('hex').toUpperCase()],
    ['between colours', `\u001b[36m${secret}\u001b[0m`],
    ['against other letters', `x${secret}y`],
  ];

  it.each(coats)('%s', (_name, coat) => {
    const said = createRedactor({ known: [secret] }).text(`log line: ${coat} end`);
    expect(said).not.toContain(secret.slice(4, 30));
    expect(said).not.toContain(Buffer.from(secret.slice(6, 24)).toString('base64').slice(2, 20));
    expect(said.toLowerCase()).not.toContain(Buffer.from(secret.slice(4, 24)).toString('hex'));
    expect(said).toContain('log line: ');
    expect(said).toContain(' end');
  });

  it('percent-encoded and JSON-escaped', () => {
    const odd = `p%ss"w/${draw('alnum', 16)}\\é`;
    const redactor = createRedactor({ known: [odd] });
    for (const coat of [encodeURIComponent(odd), JSON.stringify(odd)])
      expect(redactor.text(`v=${coat}`)).not.toContain(odd.slice(8, 22));
  });

  it('R-03 when it lies over the edge of a window', async () => {
    const filler = 'a harmless line of a log that says nothing at all\n'.repeat(2_000);
    for (const shift of [0, 1, 17, 39]) {
      const text = `${filler.slice(0, 16_384 - 20 - shift)}${secret}\n${filler}`;
      expect(createRedactor({ known: [secret] }).text(text)).not.toContain(secret.slice(0, 12));
      const pieces = [];
      const chunks = [text.slice(0, 16_380), text.slice(16_380)];
      for await (const piece of redactStream(createRedactor({ known: [secret] }), chunks)) pieces.push(piece);
      expect(pieces.join('')).not.toContain(secret.slice(0, 12));
    }
  });

  it('R-15 but a word that everybody uses wipes no diagnosis', () => {
    const line = 'gateway token mismatch: true, null and default stay';
    expect(createRedactor({ known: ['token', 'true', 'null', 'abc'] }).text(line)).toBe(line);
  });
});

describe('a shape that tells itself is masked:', () => {
  it.each(SHAPES.map((shape) => [shape.name, shape] as const))('%s', (_name, shape) => {
    for (let round = 0; round < 5; round += 1) {
      const token = shape.example(draw);
      const said = createRedactor().text(`request failed with ${token} at 12:00`);
      expect(said).not.toContain(token);
    }
    for (const harmless of shape.leavesAlone) expect(createRedactor().text(harmless)).toBe(harmless);
  });
});

describe('a named value is masked', () => {
  const value = draw('alnum', 14);
  it.each([
    `OPENCLAW_GATEWAY_TOKEN=${value}`,
    `"botToken": "${value}"`,
    `openclaw gateway run --token ${value}`,
    `Authorization: Bearer ${value}${value}`,
    `postgres://bot:${value}@db.internal:5432/x`,
    `password: ${value}`,
    `Passwort=${value}`,
  ])('%s', (line) => {
    expect(createRedactor().text(line)).not.toContain(value);
  });
});

describe('R-02 what diagnosis needs stays', () => {
  it.each([
    'unauthorized conn=3f2a9c1e-7d44-4a52-9a0b-5be4f6a7c811 client=cli reason=token_mismatch',
    'config hot reload applied (gateway.auth.token)',
    'gateway closed (1000 normal closure): no close reason',
    'listening on ws://127.0.0.1:18789, 10.0.0.7 and [::1]',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'max_tokens=4096 total_tokens: 1812 tokenizer=cl100k',
    ['token: $', '{OPENCLAW_GATEWAY_TOKEN}'].join(''),
    'openclaw 2026.9.6 (eb377ac) pid 4711 session agent:main:main',
  ])('%s', (line) => {
    expect(createRedactor({ known: [secret] }).text(line)).toBe(line);
  });
});

describe('placeholders', () => {
  it('R-10 R-11 are equal for equal values under one key, and differ for others', () => {
    const other = draw('alnum', 40);
    const redactor = createRedactor({ key: KEY, known: [secret, other] });
    const [one, two, three] = [secret, secret, other].map((value) => redactor.text(`x ${value}`));
    expect(one).toBe(two);
    expect(one).not.toBe(three);
    expect(createRedactor({ key: KEY, known: [secret] }).text(`x ${secret}`)).toBe(one);
  });

  it('R-18 are left alone by a second look', () => {
    const redactor = createRedactor({ known: [secret] });
    const lines = SHAPES.map(
      (shape) => `token: ${shape.example(draw)} password=${draw('alnum', 12)} ${secret}`,
    );
    const once = redactor.text(lines.join('\n'));
    expect(redactor.text(once)).toBe(once);
  });

  it('are counted', () => {
    const redactor = createRedactor({ known: [{ value: secret, kind: 'token' }] });
    redactor.text(`${secret} and ${secret}`);
    expect(redactor.counts()).toMatchObject({ token: 2 });
  });
});

it('R-16 a text that takes too long is withheld, not passed on', () => {
  let time = 0;
  const redactor = createRedactor({
    known: [secret],
    clock: () => {
      time += 60_000;
      return time;
    },
  });
  const said = redactor.text(`${'some line of a log\n'.repeat(5_000)}${secret}`);
  expect(said).not.toContain(secret);
  expect(said).toContain('unredactable');
});

it('values inside JSON are masked by their name', () => {
  const config = { gateway: { auth: { token: draw('alnum', 20) }, port: 18_789 }, note: 'harmless' };
  const said = createRedactor().value(config);
  expect(said.gateway.auth.token).not.toBe(config.gateway.auth.token);
  expect(said).toMatchObject({ gateway: { port: 18_789 }, note: 'harmless' });
});
