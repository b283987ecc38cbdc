/** Secrets that something took apart on the way: a terminal, a colour, a line end, an encoding. */
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { redactStream } from '../../src/redaction/stream.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';

const draw = drawFrom(308);
const secret = draw('hex', 48);
const plain = (text: string) => text.replace(/[\0\s]|\u001b\[[\d;]*m/g, '');
const pieces = (text: string, size: number) => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];

/** With the value known, and with nothing but its name. */
const redactors = { known: createRedactor({ known: [secret] }), named: createRedactor() };

describe.each(Object.entries(redactors))('a %s secret', (_, redactor) => {
  it.each([1, 2, 3, 7, 16, 47])('R-04 in chunks of %i is masked', async (size) => {
    const chunks = pieces(`before\ntoken=${secret}\nafter\n`, size);
    let said = '';
    for await (const piece of redactStream(redactor, chunks)) said += piece;
    expect(leaks(said, secret), said).toBe(false);
    expect(said).toMatch(/^before\n.*\nafter\n$/s);
  });

  it.each([16, 20, 32, 40])('R-05 wrapped after %i characters is masked', (width) => {
    const said = redactor.text(`token=${pieces(secret, width).join('\n    ')}\nafter`);
    expect(leaks(plain(said), secret), said).toBe(false);
    expect(said).toContain('after');
  });

  it.each([1, 4, 11])('R-06 with a colour after every %i characters is masked', (size) => {
    const said = redactor.text(`token=${pieces(secret, size).join('\u001b[36m')}\u001b[0m after`);
    expect(leaks(plain(said), secret), said).toBe(false);
    expect(said).toContain('after');
  });

  it.each(['\r\n', '\n', '\r'])('R-07 before %j is masked, and the line end stays', (end) => {
    const said = redactor.text(`a${end}token: ${secret}${end}port: 18789${end}`);
    expect(leaks(said, secret), said).toBe(false);
    expect(said).toContain(`${end}port: 18789${end}`);
  });

  it.each([
    ['UTF-16, least byte first', Buffer.from(`token=${secret} after`, 'utf16le')],
    ['UTF-16, most byte first', Buffer.from(`token=${secret} after`, 'utf16le').swap16()],
    [
      'UTF-8 with broken bytes around',
      Buffer.concat([Buffer.from([0xff, 0xc3]), Buffer.from(`token=${secret}`), Buffer.from([0xe2, 0x82])]),
    ],
  ])('R-08 in %s is masked', (_name, bytes) => {
    const said = redactor.text(bytes.toString('utf8'));
    expect(leaks(plain(said), secret), said).toBe(false);
  });
});

it('R-08 a lone half of a surrogate pair stops nothing', () => {
  const said = redactors.named.text(`\ud83d token=${secret} \ude00 after`);
  expect(leaks(said, secret)).toBe(false);
  expect(said).toMatch(/^\ud83d .* \ude00 after$/);
});
