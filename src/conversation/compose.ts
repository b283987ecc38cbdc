/**
 * @module conversation/compose
 * From what an incident wants shown to the message that is shown, the same in Slack and in a terminal.
 */
import type { IncidentView, Saying } from '../incidents/notifier.ts';
import { composeDetails } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { composeStatus } from './compose-status.ts';

/** What to compose; a `Saying` fits. */
export type Composable = { what: Saying['what']; view: IncidentView; host?: string };

/** The message for a saying; `command` is what people type. Pure. */
export function compose(saying: Composable, command = '/openclaw'): Message {
  if (saying.what === 'status') return composeStatus(saying.view, command);
  const host = saying.view.hosts.find((one) => one.host === saying.host) ?? saying.view.hosts[0];
  // A view without hosts has no details; the status says so as well as anything.
  return host === undefined ? composeStatus(saying.view, command) : composeDetails(saying.view, host);
}
