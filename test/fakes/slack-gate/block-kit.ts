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
  /** Not documented: measured by others near 13,200 (slackapi/bolt-js#2509). */
  charactersInAll: 13_200,
} as const;

const plainText = (most: number) =>
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
/** Inside preformatted text there are no styles. */
const bareText = z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(LIMITS.text) });

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(text).min(1) });
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

const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(LIMITS.header), ...blockId }),
  z.strictObject({ type: z.literal('divider'), ...blockId }),
  z.strictObject({
    type: z.literal('rich_text'),
    elements: z.array(z.discriminatedUnion('type', [section, list, preformatted])).min(1),
    ...blockId,
  }),
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(plainText(LIMITS.text)).min(1).max(LIMITS.contextElements),
    ...blockId,
  }),
]);

const Blocks = z.array(Block).min(1).max(LIMITS.blocks);

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
  const ids = parsed.data.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  if (new Set(ids).size < ids.length)
    return { error: 'invalid_blocks', messages: ['[ERROR] block_id twice'] };
  const size = textsIn(parsed.data).reduce((sum, one) => sum + one.length, 0);
  if (size <= LIMITS.charactersInAll) return null;
  return { error: 'msg_blocks_too_long', messages: [`[ERROR] ${size} characters in all blocks`] };
}

/** Every text anywhere in the blocks, in reading order. */
export function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  );
}
