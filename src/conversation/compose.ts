/**
 * @module conversation/compose
 * From what an incident wants shown to the message that is shown, the same in Slack and in a terminal. The sentences
 * come from messages/; which buttons make sense is the conversation's to know.
 */
import type { IncidentView, Notice } from '../incidents/notifier.ts';
import type { Approvers } from '../messages/consent.ts';
import { composeDetails } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { composePlan } from '../messages/recovery-plan.ts';
import { composeProgress } from '../messages/recovery-progress.ts';
import { composeStatus } from '../messages/status.ts';
import { buttonsFor, recoveryButtons } from './buttons.ts';

/** What to compose; a `Notice` fits. */
export type Composable = { what: Notice['what']; view: IncidentView; host?: string; about?: string };

/** The message for a notice; `command` is what people type, `approvers` who may agree to changes. Pure. */
export function compose(notice: Composable, command = '/openclaw', approvers: Approvers = []): Message {
  if (notice.what === 'status') return status(notice.view, command);
  if (notice.what !== 'details') return recovery(notice, notice.what, command, approvers);
  const host = notice.view.hosts.find((one) => one.host === notice.host) ?? notice.view.hosts[0];
  // A view without hosts has no details; the status says so as well as anything.
  return host === undefined ? status(notice.view, command) : composeDetails(notice.view, host);
}

function recovery(
  { view, about }: Composable,
  what: 'plan' | 'recovery',
  command: string,
  approvers: Approvers,
): Message {
  const one = view.recoveries?.find(({ id }) => id === about);
  // One that is not kept any more: the status says how things stand.
  if (one === undefined) return status(view, command);
  const message = what === 'plan' ? composePlan(view, one, command, approvers) : composeProgress(view, one);
  const buttons = recoveryButtons(view, one, what);
  return buttons.list.length === 0 ? message : { ...message, buttons };
}

const status = (view: IncidentView, command: string): Message => ({
  ...composeStatus(view, command),
  buttons: buttonsFor(view),
});
