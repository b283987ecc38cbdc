/**
 * @module slack/overflow
 * What does not fit into one Slack message, as a plain text file. Evidence is never lost to a limit: the
 * message says that something is missing, and the file in its thread has all of it.
 */

import { type AnyNotice, speakerIn } from '../conversation/compose.ts';
import type { Message, Part, Span } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { utc } from '../messages/time.ts';
import { cleanLine, cleanText, cut, escapeMarkup } from './clean-text.ts';
import type { SlackContent } from './render.ts';

/** Longer than any message gets; a stranger's gigabyte ends here. */
const MOST_CHARACTERS = 500_000;
/** Slack cuts `text` at 40,000 characters and advises 4,000; an escaped character can be five. */
const MOST_SHORT = 3_000;

/** The whole message as text. A stranger's newline begins no line of ours: quotes are marked at the margin. */
export function plainText(message: Message): string {
  const lines = [`${cleanLine(message.emoji)} ${cleanLine(message.headline)}`.trim(), ''];
  for (const part of message.parts) lines.push(...linesOf(part));
  const small = message.context.map(cleanLine).filter((line) => line !== '');
  if (small.length > 0) lines.push('', small.join(' · '));
  return cut(lines.join('\n'), MOST_CHARACTERS);
}

function linesOf(part: Part): string[] {
  switch (part.kind) {
    case 'line':
      return [textOf(part.spans)];
    case 'list':
      return part.items.map((spans) => `  - ${textOf(spans)}`);
    case 'quote':
      return cleanText(part.text)
        .replace(/^\n+|\s+$/g, '')
        .split('\n')
        .map((line) => `  | ${line}`);
    case 'divider':
      return ['', '-'.repeat(40), ''];
  }
}

const textOf = (spans: Span[]): string =>
  cleanLine(spans.map(({ text, link }) => (link === undefined ? text : `${text} ${link}`)).join(''));

/**
 * The message without blocks, for when Slack refuses them: as much of it as one text holds, escaped, and how
 * many characters that leaves out.
 */
export function shortForm(message: Message): { content: SlackContent; missing: number } {
  // The notification begins with the same words as ever.
  const whole = plainText({ ...message, emoji: '' });
  const short = whole.length <= MOST_SHORT ? whole : `${cut(whole, MOST_SHORT - 1)}…`;
  return {
    content: { text: escapeMarkup(short), blocks: [] },
    missing: whole.length <= MOST_SHORT ? 0 : whole.length - (MOST_SHORT - 1),
  };
}

/** Said below a message of which something is missing, as lines of small print. */
export function whereTheRestIs(notice: AnyNotice): string[] {
  if (notice.noFile === undefined) return [text('slack.full-text')];
  return [text('slack.full-text-failed', { why: notice.noFile }), text('slack.full-text-where')];
}

export type TextFile = { name: string; title: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * The file for a notice. Its name and title are ours alone; the title carries the key, by which the file is
 * found when nobody knows whether it was shown.
 */
export function fileOf(notice: AnyNotice, message: Message): TextFile {
  const { id, at: moment } = speakerIn(notice);
  const name = `${id}-${notice.key}`.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
  const whole = `${plainText(message)}\n\n${text('slack.file-as-of', { at: utc(moment, moment) })}\n`;
  return {
    name: `${name.slice(0, 60)}.txt`,
    title: text(`slack.file-of-${kindOf(notice)}`, { key: tagOf(notice) }),
    bytes: new Uint8Array(new TextEncoder().encode(whole)),
  };
}

/** The file of a bundle is no text, and never gets here. */
const kindOf = ({ what }: AnyNotice): Exclude<AnyNotice['what'], 'bundle-file'> =>
  what === 'bundle-file' ? 'bundle' : what;

/** Is this the title of that saying's file? */
export const isTitleOf = (title: string | undefined, notice: AnyNotice): boolean =>
  title?.endsWith(tagOf(notice)) ?? false;

/** By which a file is found again. */
export const tagOf = (notice: AnyNotice): string => `[${speakerIn(notice).id} ${notice.key}]`;
