/** Inputs on which careless patterns take quadratic time: one piece again and again, as long as one line may be. */
import { drawFrom } from './draw.ts';

/** By name; each `size` characters long. */
export function hostileInputs(size: number): Record<string, string> {
  const draw = drawFrom(24);
  const again = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  return {
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
    'long base64': draw('alnum', size),
    'base64 of text': btoa(again('password: x ')).slice(0, size),
    'lines of base64': (btoa(again('password: x ')).slice(0, size).match(/.{76}/g) ?? []).join('\n'),
    digits: draw('digits', size),
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
}
