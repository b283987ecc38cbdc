/**
 * @module conversation/compose
 * From what an incident wants shown to the message that is shown, the same in Slack and in a terminal. The sentences
 * come from messages/; which buttons make sense is the conversation's to know.
 */
import type { IncidentView, Saying } from '../incidents/notifier.ts';
import { composeDetails } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { composeStatus } from '../messages/status.ts';
import { buttonsFor } from './buttons.ts';

/** What to compose; a `Saying` fits. */
export type Composable = { what: Saying['what']; view: IncidentView; host?: string };

/** The message for a saying; `command` is what people type. Pure. */
export function compose(saying: Composable, command = '/openclaw'): Message {
  if (saying.what === 'status') return status(saying.view, command);
  const host = saying.view.hosts.find((one) => one.host === saying.host) ?? saying.view.hosts[0];
  // A view without hosts has no details; the status says so as well as anything.
  return host === undefined ? status(saying.view, command) : composeDetails(saying.view, host);
}

const status = (view: IncidentView, command: string): Message => ({
  ...composeStatus(view, command),
  buttons: buttonsFor(view),
});
