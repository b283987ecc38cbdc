import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { bold, code, type Message, type Part, say } from '../../src/conversation/message.ts';
import { cleanText } from '../../src/slack/clean-text.ts';
import { render } from '../../src/slack/render.ts';
import { checkBlocks, textsIn } from '../fakes/slack-gate/block-kit.ts';
import { hostileText, type Random, seeded } from './hostile-text.ts';

const message = (parts: Part[], more: Partial<Message> = {}): Message => ({
  headline: 'node-3 is down',
  emoji: '🔴',
  parts,
  context: [],
  ...more,
});

const line = (text: string): Part => ({ kind: 'line', spans: [say(text)] });
const types = (blocks: KnownBlock[]): string[] => blocks.map((block) => block.type);

describe('render', () => {
  it('shows a whole message', () => {
    const shown = render(
      message(
        [
          {
            kind: 'line',
            spans: [say('process: '), bold('refuses to start'), say(', see '), code('journalctl')],
          },
          line('second line'),
          { kind: 'list', items: [[say('one')], [say('two')]] },
          { kind: 'quote', text: 'Error: <!channel>' },
          { kind: 'divider' },
          line('after'),
        ],
        { context: ['job 7', '812 ms'] },
      ),
    );
    expect(shown).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🔴 node-3 is down",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "process: ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "refuses to start",
                    "type": "text",
                  },
                  {
                    "text": ", see ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "code": true,
                    },
                    "text": "journalctl",
                    "type": "text",
                  },
                  {
                    "text": "
      ",
                    "type": "text",
                  },
                  {
                    "text": "second line",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
              {
                "elements": [
                  {
                    "elements": [
                      {
                        "text": "one",
                        "type": "text",
                      },
                    ],
                    "type": "rich_text_section",
                  },
                  {
                    "elements": [
                      {
                        "text": "two",
                        "type": "text",
                      },
                    ],
                    "type": "rich_text_section",
                  },
                ],
                "style": "bullet",
                "type": "rich_text_list",
              },
              {
                "elements": [
                  {
                    "text": "Error: <!channel>",
                    "type": "text",
                  },
                ],
                "type": "rich_text_preformatted",
              },
            ],
            "type": "rich_text",
          },
          {
            "type": "divider",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "after",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "job 7",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "812 ms",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
        ],
        "text": "node-3 is down",
      }
    `);
    expect(checkBlocks(shown.blocks)).toBeNull();
  });

  it('puts foreign text nowhere but where Slack reads no markup', () => {
    const { blocks } = render(message([{ kind: 'quote', text: '<!channel> ```' }]));
    expect(blocks[1]).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<!channel> ```' }] }],
    });
  });

  it('escapes the one field that Slack reads as markup', () => {
    expect(render(message([], { headline: 'No host <!here> & co' })).text).toBe(
      'No host &lt;!here&gt; &amp; co',
    );
  });

  it('says how much does not fit', () => {
    const { blocks } = render(message([{ kind: 'quote', text: 'x'.repeat(5_000) }, line('the end')]));
    const texts = textsIn(blocks);
    expect(texts[1]).toHaveLength(3_000);
    expect(texts.slice(2)).toEqual(['the end', '2,001 more characters do not fit into one Slack message.']);
  });

  it('fills a message to ten thousand characters and counts the rest', () => {
    const parts = Array.from({ length: 200 }, (_, at) => line(`${at} ${'y'.repeat(500)}`));
    const { blocks } = render(message(parts));
    const size = textsIn(blocks).reduce((sum, text) => sum + text.length, 0);
    expect(size).toBeGreaterThan(9_000);
    expect(size).toBeLessThanOrEqual(10_000);
    expect(textsIn(blocks).at(-1)).toMatch(/^9\d,\d{3} more characters do not fit/);
  });

  it('stays within fifty blocks however often a message is divided', () => {
    const parts = Array.from({ length: 300 }, (_, at): Part[] => [
      line(`part ${at}`),
      { kind: 'divider' },
    ]).flat();
    const { blocks } = render(message(parts, { context: ['c'] }));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(textsIn(blocks)).toContain('part 299');
  });

  it('shows no divider without something on both sides', () => {
    const divider: Part = { kind: 'divider' };
    const { blocks } = render(message([divider, line('a'), divider, divider, line(''), divider]));
    expect(types(blocks)).toEqual(['header', 'rich_text']);
  });

  it('has a title and a notification even when the headline is empty', () => {
    const shown = render(message([], { headline: '\u200b', emoji: '' }));
    expect(shown.text).toBe('OpenClaw');
    expect(checkBlocks(shown.blocks)).toBeNull();
  });
});

describe('20,000 hostile strings', () => {
  const KINDS = new Set([
    'header',
    'plain_text',
    'rich_text',
    'rich_text_section',
    'rich_text_list',
    'rich_text_preformatted',
    'text',
    'divider',
    'context',
  ]);

  it('come out as plain text within Slack’s limits', () => {
    const random = seeded(20_261_121);
    for (let strings = 0; strings < 20_000; ) {
      const { made, count } = hostileMessage(random);
      strings += count;
      const shown = render(made);
      const seen = JSON.stringify(made);
      expect(checkBlocks(shown.blocks), seen).toBeNull();
      expect(shown.text, seen).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      expect(shown.text.length, seen).toBeLessThanOrEqual(150 * '&amp;'.length);
      expect(
        typesIn(shown.blocks).filter((type) => !KINDS.has(type)),
        seen,
      ).toEqual([]);
      for (const text of textsIn(shown.blocks)) expect(cleanText(text), seen).toBe(text);
    }
  });

  it('stay strangers’ words: none begins a line of ours', () => {
    const random = seeded(7);
    for (let at = 0; at < 2_000; at++) {
      const span = { ...say(hostileText(random)), ...(at % 2 ? { style: 'code' as const } : {}) };
      const { blocks } = render(message([{ kind: 'line', spans: [say('Host '), span] }]));
      for (const text of textsIn(blocks)) expect(text).not.toMatch(/[\n\r]/);
    }
  });
});

function typesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(typesIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'type' && typeof value === 'string' ? [value] : typesIn(value),
  );
}

function hostileMessage(random: Random): { made: Message; count: number } {
  let count = 0;
  const text = (): string => {
    count++;
    return hostileText(random);
  };
  const spans = () =>
    Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () => [say, bold, code][Math.floor(random() * 3)]?.(text()) ?? say(''),
    );
  const part = (): Part => {
    const kind = Math.floor(random() * 4);
    if (kind === 0) return { kind: 'line', spans: spans() };
    if (kind === 1) return { kind: 'list', items: Array.from({ length: Math.floor(random() * 4) }, spans) };
    if (kind === 2) return { kind: 'quote', text: text() };
    return { kind: 'divider' };
  };
  const parts = Array.from({ length: Math.floor(random() * 12) }, part);
  const context = Array.from({ length: Math.floor(random() * 14) }, text);
  return { made: { headline: text(), emoji: random() < 0.2 ? text() : '🔴', parts, context }, count };
}
