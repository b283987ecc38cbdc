/**
 * @module conversation/recovery-action
 * What a button of a recovery is: one file each, listed in actions/index.ts. What it asks is an event; the incident
 * alone decides what becomes of it, so a press that is too late, too early or a second one changes nothing.
 */
import type { IncidentEvent } from '../incidents/event.ts';
import type { RecoveryView } from '../incidents/notifier.ts';
import type { PlainId } from '../messages/sentence.ts';
import type { Answer, Press, ReasonedVerb } from './conversation.ts';
import type { Right } from './permission.ts';
import type { ConversationDeps } from './verb.ts';

/** An event without its id and time. */
export type Wish = IncidentEvent extends infer Event
  ? Event extends { id: string; at?: number }
    ? Omit<Event, 'id' | 'at'>
    : never
  : never;

export type RecoveryAction = {
  /** Slack's action id; never reused for another meaning. */
  action: string;
  label: PlainId;
  style?: 'primary' | 'danger';
  /** Under which of a recovery's messages it stands. */
  under: readonly ('plan' | 'recovery')[];
  right: Extract<Right, 'act' | 'approve'>;
  /** The verb by which the reason is given, where one is asked for. */
  reasoned?: ReasonedVerb;
  /** It is done without a reason, too. */
  mayBeSilent?: true;
  /** Where it makes sense. */
  fits(recovery: RecoveryView): boolean;
  /** Why this person may not, though the recovery stands right; null if they may. */
  refuses?(press: Press, recovery: RecoveryView, deps: ConversationDeps): Answer | null;
  /** Something else than an event that is done, e.g. a private word; null goes on with the event. */
  instead?(press: Press, recovery: RecoveryView, deps: ConversationDeps): Promise<Answer | null>;
  wish(press: Press, recovery: RecoveryView): Wish;
};
