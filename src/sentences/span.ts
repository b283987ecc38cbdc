/**
 * @module sentences/span
 * A few words of a sentence with their style. The text is plain data from anybody: whoever shows it escapes it, so that
 * nothing in it can become markup.
 */
export type Span = {
  text: string;
  style?: 'bold' | 'italic' | 'code';
  /** A moment (epoch ms) that `text` says in UTC: where a place can, each reader sees it in their own time. */
  at?: number;
  /** An address that the bot has made itself, never one from elsewhere. */
  link?: string;
};
