/**
 * @module slack/render
 * A message as Slack blocks. Foreign text goes only where Slack reads no markup: rich_text and plain_text
 * elements, so that a log line cannot ping a channel or dress up as ours. Slack's limits hold by
 * construction, and what does not fit is said to be missing.
 */
import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import type { Buttons, Message, Part, Span } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { cleanLine, cleanText, cut, escapeMarkup } from './clean-text.ts';

/** Slack: blocks in one message. */
const MOST_BLOCKS = 50;
/** Slack: characters of a header. */
const MOST_HEADER = 150;
/** Slack: characters of one text. */
const MOST_TEXT = 3_000;
/** Slack refuses a message near 13,200 characters in all its blocks (slackapi/bolt-js#2509). */
const MOST_IN_ALL = 10_000;
/** Slack: elements of a context block; small print longer than this is not small. */
const MOST_CONTEXT = 10;
const MOST_CONTEXT_TEXT = 200;
/** Kept free for the sentence that says what is missing. */
const REMAINDER_ROOM = 100;
/** What an element costs besides its characters, so that ten thousand tiny ones cannot be a message. */
const ELEMENT_COST = 8;

/** What `chat.postMessage`, `chat.update` and the answer to a command have in common. */
export type SlackContent = { text: string; blocks: KnownBlock[] };

/** `text` is what a notification and a screen reader say; `blocks` is what is seen. Never throws. */
export const render = (message: Message): SlackContent => renderCounted(message).content;

/** The same, with the number of characters that did not fit. */
export function renderCounted(message: Message): { content: SlackContent; missing: number } {
  const headline = cut(cleanLine(message.headline), MOST_HEADER) || 'OpenClaw';
  const header = cut(`${cleanLine(message.emoji)} ${headline}`.trim(), MOST_HEADER);
  const context = message.context
    .map((line) => cut(cleanLine(line), MOST_CONTEXT_TEXT))
    .filter((line) => line !== '')
    .slice(0, MOST_CONTEXT);
  const smallPrint = context.reduce((sum, line) => sum + line.length, 0);

  const room = createRoom(MOST_IN_ALL - header.length - smallPrint - REMAINDER_ROOM);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: header, emoji: false } },
    ...body(
      message.parts.filter((part) => !isButton(part, message.buttons)),
      room,
    ),
  ];
  const missing = room.missing();
  if (missing > 0) blocks.push(remainder(missing));
  if (message.buttons !== undefined) blocks.push(...actionsOf(message.buttons));
  if (context.length > 0) {
    const elements = context.map((text) => ({ type: 'plain_text' as const, text, emoji: false }));
    blocks.push({ type: 'context', elements });
  }
  return { content: { text: escapeMarkup(headline), blocks }, missing };
}

/** The characters that are left, and how many did not fit. */
type Room = {
  /** As much of the text as fits into one element; '' when nothing does. */
  take(text: string): string;
  missing(): number;
};

function createRoom(size: number): Room {
  let left = size;
  let missing = 0;
  return {
    take(text) {
      const most = Math.min(MOST_TEXT, left - ELEMENT_COST);
      const taken = text.length <= most ? text : cut(text, most - 1);
      missing += text.length - taken.length;
      if (taken === '') return '';
      left -= taken.length + 1 + ELEMENT_COST;
      return taken.length < text.length ? `${taken}…` : taken;
    },
    missing: () => missing,
  };
}

/** Parts between two dividers are one rich_text block, so only dividers can make many blocks. */
function body(parts: Part[], room: Room): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let elements: RichTextBlockElement[] = [];
  const close = (): void => {
    if (elements.length > 0) blocks.push({ type: 'rich_text', elements });
    elements = [];
  };
  // Header, remainder, actions and context, and the rich_text block after the last divider.
  const mostDividers = MOST_BLOCKS - 5;
  for (const part of parts) {
    if (part.kind !== 'divider') elements.push(...elementsOf(part, room, elements.at(-1)));
    else if (blocks.length + 2 <= mostDividers) {
      close();
      if (blocks.length > 0 && blocks.at(-1)?.type !== 'divider') blocks.push({ type: 'divider' });
    }
  }
  close();
  if (blocks.at(-1)?.type === 'divider') blocks.pop();
  return blocks;
}

/** Said by a button of the same message. */
function isButton(part: Part, buttons: Buttons | undefined): boolean {
  const said = part.kind === 'line' ? part.unless : undefined;
  return said !== undefined && (buttons?.list ?? []).some(({ action }) => action === said);
}

function elementsOf(
  part: Exclude<Part, { kind: 'divider' }>,
  room: Room,
  before: RichTextBlockElement | undefined,
): RichTextBlockElement[] {
  if (part.kind === 'quote') {
    const text = room.take(cleanText(part.text).replace(/^\n+|\s+$/g, ''));
    return text === '' ? [] : [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }];
  }
  if (part.kind === 'list') {
    const items = part.items.map((spans) => textsOf(spans, room)).filter((texts) => texts.length > 0);
    if (items.length === 0) return [];
    const sections = items.map((elements) => ({ type: 'rich_text_section' as const, elements }));
    return [{ type: 'rich_text_list', style: 'bullet', elements: sections }];
  }
  const texts = textsOf(part.spans, room);
  if (texts.length === 0) return [];
  if (before?.type !== 'rich_text_section') return [{ type: 'rich_text_section', elements: texts }];
  // Slack shows one section after the other without a line break.
  before.elements.push({ type: 'text', text: '\n' }, ...texts);
  return [];
}

/** A line's spans; inner spaces stay, so that words do not run together where the style changes. */
function textsOf(spans: Span[], room: Room): RichTextElement[] {
  const texts: RichTextElement[] = [];
  for (const span of spans) {
    const text = room.take(cleanText(span.text).replace(/\s+/g, ' '));
    if (text === '') continue;
    texts.push(elementOf(span, text));
  }
  return texts;
}

/** docs.slack.dev, "Rich text": a date runs in the reader's own time; who cannot show it shows the fallback. */
const IN_THE_READERS_TIME = '{date_short_pretty} {time}';

function elementOf({ style, at, link }: Span, text: string): RichTextElement {
  if (at !== undefined)
    return { type: 'date', timestamp: Math.floor(at / 1_000), format: IN_THE_READERS_TIME, fallback: text };
  if (link !== undefined) return { type: 'link', url: link, text };
  return { type: 'text', text, ...(style === undefined ? {} : { style: { [style]: true } }) };
}

/** At most four: what does not fit on a telephone's width is not pressed at night. */
const MOST_BUTTONS = 4;
/** Slack: characters of a button's label. */
const MOST_LABEL = 75;

/** The look that a message showed stands in the block's id, which Slack hands back with a press. */
export const BLOCK_OF_LOOK = /^look-(\d{1,6})$/;

function actionsOf({ look, list }: Buttons): KnownBlock[] {
  const elements = list.slice(0, MOST_BUTTONS).map((button) => ({
    type: 'button' as const,
    action_id: button.action,
    value: button.value,
    text: { type: 'plain_text' as const, text: cut(cleanLine(button.label), MOST_LABEL), emoji: false },
    ...(button.style === undefined ? {} : { style: button.style }),
  }));
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: `look-${look}`, elements }];
}

function remainder(missing: number): RichTextBlock {
  const words = text('slack.more-characters', { n: missing });
  const elements = [{ type: 'text' as const, text: words, style: { italic: true } }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
