/**
 * Slack's word on blocks, for the emulator that takes anything: only the block and element types that exist,
 * no field that does not, and the lengths of docs.slack.dev/reference/block-kit. Only what the bot sends is in
 * here; a new kind of block is refused until its rules are written down.
 */
import * as z from 'zod';

export const LIMITS = {
  blocks: 50,
  header: 150,
  text: 3_000,
  contextElements: 10,
  blockId: 255,
  actionId: 255,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  label: 2_000,
  placeholder: 150,
  options: 100,
  /** Not documented: measured by others near 13,200 (slackapi/bolt-js#2509). */
  charactersInAll: 13_200,
} as const;

/** A text without markup, of at most so many characters. */
export const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });

const styles = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
});

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(LIMITS.text),
  style: styles.optional(),
});
/** A moment in the reader's own time; `fallback` where it cannot be shown. */
const date = z.strictObject({
  type: z.literal('date'),
  timestamp: z.number().int().nonnegative(),
  format: z
    .string()
    .min(1)
    .regex(/\{(?:date|time|day|ago)/),
  fallback: z.string().min(1).max(LIMITS.text),
});
const link = z.strictObject({
  type: z.literal('link'),
  url: z.url().max(LIMITS.text),
  text: z.string().min(1).max(LIMITS.text),
});
/** Inside preformatted text there are no styles. */
const bareText = z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(LIMITS.text) });

const section = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(z.discriminatedUnion('type', [text, date, link])).min(1),
});
const list = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  indent: z.number().int().min(0).max(8).optional(),
  elements: z.array(section).min(1),
});
const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  elements: z.array(bareText).min(1),
});

const blockId = { block_id: z.string().max(LIMITS.blockId).optional() };

const actionId = z.string().min(1).max(LIMITS.actionId);

const confirm = z.strictObject({
  title: plainText(100),
  text: plainText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(LIMITS.buttonText),
  value: z.string().max(LIMITS.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const option = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder: plainText(LIMITS.placeholder).optional(),
  options: z.array(option).min(1).max(LIMITS.options),
  initial_option: option.optional(),
  focus_on_load: z.boolean().optional(),
});

const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder: plainText(LIMITS.placeholder).optional(),
  initial_value: z.string().max(3_000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3_000).optional(),
  max_length: z.number().int().min(1).max(3_000).optional(),
  focus_on_load: z.boolean().optional(),
});

const header = z.strictObject({ type: z.literal('header'), text: plainText(LIMITS.header), ...blockId });
const divider = z.strictObject({ type: z.literal('divider'), ...blockId });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  elements: z.array(z.discriminatedUnion('type', [section, list, preformatted])).min(1),
  ...blockId,
});
const context = z.strictObject({
  type: z.literal('context'),
  elements: z.array(plainText(LIMITS.text)).min(1).max(LIMITS.contextElements),
  ...blockId,
});
/** Slack takes mrkdwn here as well; the bot sends none, and none may slip in. */
const plainSection = z.strictObject({
  type: z.literal('section'),
  text: plainText(LIMITS.text),
  accessory: z.discriminatedUnion('type', [button, staticSelect]).optional(),
  ...blockId,
});
const actions = z.strictObject({
  type: z.literal('actions'),
  elements: z
    .array(z.discriminatedUnion('type', [button, staticSelect]))
    .min(1)
    .max(LIMITS.actions)
    .refine((all) => new Set(all.map((one) => one.action_id)).size === all.length, 'action_id twice'),
  ...blockId,
});
const input = z.strictObject({
  type: z.literal('input'),
  label: plainText(LIMITS.label),
  element: z.discriminatedUnion('type', [textInput, staticSelect]),
  hint: plainText(LIMITS.label).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  ...blockId,
});

const Block = z.discriminatedUnion('type', [header, divider, richText, context, plainSection, actions]);
const ViewBlock = z.discriminatedUnion('type', [
  header,
  divider,
  richText,
  context,
  plainSection,
  actions,
  input,
]);

const eachIdOnce = (blocks: { block_id?: string | undefined }[]): boolean => {
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  return new Set(ids).size === ids.length;
};

const Blocks = z.array(Block).min(1).max(LIMITS.blocks).refine(eachIdOnce, 'block_id twice');
/** Blocks of a window or a home tab; a window may be empty. */
export const ViewBlocks = z.array(ViewBlock).max(100).refine(eachIdOnce, 'block_id twice');

export type BlockProblem = { error: 'invalid_blocks' | 'msg_blocks_too_long'; messages: string[] };

/** Null when Slack would take the blocks; else its error code and what is wrong where. */
export function checkBlocks(blocks: unknown): BlockProblem | null {
  const parsed = Blocks.safeParse(blocks);
  if (!parsed.success) {
    const messages = parsed.error.issues.map(
      (issue) => `[ERROR] ${issue.message} [json-pointer:/blocks/${issue.path.join('/')}]`,
    );
    return { error: 'invalid_blocks', messages };
  }
  const size = textsIn(parsed.data).reduce((sum, one) => sum + one.length, 0);
  if (size <= LIMITS.charactersInAll) return null;
  return { error: 'msg_blocks_too_long', messages: [`[ERROR] ${size} characters in all blocks`] };
}

/** Every text anywhere in the blocks, in reading order. */
export function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    (key === 'text' || key === 'fallback') && typeof value === 'string' ? [value] : textsIn(value),
  );
}
