/**
 * @module messages/slack-errors
 * What a person can do about a call that Slack refused, by Slack's own code for it.
 */
import { EN } from './en/index.ts';
import { type PlainId, text } from './sentence.ts';

/** What was being done: the same code asks for different things. */
export type SlackDeed = 'message' | 'dialog' | 'home' | 'people';

/** A sentence with what helps; null for a code that has none. */
export function remedyFor(deed: SlackDeed, code: string): string | null {
  const id = `slack-error.${deed}.${code}`;
  // All of these sentences stand alone; the one that names a scope has its own function.
  return Object.hasOwn(EN, id) && code !== 'missing_scope' ? text(id as PlainId) : null;
}

/** The app was installed without a permission that it asks for now. */
export const missingScope = (scope: string | undefined): string =>
  text('slack-error.message.missing_scope', { scope: scope ?? text('slack-error.message.a-scope') });
