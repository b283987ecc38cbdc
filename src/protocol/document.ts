/**
 * @module protocol/document
 * A text for people as data: headings, paragraphs, lists, tables and blocks of evidence. Whoever shows it (Markdown, a
 * page, a ticket's own markup) escapes it there, so that a log line can never become markup.
 */
import * as z from 'zod';

const Text = z.string().max(8_000);

/** Words in a line. A link is ours, never one that was found in evidence. */
export const Words = z.strictObject({
  text: z.string().max(2_000),
  style: z.enum(['bold', 'code']).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
});
export type Words = z.infer<typeof Words>;

export const Block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string().max(300),
  }),
  z.strictObject({ kind: z.literal('paragraph'), words: z.array(Words).max(64) }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.array(Words).max(64)).max(100) }),
  z.strictObject({
    kind: z.literal('table'),
    head: z.array(z.string().max(120)).max(8),
    rows: z.array(z.array(z.array(Words).max(16)).max(8)).max(200),
  }),
  /** Lines of a log, a file or a command's answer, as they are. */
  z.strictObject({ kind: z.literal('evidence'), source: z.string().max(512), text: Text }),
  /** Command lines to be typed by a person. */
  z.strictObject({ kind: z.literal('commands'), lines: z.array(z.string().max(1_000)).max(20) }),
]);
export type Block = z.infer<typeof Block>;

export const Document = z.array(Block).max(400);
export type Document = z.infer<typeof Document>;
