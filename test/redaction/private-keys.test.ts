import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';

const draw = drawFrom(64);
const lines = Array.from({ length: 4 }, () => draw('alnum', 64));
const HEAD = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
const FOOT = ['-----END', 'PRIVATE KEY-----'].join(' ');

it.each([
  ['as a block', `${HEAD}\n${lines.join('\n')}\n${FOOT}\nlistening`],
  ['on one line of JSON', `{"key":"${HEAD}\\n${lines.join('\\n')}\\n${FOOT}"} listening`],
  ['cut off', `${HEAD}\n${lines.join('\n')}\n[truncated]\nlistening`],
  ['without its head', `${lines.join('\n')}\n${FOOT}\nlistening`],
  ['with spaces for line breaks', `${HEAD} ${lines.join(' ')} ${FOOT} listening`],
  [
    'in a log, line by line',
    [HEAD, ...lines, FOOT]
      .map((line) => `Nov 02 gw[9]: ${line}`)
      .join('\n')
      .concat('\nlistening'),
  ],
  [
    'in a quoted mail',
    [HEAD, ...lines, FOOT]
      .map((line) => `> ${line}`)
      .join('\n')
      .concat('\nlistening'),
  ],
  ['as a JSON Web Key', `{"kty":"OKP","crv":"Ed25519","x":"abc","d":"${lines[0]}"} listening`],
])('a private key %s is masked', (_, text) => {
  const said = createRedactor().text(text);
  for (const line of lines) expect(leaks(said, line), said).toBe(false);
  expect(said).toContain('listening');
});
