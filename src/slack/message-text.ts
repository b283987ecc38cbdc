/**
 * @module slack/message-text
 * What somebody wrote, as they see it: Slack sends links, mentions and `<`, `>`, `&` as markup of its own,
 * and what programs post often stands only in blocks and attachments. All of it stays foreign text.
 */

/** Messages are read up to here, in characters. */
const MOST = 200_000;
const DEEPEST = 8;

/** Slack's markup taken back: `<https://a|b>` is `b`, `&lt;` is `<` (docs.slack.dev, "Formatting text"). */
export function plainText(markup: string): string {
  return markup
    .slice(0, MOST)
    .replace(
      /<([@#!]?)([^<>|\n]{1,3000})(?:\|([^<>\n]{0,3000}))?>/g,
      (_all, sign: string, target: string, label?: string) =>
        sign === '' ? (label ?? target) : `${sign === '!' ? '@' : sign}${label ?? target}`,
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** The text of a message as Slack sends it: its own, else what its blocks and attachments say. */
export function textOf(message: {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
}): string {
  const own = plainText(message.text ?? '').trim();
  const attached = textsIn(message.attachments, 0).join('\n').trim();
  const body = own === '' ? textsIn(message.blocks, 0).join('\n').trim() : own;
  return [body, attached]
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, MOST);
}

/** Every text below, in order; keys are those of blocks, elements and old-style attachments. */
function textsIn(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, depth + 1));
  const own = Object.entries(value);
  return own.flatMap(([key, one]) => {
    if (typeof one === 'string') return TEXTS.has(key) ? [plainText(one)] : [];
    return PARTS.has(key) ? textsIn(one, depth + 1) : [];
  });
}

const TEXTS = new Set(['text', 'pretext', 'title', 'value']);
const PARTS = new Set(['text', 'elements', 'fields', 'blocks', 'title']);
