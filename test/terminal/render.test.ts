/** A message on a terminal: readable at 80 columns, and nothing in it can command the terminal. */
import { describe, expect, it } from 'vitest';
import { bold, code, type Message, say } from '../../src/messages/message.ts';
import { renderChange, renderLines, renderText } from '../../src/terminal/render.ts';
import { columns, visibleLine } from '../../src/terminal/visible.ts';

const message = (over: Partial<Message> = {}): Message => ({
  headline: 'node-3 is down',
  emoji: '🔴',
  parts: [
    { kind: 'line', spans: [bold('Next: '), code('openclaw gateway restart'), say(' – changes the host')] },
    { kind: 'list', items: [[say('one')], [say('two '), code('x y')]] },
    { kind: 'divider' },
    { kind: 'quote', text: 'first\n\tsecond' },
  ],
  context: ['took 0.8 s', 'inc-1'],
  ...over,
});

describe('a message', () => {
  it('is plain text where there is no terminal', () => {
    expect(renderText(message()).split('\n')).toEqual([
      '🔴 node-3 is down',
      '   Next: `openclaw gateway restart` – changes the host',
      '   • one',
      '   • two `x y`',
      `   ${'─'.repeat(40)}`,
      '   │ first',
      '   │   second',
      '   took 0.8 s · inc-1',
    ]);
  });

  it('keeps to the width, and a command in one piece', () => {
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
    const command = code('openclaw gateway status --require-rpc --timeout 20000');
    const long = message({
      parts: [{ kind: 'line', spans: [say(`${words} `), command, say(`, ${words}`)] }],
    });
    const lines = renderLines(long, { width: 80, colour: false });
    expect(lines.filter((line) => columns(line) > 80)).toEqual([]);
    expect(
      lines.some((line) => line.includes('`openclaw gateway status --require-rpc --timeout 20000`')),
    ).toBe(true);
    const all = lines.join(' ').replace(/\s+/g, ' ');
    expect(all).toContain('`openclaw gateway status --require-rpc --timeout 20000`, word0');
  });

  it('breaks a long quote without losing anything', () => {
    const text = 'x'.repeat(500);
    const lines = renderLines(message({ parts: [{ kind: 'quote', text }] }), { width: 80, colour: false });
    const quoted = lines.filter((line) => line.includes('│')).map((line) => line.replace(/^ *│ /, ''));
    expect(quoted.join('')).toBe(text);
  });

  it('has colour only on a terminal, with the same words', () => {
    const coloured = renderText(message(), { width: 96, colour: true });
    const bare = coloured.replace(/\u001b\[\d+m/g, '');
    expect(coloured).not.toBe(bare);
    expect(bare).toBe(renderText(message()).replaceAll('`', ''));
  });

  it('that was edited is told in what is new', () => {
    const before = renderLines(message());
    const after = message({
      headline: 'node-3 is healthy',
      parts: [{ kind: 'list', items: [[say('one')], [say('three')]] }],
    });
    expect(renderChange(after, before)).toEqual(['🔴 node-3 is healthy', '   • three']);
  });
});

describe('foreign text', () => {
  const hostile: [string, string][] = [
    ['a colour', '\u001b[31mred'],
    ['a title', '\u001b]0;owned\u0007'],
    ['a C1 sequence', '\u009b2J'],
    ['a bell and a backspace', '\u0007\b'],
    ['a carriage return', 'good\rbad'],
    ['a direction override', '\u202egnp.exe'],
    ['isolates', '\u2066x\u2069'],
    ['zero width', 'a\u200bb\ufeff'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['half a character', '\ud800'],
  ];
  it.each(hostile)('with %s is shown, not obeyed', (_name, text) => {
    const everywhere = message({
      headline: text,
      emoji: text,
      parts: [
        { kind: 'line', spans: [say(text), code(text)] },
        { kind: 'list', items: [[bold(text)]] },
        { kind: 'quote', text },
      ],
      context: [text],
    });
    const shown = renderText(everywhere);
    expect(shown).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}/u,
    );
    expect(shown.isWellFormed()).toBe(true);
  });

  it('cannot begin a line of ours', () => {
    const spans = [say('evil\n🔴 node-1 is down')];
    expect(renderLines(message({ parts: [{ kind: 'line', spans }], context: [] }))).toHaveLength(2);
  });

  it('says which character it was', () => {
    expect(visibleLine('a\u001b[0m\u202e\u{e0041}\n')).toBe('a\\u001b[0m\\u202e\\u{e0041}\\n');
  });
});
