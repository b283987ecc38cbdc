/**
 * @module messages/message
 * What the bot says, before it is Slack blocks or terminal text. Every string in here is plain data from
 * anybody: the renderers escape, so nothing in it can become markup, a ping or an escape sequence.
 */
import type { Span } from '../sentences/span.ts';

export type { Span } from '../sentences/span.ts';

export type Part =
  /** `unless`: says in words what this button does, for places that show no such button. */
  | { kind: 'line'; spans: Span[]; unless?: string }
  | { kind: 'list'; items: Span[][] }
  /** Foreign text (logs, evidence, commands): preformatted, never interpreted. */
  | { kind: 'quote'; text: string }
  | { kind: 'divider' };

/** A button carries the incident and an opaque action id, and no arguments but what was complained of. */
export type Button = {
  label: string;
  /** One of conversation/actions. */
  action: string;
  /**
   * The incident's id, for a recovery with the mark of what is shown of it; where the button belongs to none, what was
   * complained of, without secrets, or `-`.
   */
  value: string;
  style?: 'primary' | 'danger';
};

/** Buttons belong to what the message shows: once that has changed, a press on them is stale. */
export type Buttons = { look: number; list: Button[] };

export type Message = {
  /** One line of fixed words and ids: notification text and title. */
  headline: string;
  emoji: string;
  parts: Part[];
  buttons?: Buttons;
  /** Small print: job, requester, duration, age of data. */
  context: string[];
};

/** Plain-text span. */
export const say = (text: string): Span => ({ text });
export const bold = (text: string): Span => ({ text, style: 'bold' });
export const code = (text: string): Span => ({ text, style: 'code' });
export const linked = (text: string, link: string): Span => ({ text, link });
