/** What the emulator's page is given to show reads like what the bot said, and none of it is markup. */
import { expect, it } from 'vitest';
import { plain, readable } from './slack-gate/readable.ts';

const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
const rich = (...elements: object[]) => ({ blocks: [{ type: 'rich_text', elements }] });
const line = (...elements: object[]) => ({ type: 'rich_text_section', elements });

/** What the page takes for markup, from its own source (0.1.8). */
const MARKUP = [
  /<(https?:|@[A-Z0-9]+>|#[A-Z0-9]+[>|])/,
  /(^|[\s(])https?:\/\//,
  /:[a-zA-Z0-9_+-]+:/,
  /\*[^*\n]+\*/,
  /(^|[\s(])_[^_\n]+_/,
  /~[^~\n]+~/,
  /`[^`\n]+`/,
  /^>/m,
];

it.each([
  '<!channel> <@U01MIRA> <#C01OPS|ops> <http://evil.example|click>',
  'see http://evil.example and (https://evil.example)',
  ':fire: at 03:12:59: _done_ (_so_) *now* ~gone~ `rm -rf` ```x```',
  '> quoted\n>>> all of it',
])('leaves no markup in %j', (words) => {
  const said = readable(rich(line(text(words))));
  const [section] = said.blocks as unknown as { text: { text: string } }[];
  for (const markup of MARKUP) expect(section?.text.text).not.toMatch(markup);
  expect(plain(section?.text.text ?? '')).toBe(words);
});

it('keeps what the bot makes bold or shows as code, line by line', () => {
  const list = { type: 'rich_text_list', style: 'bullet', elements: [line(text('one')), line(text('two'))] };
  const quote = { type: 'rich_text_preformatted', elements: [text('a *b*\n\nc')] };
  const said = readable(
    rich(line(text('Bold', { bold: true }), text(' and '), text('x', { code: true })), list, quote),
  );
  const shown = (said.blocks as unknown as { text: { text: string } }[]).map((block) => block.text.text);
  expect(shown).toEqual(['*Bold* and `x`', '• one\n• two', '`a \u2217b\u2217`\n\n`c`']);
});

it('leaves everything else as it is', () => {
  const view = { type: 'modal', blocks: [{ type: 'divider' }] };
  expect(readable({ text: 'a', view })).toEqual({ text: 'a', view });
  expect(readable('ok')).toBe('ok');
});
