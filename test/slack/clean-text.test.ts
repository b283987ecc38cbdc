import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, cut, escapeMarkup } from '../../src/slack/clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['a colour', '\u001b[31mred\u001b[0m', 'red'],
    ['a colour by its one-byte introducer', '\u009b31mred', 'red'],
    ['a window title', 'a\u001b]0;title\u0007b', 'ab'],
    ['a hyperlink', '\u001b]8;;http://evil.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['an unfinished string hides nothing', '\u001b]0;line one\nline two', '0;line one\nline two'],
    ['a cursor move', 'safe\u001b[2K\u001b[1Aforged', 'safeforged'],
    ['a sequence split by an invisible character', '\u001b\u200b[31mred', '[31mred'],
    ['control characters', 'a\u0000\u0008\u007f\u0085b', 'a\nb'],
    ['a carriage return', 'good\rbad\r\nnext', 'good\nbad\nnext'],
    ['line separators', 'a\u2028b\u2029c', 'a\nb\nc'],
    ['direction overrides', 'user\u202egnp.exe\u2069', 'usergnp.exe'],
    ['zero width', 'pa\u200bss\u2060word\ufeff', 'password'],
    ['tag characters', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['invisible letters', 'a\u3164\u115fb', 'ab'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['piled marks', `e${'\u0301'.repeat(30)}x`, `e${'\u0301'.repeat(4)}x`],
    ['a coloured sign stays coloured', '⚠\ufe0f a\ufe0fb', '⚠\ufe0f ab'],
    ['tabs, newlines and other alphabets stay', 'a\tb\nГость 網關 שלום', 'a\tb\nГость 網關 שלום'],
  ])('%s', (_name, from, to) => {
    expect(cleanText(from)).toBe(to);
  });

  it('takes time in proportion to the text', () => {
    for (const seed of ['\u001b]', '\u009d', '\u001b[0', '\u0301', '\u001bP\u001b']) {
      expect(cleanText(seed.repeat(200_000)).length).toBeLessThanOrEqual(seed.length * 200_000);
    }
  });
});

it('keeps a stranger’s line one line', () => {
  expect(cleanLine(' a\n\u2028Verdict: healthy\t ')).toBe('a Verdict: healthy');
});

it('cuts between characters', () => {
  expect(cut('ab😀', 3)).toBe('ab');
  expect(cut('ab😀', 4)).toBe('ab😀');
  expect(cut('abc', -5)).toBe('');
});

it('escapes each control character once', () => {
  expect(escapeMarkup('<!channel> &amp; <@U1|x>')).toBe('&lt;!channel&gt; &amp;amp; &lt;@U1|x&gt;');
});
