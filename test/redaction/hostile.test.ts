import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(24);
const SIZE = 131_072;
const again = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

/** Inputs on which careless patterns take quadratic time: with one of those, this file would not end in time. */
const HOSTILE: Record<string, string> = {
  'addresses without end': again('https://a:'),
  assignments: again('token='),
  'assignments with spaces': again('token= '),
  'quoted keys': again('key: "'),
  heads: again(['-----BEGIN', 'PRIVATE KEY-----'].join(' ')),
  'heads on lines': again(`${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\n`),
  feet: again(`${['-----END', 'PRIVATE KEY-----'].join(' ')}\n`),
  quotes: again('"'),
  'nested quotes': again('\\"token\\":\\"'),
  backslashes: again('\\'),
  'long base64': draw('alnum', SIZE),
  'base64 of text': btoa(again('password: x ')).slice(0, SIZE),
  'lines of base64': (btoa(again('password: x ')).slice(0, SIZE).match(/.{76}/g) ?? []).join('\n'),
  digits: draw('digits', SIZE),
  colons: again('ab:'),
  'at signs': again('a.b@a.'),
  'percent signs': again('%25'),
  entities: again('&#65;'),
  escapes: again('\\u0041'),
  colours: again('\u001b[31m'),
  commands: again('curl -u '),
  cookies: again('cookie=a='),
  headers: again('headers: { a: "'),
  tags: again('<token '),
  'dots of partial values': again('abc123…'),
  prompts: again('$ config get token\n'),
  tables: again('token | '),
  Chinese: again('密码是'),
  'prefixes of vendors': again('xoxb-'),
  groups: again('token: 12ab 12ab '),
  homes: again('/home/'),
};

it.each(Object.entries(HOSTILE))('%s are read to the end, and the same at a second look', (_, text) => {
  const redactor = createRedactor({ key: new Uint8Array(32), clock: () => 0 });
  const once = redactor.text(text);
  expect(once.length).toBeGreaterThan(0);
  expect(redactor.text(once)).toBe(once);
});
