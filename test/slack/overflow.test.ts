import { describe, expect, it } from 'vitest';
import { bold, code, type Message, say } from '../../src/messages/message.ts';
import { cleanText } from '../../src/slack/clean-text.ts';
import { fileOf, isTitleOf, plainText, shortForm } from '../../src/slack/overflow.ts';
import { renderCounted } from '../../src/slack/render.ts';
import { aNotice } from './a-notice.ts';
import { hostileText, seeded } from './hostile-text.ts';

const message = (more: Partial<Message> = {}): Message => ({
  headline: 'node-3: details',
  emoji: '🧾',
  parts: [
    { kind: 'line', spans: [bold('Config'), say(' is broken, see '), code('journalctl')] },
    { kind: 'list', items: [[say('one')], [say('two')]] },
    { kind: 'divider' },
    { kind: 'quote', text: '\u001b[31mfirst\nsecond' },
  ],
  context: ['job 7', '812 ms'],
  ...more,
});
const long = message({ parts: [{ kind: 'quote', text: 'x'.repeat(12_345) }] });

it('writes a whole message as text', () => {
  expect(plainText(message())).toBe(
    [
      '🧾 node-3: details',
      '',
      'Config is broken, see journalctl',
      '  - one',
      '  - two',
      '',
      '-'.repeat(40),
      '',
      '  | first',
      '  | second',
      '',
      'job 7 · 812 ms',
    ].join('\n'),
  );
});

it('knows how much the renderer left out', () => {
  expect(renderCounted(message()).missing).toBe(0);
  expect(renderCounted(long).missing).toBe(12_345 - 2_999);
  // A stranger's line that says so is no word of ours.
  const claim = '9 more characters do not fit into one Slack message.';
  expect(renderCounted(message({ parts: [{ kind: 'quote', text: claim }] })).missing).toBe(0);
});

describe('the short form', () => {
  it('has all of a message that is short', () => {
    const { content, missing } = shortForm(message({ headline: '<!channel> & co' }));
    expect(content.blocks).toEqual([]);
    expect(content.text).toContain('&lt;!channel&gt; &amp; co');
    expect(missing).toBe(0);
  });

  it('says how much of a long one it lacks', () => {
    const { content, missing } = shortForm(long);
    expect(content.text.length).toBe(3_000);
    expect(missing).toBe(plainText({ ...long, emoji: '' }).length - 2_999);
  });
});

describe('the file', () => {
  const notice = aNotice({ key: 'details/node-3#2+file', what: 'details', asFile: true });

  it('is UTF-8 with a name and a title of ours, and all of the text', () => {
    const file = fileOf(notice, long);
    expect(file.name).toMatch(/^[a-z0-9._-]{1,64}$/);
    expect(file.title).toBe('Full text of the details [inc-1 details/node-3#2+file]');
    expect(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)).toContain('x'.repeat(12_345));
  });

  it('is found by its title, and by no other’s', () => {
    const { title } = fileOf(notice, long);
    expect(isTitleOf(title, notice)).toBe(true);
    expect(isTitleOf(title, { ...notice, key: 'details/node-3+file' })).toBe(false);
    expect(isTitleOf(title, { ...notice, view: { ...notice.view, incident: 'inc-2' } })).toBe(false);
    expect(isTitleOf(undefined, notice)).toBe(false);
  });
});

it('S-11 to S-18: 5,000 hostile texts stay text, and none begins a line of ours', () => {
  const random = seeded(11);
  for (let at = 0; at < 5_000; at++) {
    const text = hostileText(random);
    const made = message({ headline: text, parts: [{ kind: 'line', spans: [say(text)] }], context: [text] });
    const whole = plainText(made);
    expect(cleanText(whole)).toBe(whole);
    expect(whole.split('\n').length, JSON.stringify(text)).toBeLessThanOrEqual(5);
    expect(shortForm(made).content.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  }
});
