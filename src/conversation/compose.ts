/**
 * @module conversation/compose
 * From what an object wants shown to the message that is shown, the same in Slack and in a terminal. The sentences
 * come from messages/; which buttons make sense is the conversation's to know.
 */
import { FREEZE_KINDS, type FreezeNotice } from '../freezes/notifier.ts';
import type { IncidentView, Notice } from '../incidents/notifier.ts';
import { composeBundle } from '../messages/bundle.ts';
import type { Approvers } from '../messages/consent.ts';
import { composeDetails } from '../messages/details.ts';
import { composeFreeze } from '../messages/freeze.ts';
import type { Message } from '../messages/message.ts';
import { composePlan } from '../messages/recovery-plan.ts';
import { composeProgress } from '../messages/recovery-progress.ts';
import { momentOf } from '../messages/small-print.ts';
import { composeStatus } from '../messages/status.ts';
import { composeTicket } from '../messages/ticket.ts';
import type { Person } from '../outbox/person.ts';
import { BUNDLE_ACTIONS } from './actions/index.ts';
import { bundleButtons } from './bundle-buttons.ts';
import { buttonsFor, freezeButtons, recoveryButtons } from './buttons.ts';

/** Whatever is said: of an incident or of a freeze. */
export type AnyNotice = Notice | FreezeNotice;

/** What to compose of an incident. */
type OfIncident = { what: Notice['what']; view: IncidentView; host?: string; about?: string };

/** What to compose; an `AnyNotice` fits. */
export type Composable = OfIncident | Pick<FreezeNotice, 'what' | 'view'>;

const kinds: readonly string[] = FREEZE_KINDS;

export const isOfFreeze = <T extends { what: string }>(
  notice: T,
): notice is Extract<T, { what: FreezeNotice['what'] }> => kinds.includes(notice.what);

/** Who speaks in a notice, since when, for whom, and of which moment; times are epoch ms. */
export function speakerIn(notice: AnyNotice): { id: string; since: number; at: number; requester: Person } {
  const { startedAt: since, requester } = notice.view;
  return isOfFreeze(notice)
    ? { id: notice.view.freeze, since, at: notice.view.at, requester }
    : { id: notice.view.incident, since, at: momentOf(notice.view), requester };
}

/** The message for a notice; `command` is what people type, `approvers` who may agree to changes. Pure. */
export function compose(notice: Composable, command = '/openclaw', approvers: Approvers = []): Message {
  if (isOfFreeze(notice)) return { ...composeFreeze(notice), ...freezeButtons(notice) };
  if (notice.what === 'status') return status(notice.view, command);
  if (notice.what === 'bundle' || notice.what === 'bundle-file') return bundle(notice, command);
  if (notice.what === 'ticket') return ticket(notice, command);
  if (notice.what !== 'details') return recovery(notice, notice.what, command, approvers);
  const host = notice.view.hosts.find((one) => one.host === notice.host) ?? notice.view.hosts[0];
  // A view without hosts has no details; the status says so as well as anything.
  return host === undefined ? status(notice.view, command) : composeDetails(notice.view, host);
}

function bundle({ view, about }: OfIncident, command: string): Message {
  const one = view.bundles?.find(({ id }) => id === about);
  // One that is not remembered any more: the status says how things stand.
  if (one === undefined) return status(view, command);
  const buttons = bundleButtons(BUNDLE_ACTIONS, view, one, 'bundle');
  const message = composeBundle(view, one, command);
  return buttons.list.length === 0 ? message : { ...message, buttons };
}

function recovery(
  { view, about }: OfIncident,
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

function ticket({ view, about }: OfIncident, command: string): Message {
  const one = view.tickets?.find(({ id }) => id === about);
  return one === undefined ? status(view, command) : composeTicket(view, one, command);
}

const status = (view: IncidentView, command: string): Message => ({
  ...composeStatus(view, command),
  buttons: buttonsFor(view),
});
