/** The gate's word on windows and home tabs: docs.slack.dev/reference/views. */
import { describe, expect, it } from 'vitest';
import { checkView, VIEW_LIMITS } from './slack-gate/views.ts';

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const input = { type: 'input', label: text(9), element: { type: 'plain_text_input', action_id: 'text' } };
const button = { type: 'button', action_id: 'go', text: text(2) };
const modal = (more = {}) => ({ type: 'modal', title: text(9), submit: text(6), blocks: [input], ...more });
const many = (length: number) => Array.from({ length }, () => ({ type: 'divider' }));

describe('a window', () => {
  it.each([
    ['an input', {}],
    ['a hundred blocks', { blocks: many(VIEW_LIMITS.blocks) }],
    ['nothing to send', { submit: undefined, blocks: [{ type: 'section', text: text(3_000) }] }],
    ['as much as it can keep', { private_metadata: 'x'.repeat(3_000), callback_id: 'x'.repeat(255) }],
  ])('may have %s', (_name, more) => {
    expect(checkView(JSON.parse(JSON.stringify(modal(more))), 'modal')).toBeNull();
  });

  it.each([
    ['a long title', { title: text(VIEW_LIMITS.title + 1) }],
    ['a long button', { submit: text(25) }],
    ['no title', { title: undefined }],
    ['an input and nothing to press', { submit: undefined }],
    ['one block too many', { blocks: many(VIEW_LIMITS.blocks + 1) }],
    ['too much to keep', { private_metadata: 'x'.repeat(3_001) }],
    ['a long callback id', { callback_id: 'x'.repeat(256) }],
    ['markup', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*a*' } }] }],
    ['the same button twice', { blocks: [{ type: 'actions', elements: [button, button] }] }],
    ['the same block id twice', { blocks: many(2).map((one) => ({ ...one, block_id: 'a' })) }],
    ['a field that does not exist', { colour: 'red' }],
  ])('may not have %s', (_name, more) => {
    const refusal = checkView(JSON.parse(JSON.stringify(modal(more))), 'modal');
    expect(refusal).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  it('is no home tab, and a home tab no window', () => {
    expect(checkView(modal(), 'home')).not.toBeNull();
    const home = { type: 'home', blocks: [{ type: 'actions', elements: [button] }] };
    expect(checkView(home, 'home')).toBeNull();
    expect(checkView(home, 'modal')).not.toBeNull();
    expect(checkView({ ...home, title: text(4) }, 'home')).not.toBeNull();
  });
});
