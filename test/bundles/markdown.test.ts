/** Words from evidence stay words in Markdown, whatever dialect reads it. */
import { describe, expect, it } from 'vitest';
import {
  bold,
  code,
  commands,
  evidence,
  heading,
  list,
  paragraph,
  plain,
  table,
} from '../../src/bundles/blocks.ts';
import { markdown } from '../../src/bundles/markdown.ts';
import type { Document } from '../../src/protocol/document.ts';
import { SEEN, UNSEEN } from './hostile.ts';

const everywhere = (text: string): Document => [
  heading(2, text),
  paragraph([plain(text), plain(' '), bold(text), plain(' '), code(text)]),
  list([text, [code(text)], [bold(text)]]),
  table(['a', 'b'], [[text, [code(text)]]]),
  evidence(text, text),
  ...commands([text]),
];

/** What is left once fences, spans of code and escaped signs are taken out: only markup of ours. */
function unescaped(text: string): string {
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^(`{3,})(?:text|sh)$/.exec(lines[at] ?? '')?.[1];
    if (fence === undefined) {
      out.push(lines[at] ?? '');
      continue;
    }
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) return `a fence that never ends: ${text}`;
    at = end;
  }
  return out
    .join('\n')
    .replace(/\\[\p{P}\p{S}]/gu, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}

const DANGEROUS =
  /[<[\]`~$]|!\[|:\/\/|www\.|mailto:|&[#a-z]|@[\p{L}\p{N}_-]|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/iu;

/** But line ends and tabs. */
const UNSEEN_SIGNS = /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

describe.each([
  ['seen', SEEN],
  ['never looked at', UNSEEN],
])('text that would be more than text (%s)', (_, rows) => {
  it.each(rows.map((row) => [row]))('%j is words', (row) => {
    const text = markdown(everywhere(row));
    expect(unescaped(text)).not.toMatch(DANGEROUS);
    expect(text).not.toMatch(UNSEEN_SIGNS);
    const starts = unescaped(text)
      .split('\n')
      .filter((line) => /^\s*(?:[#>+=]|---|===|\d+[.)])/.test(line));
    expect(starts.filter((line) => !/^(?:## |- |\| )/.test(line))).toEqual([]);
  });
});

describe('in Markdown', () => {
  it.each<[string, Document, string]>([
    [
      'a fence is longer than the evidence’s own',
      [evidence('log', '````\nx')],
      '`log`\n\n`````text\n````\nx\n`````\n',
    ],
    [
      'a bar in a cell does not end it',
      [table(['a'], [['x|y', 'z'], [[code('x|y')]]])],
      '| a |\n| --- |\n| x\\|y |\n| `x\\|y` |\n',
    ],
    ['a backtick in code is inside it', [paragraph([code('a`b')])], '``a`b``\n'],
    ['a mention has a hair of room', [paragraph('@here')], '@\u200ahere\n'],
    ['a number at the start is no list', [paragraph('1. x')], '1\\. x\n'],
    ['an address stays words', [paragraph('see http://a.example')], 'see http\\://a.example\n'],
    [
      'a link of ours is one',
      [paragraph([{ text: '#7', link: 'https://github.com/x/y/issues/7' }])],
      '[#7](<https://github.com/x/y/issues/7>)\n',
    ],
  ])('%s', (_, document, expected) => {
    expect(markdown(document)).toBe(expected);
  });

  it('the check itself finds what is not escaped', () => {
    expect(unescaped('a [link](x)')).toMatch(DANGEROUS);
    expect(unescaped('see http://a.example')).toMatch(DANGEROUS);
    expect(unescaped('```text\n```\n<b>')).toMatch(DANGEROUS);
    expect(unescaped('`a`b`')).toMatch(DANGEROUS);
  });
});
