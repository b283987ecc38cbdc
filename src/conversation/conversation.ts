/**
 * @module conversation/conversation
 * The one entrance for everything a person types, in Slack or in a terminal: text in, answer out. What
 * takes longer than a moment becomes an incident, which speaks for itself through its outbox.
 */
import type { Person, Place } from '../incidents/event.ts';
import type { Message } from './message.ts';

export type Ask = {
  /** Slack's trigger id or the terminal's own: a retry of the same command carries the same id. */
  id: string;
  /** What was typed after the command's name. */
  text: string;
  person: Person;
  place: Place;
};

export type Answer = {
  message: Message;
  /** `asker`: ephemeral; `all`: everyone in the place. */
  for: 'asker' | 'all';
  /** Set when the ask opened or joined an incident. */
  incident?: string;
  /** The same answer for a script (`--json`). */
  data?: Record<string, unknown>;
};

export type Conversation = { ask(ask: Ask): Promise<Answer> };
