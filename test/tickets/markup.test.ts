/** Text from strangers stays text in every dialect, and a report that is too long says where it was cut. */
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/protocol/document.ts';
import { markdown } from '../../src/tickets/markup/markdown.ts';
import { ACTS, plain } from '../../src/tickets/markup/plain.ts';
import { titleText } from '../../src/tickets/markup/untrusted.ts';
import { HOSTILE } from './hostile-lines.ts';

const asMarkdown = (document: Document, limit = 100_000): string =>
  markdown(document, { limit, desk: 'GitHub' });
const evidence = (text: string): Document => [{ kind: 'evidence', source: 'gateway.log', text }];
const words = (text: string): Document => [{ kind: 'paragraph', words: [{ text }] }];

/** The text outside code, as a desk goes on to read it: backslashes are gone, code spans and fences are out. */
function actsOutside(text: string): string {
  let fence: string | null = null;
  const outside: string[] = [];
  for (const line of text.split('\n')) {
    const ticks = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === null && ticks !== undefined) fence = ticks;
    else if (fence !== null) fence = line.trim() === fence ? null : fence;
    else outside.push(line);
  }
  expect(fence, 'a fence was left open').toBeNull();
  return outside.join('\n').replace(/(?<!\\)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

/** Signs by which a desk would call people, link, or show something of a stranger's. */
const LIVE = [
  /(?<![A-Za-z0-9_`])@[A-Za-z0-9]/,
  /(?<!\\)!\[/,
  /(?<!\\)\[[^\]]*\]\(/,
  /#\d/,
  /\bGH-\d/i,
  /https?:\/\//,
  /\bwww\./i,
  /(?<!\\)</,
  /^\s{0,3}(?:>|\+\+\+|\||={3,}|#{1,6}\s)/m,
];

describe('Markdown', () => {
  it.each(HOSTILE)('as evidence: %s', (_, text) => {
    const out = asMarkdown([...evidence(text), { kind: 'paragraph', words: [{ text: 'after' }] }]);
    const outside = actsOutside(out);
    for (const live of LIVE) expect(outside, String(live)).not.toMatch(live);
    expect(outside.trim()).toBe('after');
  });

  it.each(HOSTILE)('as words, in a list, a table, a heading and a source: %s', (_, text) => {
    const out = asMarkdown([
      { kind: 'heading', level: 1, text: text.slice(0, 300) },
      ...words(text),
      { kind: 'list', items: [[{ text }], [{ text, style: 'code' }], [{ text, style: 'bold' }]] },
      { kind: 'evidence', source: text.slice(0, 512), text: 'a line' },
    ]);
    const outside = actsOutside(out).replace(/^## /gm, 'Heading ').replace(/^- /gm, '');
    for (const live of LIVE) expect(outside, String(live)).not.toMatch(live);
  });

  it('a fence is longer than any run of backticks in it', () => {
    expect(asMarkdown(evidence('a\n`````\nb'))).toContain('\n``````text\na\n`````\nb\n``````');
  });

  it('a table keeps its columns whatever stands in a cell', () => {
    const out = asMarkdown([
      { kind: 'table', head: ['a|b', 'c'], rows: [[[{ text: 'x|y\nz' }], [{ text: '`|`', style: 'code' }]]] },
    ]);
    const columns = (line: string): number => line.match(/(?<!\\)\|/g)?.length ?? 0;
    expect(out.split('\n').map(columns)).toEqual([3, 3, 3]);
  });

  it('a link of ours is a link, and its words are words', () => {
    expect(
      asMarkdown([
        { kind: 'paragraph', words: [{ text: 'the ' }, { text: '[thread]', link: 'https://x.example/a' }] },
      ]),
    ).toBe('the [\\[thread\\]](<https://x.example/a>)');
  });

  it('a command stays what can be typed', () => {
    const line = "docker inspect --format '{{.State}}' a@b";
    expect(asMarkdown([{ kind: 'commands', lines: [line] }])).toBe(`\`\`\`sh\n${line}\n\`\`\``);
  });
});

describe('plain text', () => {
  it.each([
    ['ServiceNow’s token', '[code]<b>x</b>[/CODE]', ACTS.codeToken, /\[\/?code\]/i],
    ['a placeholder', 'a {{ticket.id}} {{{x}}}', ACTS.placeholder, /\{\{/],
    ['a mention', '@here @john', ACTS.at, /@\w/],
    ['Jira’s old markup', '[~accountid:5] !x.png! {html}a{html}', ACTS.jiraMarkup, /\[~|!x|\{html/],
  ])('%s does not act', (_, text, act, live) => {
    for (const document of [evidence(text), words(text), [{ kind: 'heading', level: 1, text }] as Document])
      expect(plain(document, { limit: 10_000, desk: 'X', acts: [act] })).not.toMatch(live);
  });

  it.each(HOSTILE)('shows nothing that cannot be seen: %s', (_, text) => {
    const out = plain([...evidence(text), ...words(text)], { limit: 100_000, desk: 'X' });
    expect(out).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
  });
});

describe('a report over the limit', () => {
  const long: Document = [
    { kind: 'heading', level: 1, text: 'What was seen' },
    { kind: 'evidence', source: 'gateway.log', text: '😀`line\n'.repeat(900) },
    { kind: 'paragraph', words: [{ text: 'the end' }] },
  ];

  it.each([300, 301, 302, 1_000, 5_000])('of %d is cut, says so, and closes its fence', (limit) => {
    for (const out of [asMarkdown(long, limit), plain(long, { limit, desk: 'GitHub' })]) {
      expect(out.length).toBeLessThanOrEqual(limit);
      expect(out).toContain(
        'The report ends here: GitHub takes no longer text. 2 of its parts are left out.',
      );
      expect(out.isWellFormed()).toBe(true);
    }
    actsOutside(asMarkdown(long, limit));
  });

  it('that fits is whole', () => {
    expect(asMarkdown(long)).not.toContain('The report ends here');
  });

  it('a title is one line, cut between characters', () => {
    expect(titleText('a\nb\u202e😀😀', 6)).toBe('a b😀…');
  });
});
