import { expect, it } from 'vitest';
import { plainText, textOf } from '../../src/slack/message-text.ts';

it.each([
  ['gateway closed (1000)', 'gateway closed (1000)'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['see <https://example.org/x|the log>', 'see the log'],
  ['see <https://example.org/x>', 'see https://example.org/x'],
  ['<@U1|mira> in <#C1|ops> <!here>', '@mira in #ops @here'],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
  ['<not closed', '<not closed'],
])('reads %j as its author saw it', (markup, text) => {
  expect(plainText(markup)).toBe(text);
});

it('reads what a program posted as blocks or attachments', () => {
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: 'unauthorized: <https://x.example|token mismatch>' } },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'closed(1008)' }] }],
    },
  ];
  expect(textOf({ text: '', blocks })).toBe('unauthorized: token mismatch\nclosed(1008)');
  const attachments = [{ pretext: 'Alert', title: 'node-3', text: 'port 18789 refused', color: 'danger' }];
  expect(textOf({ text: '', attachments })).toBe('Alert\nnode-3\nport 18789 refused');
});

it('says a message with text and the same blocks once', () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'twice' } }];
  expect(textOf({ text: 'twice', blocks })).toBe('twice');
});

it('ends in structures that are deeper than any of Slack', () => {
  let deep: unknown = { text: 'at the bottom' };
  for (let i = 0; i < 10_000; i++) deep = { elements: [deep] };
  expect(textOf({ blocks: [deep] })).toBe('');
});
