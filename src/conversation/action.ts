/**
 * @module conversation/action
 * What a button is: one file each, listed in actions/index.ts. A press is judged by what the incident is
 * now, never by what the message said when it was written.
 */
import type { IncidentView } from '../incidents/notifier.ts';
import type { PlainId } from '../messages/sentence.ts';
import type { Answer, Form, Press } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

/** A button that belongs to no incident: to nothing, or to a freeze. */
export type FreeAction = {
  action: string;
  label: PlainId;
  run(press: Press, deps: ConversationDeps): Promise<Answer | { form: Form }>;
};

export type Action = {
  /** Slack's action id; never reused for another meaning. */
  action: string;
  label: PlainId;
  style?: 'primary' | 'danger';
  /** Where the button makes sense. */
  fits(view: IncidentView): boolean;
  run(press: Press, view: IncidentView, deps: ConversationDeps): Promise<Answer | { form: Form }>;
};
