import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import type { Citation, Diagnosis } from '../../src/diagnosis/finding.ts';
import { composeExplain } from '../../src/messages/explained.ts';
import { bold, code, type Message, type Part, say } from '../../src/messages/message.ts';
import { cleanText } from '../../src/slack/clean-text.ts';
import { render } from '../../src/slack/render.ts';
import { checkBlocks, textsIn } from '../fakes/slack-gate/block-kit.ts';
import { aHost, aNotice } from './a-notice.ts';
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

/** No user, channel, link or broadcast, and no field that Slack reads as markup. */
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
  'actions',
  'button',
]);

/** What is wrong with how Slack would read this; [] for nothing. Plain comparisons: it is asked 100,000 times. */
function liveMarkup(shown: ReturnType<typeof render>): unknown[] {
  const wrong: unknown[] = typesIn(shown.blocks).filter((type) => !KINDS.has(type));
  const refused = checkBlocks(shown.blocks);
  if (refused !== null) wrong.push(refused);
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(shown.text) || shown.text.length > 150 * '&amp;'.length)
    wrong.push(shown.text);
  for (const text of textsIn(shown.blocks)) if (cleanText(text) !== text) wrong.push(text);
  return wrong;
}

/** All messages about an incident in which strangers have written everything that strangers can write. */
function strangersWords(text: () => string): Message[] {
  const sighting = (): Citation => ({
    fact: 'log.line',
    subject: text(),
    value: text(),
    source: text(),
    how: 'log',
    at: '2026-11-21T03:12:00.000Z',
    quote: text(),
  });
  const diagnosis: Diagnosis = {
    verdict: 'down',
    layers: [
      {
        layer: 'process',
        state: 'failed',
        because: { code: 'finding', params: { id: text(), seen: text() } },
      },
    ],
    findings: [
      {
        id: 'config-invalid',
        gateway: text(),
        layer: 'process',
        severity: 1,
        confidence: 0.9,
        params: { file: text(), issue: text() },
        for: [sighting()],
        against: [sighting()],
        checks: [{ kind: 'shell', line: text(), mutates: false }],
        fixes: [
          { kind: 'command', argv: [text()], note: text(), mutates: true },
          { kind: 'shell', line: text(), note: text(), mutates: true },
        ],
        remediation: 'operator-manual',
      },
    ],
    unknowns: [{ probe: text(), look: 'refused', why: text() }],
  };
  const host = { ...aHost('done'), host: text(), why: text(), openclawVersion: text(), diagnosis };
  const { view } = aNotice();
  const requester = { ...view.requester, name: text() };
  const told = { ...view, requester, hosts: [host, { ...aHost('refused'), host: text(), why: text() }] };
  return [
    compose({ what: 'status', view: told }),
    compose({ what: 'status', view: { ...told, hosts: [host] } }),
    compose({ what: 'details', view: told, host: host.host }),
    composeExplain(diagnosis, '/openclaw', 0),
  ];
}

describe('what strangers write as host name, display name, log line, setting or complaint', () => {
  it.each([
    ['S-11', 'a broadcast', '<!channel> <!here|here>', '<!channel> <!here|here>'],
    ['S-12', 'a mention', '<@U01MIRA> <#C01OPS|ops>', '<@U01MIRA> <#C01OPS|ops>'],
    ['S-13', 'a link', '<http://evil.example|click> https://evil.example', '<http://evil.example|click>'],
    ['S-14', 'formatting', '``` *bold* ``` _x_', '``` *bold* ``` _x_'],
    ['S-15', 'an entity', '&amp;lt;!channel&gt; &', '&amp;lt;!channel&gt; &'],
    ['S-16', 'a change of direction', 'a\u202egnp.exe\u2066\u200b', 'agnp.exe'],
    ['S-17', 'a terminal’s colours', '\u001b[31mred\u001b[0m\u001b]0;title\u0007', 'red'],
    ['S-18', 'forty thousand emoji', '😀'.repeat(40_000), '😀'.repeat(20)],
  ])('%s: %s stays text', (_id, _what, text, shownAs) => {
    const messages = strangersWords(() => text);
    for (const made of messages) {
      const shown = render(made);
      expect(liveMarkup(shown)).toEqual([]);
      expect(textsIn(shown.blocks).join('\n')).toContain(shownAs);
    }
  });

  it('S-11 to S-18: stays text whatever it is', () => {
    const random = seeded(42);
    for (let at = 0; at < 1_000; at++) {
      for (const made of strangersWords(() => hostileText(random))) {
        const wrong = liveMarkup(render(made));
        if (wrong.length > 0) expect(wrong, JSON.stringify(made)).toEqual([]);
      }
    }
  });
});

describe('100,000 hostile strings', () => {
  it('S-11 to S-18: come out as plain text within Slack’s limits', () => {
    const random = seeded(20_261_121);
    let strings = 0;
    while (strings < 100_000) {
      const { made, count } = hostileMessage(random);
      strings += count;
      const wrong = liveMarkup(render(made));
      if (wrong.length > 0) expect(wrong, JSON.stringify(made)).toEqual([]);
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
