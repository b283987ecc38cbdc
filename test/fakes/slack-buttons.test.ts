/** What can be pressed and filled in, within the limits that Slack's own package states in its comments. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkBlocks, LIMITS } from './slack-gate/block-kit.ts';

const declared = (file: string): string =>
  readFileSync(new URL(`../../node_modules/@slack/types/dist/${file}.d.ts`, import.meta.url), 'utf8');

/** The last maximum that is stated before a field of an interface, which is in its own comment. */
function said(file: string, name: string, field: string): number {
  const body = declared(file).split(`export interface ${name} `)[1]?.split('\nexport ')[0] ?? '';
  const before = body.split(new RegExp(`^    ${field}\\??:`, 'm'))[0] ?? '';
  const found = [...before.replace(/\s*\n\s*\*\s*/g, ' ').matchAll(/max(?:imum)?\D*?(\d+)/gi)].at(-1);
  return Number(found?.[1]);
}
const ELEMENTS = 'block-kit/block-elements';

it.each([
  ['a button’s label', LIMITS.buttonText, said(ELEMENTS, 'Button', 'text')],
  ['a button’s value', LIMITS.buttonValue, said(ELEMENTS, 'Button', 'value')],
  ['an action id', LIMITS.actionId, said('block-kit/extensions', 'Action', 'action_id')],
  ['buttons in a row', LIMITS.actions, said('block-kit/blocks', 'ActionsBlock', 'elements')],
  ['a field’s label', LIMITS.label, said('block-kit/blocks', 'InputBlock', 'label')],
])('%s is limited as Slack says', (_name, ours, theirs) => {
  expect(ours).toBe(theirs);
});

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const button = (more = {}) => ({ type: 'button', action_id: 'go', text: text(75), value: 'inc-1', ...more });
const row = (...elements: object[]) => [{ type: 'actions', elements }];
const ids = (length: number) => Array.from({ length }, (_, at) => button({ action_id: `go-${at}` }));

describe('a message', () => {
  it.each([
    ['buttons', row(...ids(25))],
    ['a button beside its text', [{ type: 'section', text: text(3_000), accessory: button() }]],
    ['a choice', row({ type: 'static_select', action_id: 'a', options: [{ text: text(75), value: 'x' }] })],
    [
      'a question before the deed',
      row(button({ confirm: { title: text(9), text: text(9), confirm: text(3), deny: text(2) } })),
    ],
  ])('may have %s', (_name, blocks) => {
    expect(checkBlocks(blocks)).toBeNull();
  });

  it.each([
    ['too many buttons', row(...ids(26))],
    ['no button', row()],
    ['a long label', row(button({ text: text(76) }))],
    ['a label with markup', row(button({ text: { type: 'mrkdwn', text: '*a*' } }))],
    ['a long value', row(button({ value: 'x'.repeat(2_001) }))],
    ['a button without an id', row(button({ action_id: undefined }))],
    ['the same id twice', row(button(), button())],
    ['a colour that does not exist', row(button({ style: 'green' }))],
    ['a link in a button', row(button({ url: 'https://evil.example' }))],
    [
      'a field to fill in',
      [{ type: 'input', label: text(1), element: { type: 'plain_text_input', action_id: 'a' } }],
    ],
  ])('may not have %s', (_name, blocks) => {
    expect(checkBlocks(blocks)?.error).toBe('invalid_blocks');
  });
});
