import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkBlocks, LIMITS } from '../fakes/slack-gate/block-kit.ts';

/** Slack's own package says its limits in comments; they are the source of the gate's. */
const declarations = readFileSync(
  new URL('../../node_modules/@slack/types/dist/block-kit/blocks.d.ts', import.meta.url),
  'utf8',
);

function said(block: string, sentence: RegExp): number {
  const body = declarations.split(`export interface ${block} `)[1]?.split('\nexport ')[0] ?? '';
  return Number(sentence.exec(body.replace(/\s*\n\s*\*\s*/g, ' '))?.[1]);
}

describe('the gate’s limits are Slack’s', () => {
  it.each([
    [
      'a header',
      LIMITS.header,
      said('HeaderBlock', /Maximum length for the text in this field is (\d+) char/),
    ],
    ['a text', LIMITS.text, said('SectionBlock', /maximum length is (\d+) characters/)],
    ['small print', LIMITS.contextElements, said('ContextBlock', /Maximum number of items is (\d+)/)],
    ['a block id', LIMITS.blockId, said('Block', /Maximum length for this field is (\d+) char/)],
  ])('%s', (_name, ours, theirs) => {
    expect(ours).toBe(theirs);
  });
});

const text = (value: string, more = {}) => ({ type: 'text', text: value, ...more });
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const header = (value: string) => ({ type: 'header', text: { type: 'plain_text', text: value } });

describe('the gate', () => {
  it.each([
    ['a header', [header('x'.repeat(150))]],
    ['rich text', [rich(section(text('a', { style: { bold: true } })))]],
    ['fifty blocks', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
  ])('lets %s through', (_name, blocks) => {
    expect(checkBlocks(blocks)).toBeNull();
  });

  it.each([
    ['no block', []],
    ['fifty-one blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['a long header', [header('x'.repeat(151))]],
    ['an empty header', [header('')]],
    ['a block that does not exist', [{ type: 'banner' }]],
    ['a field that does not exist', [{ type: 'divider', text: 'x' }]],
    ['an empty text', [rich(section(text('')))]],
    ['an empty section', [rich(section())]],
    ['a ping', [rich(section({ type: 'broadcast', range: 'channel' }))]],
    ['markup', [{ type: 'section', text: { type: 'mrkdwn', text: '<!channel>' } }]],
    [
      'a style in preformatted text',
      [rich({ type: 'rich_text_preformatted', elements: [text('a', { style: { bold: true } })] })],
    ],
    [
      'the same block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
  ])('refuses %s', (_name, blocks) => {
    expect(checkBlocks(blocks)?.error).toBe('invalid_blocks');
  });

  it('refuses more characters than one message holds', () => {
    const blocks = Array.from({ length: 5 }, () => rich(section(text('x'.repeat(3_000)))));
    expect(checkBlocks(blocks)?.error).toBe('msg_blocks_too_long');
  });
});
