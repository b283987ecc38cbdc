/**
 * @module conversation/conversation
 * The one entrance for everything a person types, in Slack or in a terminal: text in, answer out. What
 * takes longer than a moment becomes an incident, which speaks for itself through its outbox.
 */
import type { Person, Place } from '../incidents/event.ts';
import type { Message } from '../messages/message.ts';

export type Ask = {
  /** Slack's trigger id or the terminal's own: a retry of the same command carries the same id. */
  id: string;
  /** What was typed after the command's name. */
  text: string;
  person: Person;
  place: Place;
  /** The incident in whose thread it was said: a triage there needs no host. */
  incident?: string;
  /** What the thread is about, if no incident of ours: somebody's complaint. Foreign text. */
  about?: string;
  /** What somebody says is wrong with the host. Foreign text. */
  complaint?: string;
  /** The trace that this command began, where one is kept. */
  trace?: string;
};

export type Answer = {
  message: Message;
  /** `asker`: ephemeral; `all`: everyone in the place. */
  for: 'asker' | 'all';
  /** Set when the ask opened or joined an incident. */
  incident?: string;
  /** What else speaks of it later, for a place that shows only what was asked for there. */
  follow?: string;
  /** The same answer for a script (`--json`). */
  data?: Record<string, unknown>;
};

/** A button that somebody pressed. */
export type Press = {
  /** Slack's trigger id: another press has another one. */
  id: string;
  action: string;
  /** The id of the incident or the freeze, as the button carries it. */
  incident: string;
  /** The recovery and the plan that the message showed (incidents/recovery.ts); absent where none was meant. */
  mark?: string;
  /** Why, in the person's words, where they gave a reason. */
  because?: string;
  /** The look that the message showed when it was pressed; null when it cannot be told. */
  look: number | null;
  person: Person;
  place: Place;
  /** Said beside the press, e.g. `@bot triage: …` in an incident's thread. Foreign text. */
  complaint?: string;
};

/** A question with one field; what is filled in is asked as `verb TEXT`. */
export type Form = {
  verb: 'explain' | 'triage' | 'ticket' | 'extend' | ReasonedVerb;
  title: string;
  label: string;
  hint: string;
  submit: string;
  /** What stands in the field at first, to be changed or left. */
  initial?: string;
  /** What may be chosen, instead of text of one's own. */
  options?: string[];
  /** The field may stay empty. */
  optional?: true;
  /** Goes with what is filled in: what was complained of before. Foreign text. */
  complaint?: string;
  /** Stands before what is filled in, as in `abort ABOUT TEXT`: what the button was on. */
  about?: string;
};

/** Verbs that take a reason; a button of theirs asks for it in a window. */
export const REASONED_VERBS = ['deny', 'pause', 'continue', 'skip', 'abort', 'rollback', 'escalate'] as const;
export type ReasonedVerb = (typeof REASONED_VERBS)[number];

export type Conversation = {
  ask(ask: Ask): Promise<Answer>;
  press(press: Press): Promise<Answer | { form: Form }>;
  /** Remembers for a day that this event of Slack's was answered; false when it had been already. */
  take(id: string): Promise<boolean>;
  /** The board of hosts and open incidents as it is now; `page`: of the hosts, from 1. */
  home(page?: number): Promise<Message>;
};
