/**
 * @module conversation/compose
 * From what an incident wants shown to the message that is shown, the same in Slack and in a terminal. The sentences
 * come from messages/; which buttons make sense is the conversation's to know.
 */
import type { IncidentView, Notice } from '../incidents/notifier.ts';
import { composeDetails } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { composeStatus } from '../messages/status.ts';
import { buttonsFor } from './buttons.ts';

/** What to compose; a `Notice` fits. */
export type Composable = { what: Notice['what']; view: IncidentView; host?: string };

/** The message for a notice; `command` is what people type. Pure. */
export function compose(notice: Composable, command = '/openclaw'): Message {
  if (notice.what === 'status') return status(notice.view, command);
  const host = notice.view.hosts.find((one) => one.host === notice.host) ?? notice.view.hosts[0];
  // A view without hosts has no details; the status says so as well as anything.
  return host === undefined ? status(notice.view, command) : composeDetails(notice.view, host);
}

const status = (view: IncidentView, command: string): Message => ({
  ...composeStatus(view, command),
  buttons: buttonsFor(view),
});
