import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';
import { FOR_ANY_VALUE, FOR_GENERATED } from './ways-of-saying.ts';

const draw = drawFrom(4_711);
const redactor = createRedactor();
const VALUES = {
  'a gateway token': draw('hex', 48),
  'a base64url token': `k${draw('url', 41)}9`,
  'a password': `Sommer${draw('digits', 4)}!`,
  'a pass word with digits': `hunter${draw('digits', 3)}xy`,
};

describe.each(Object.entries(VALUES))('%s is masked', (_, value) => {
  it.each(FOR_ANY_VALUE)('in %s', (_name, say) => {
    const said = redactor.text(say(value));
    expect(said).not.toBe(say(value));
    expect(leaks(said.replaceAll('\0', ''), value), said).toBe(false);
  });
});

it.each(FOR_GENERATED)('a generated value is masked in %s', (_, say) => {
  const value = draw('hex', 24) + draw('hex', 24);
  const said = redactor.text(say(value));
  for (const piece of value.match(/.{16}/g) ?? []) expect(said).not.toContain(piece);
  if (!say(value).includes(value)) expect(leaks(said, value), said).toBe(false);
});

it.each([...FOR_ANY_VALUE, ...FOR_GENERATED])('%s reads the same after a second look', (_, say) => {
  const once = redactor.text(say(VALUES['a base64url token']));
  expect(redactor.text(once)).toBe(once);
});

it.each([
  (s: string) => `Passwort wurde auf ${s} geändert`,
  (s: string) => `A senha do servidor foi alterada para ${s}`,
  (s: string) => `heslo k bráně je ${s}`,
  (s: string) => `wachtwoord gewijzigd naar ${s}`,
])('a password that could be nothing else is masked in a sentence of any language (%#)', (say) => {
  const said = redactor.text(say(VALUES['a password']));
  expect(leaks(said, VALUES['a password']), said).toBe(false);
});

it.each(['starts with', 'ending in', 'begins with'])('what a token %s is masked', (words) => {
  const shown = `${draw('hex', 6)}7c`;
  expect(redactor.text(`the token ${words} ${shown}`)).not.toContain(shown);
});

it('keeps what stands around a value', () => {
  expect(redactor.text(`Server=tcp:sql,1433;Password=${VALUES['a password']};Encrypt=True;`)).toBe(
    'Server=tcp:sql,1433;Password=‹pw›;Encrypt=True;',
  );
  expect(
    redactor.text(`docker run -e GW_TOKEN=${VALUES['a gateway token']} -p 18789:18789 openclaw`),
  ).toMatch(/^docker run -e GW_TOKEN=‹token:[0-9a-f]{8}› -p 18789:18789 openclaw$/);
});
