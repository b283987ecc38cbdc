/**
 * @module conversation/actions/ticket
 * Puts the incident on a ticket. Words are asked for only where somebody must choose a desk, or wants the title asked for.
 */
import { CLAIM } from '../../diagnosis/finding.ts';
import type { IncidentView } from '../../incidents/notifier.ts';
import { isAlive, ticketAt } from '../../incidents/ticket.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { text } from '../../messages/sentence.ts';
import { ticketTitle } from '../../messages/ticket-title.ts';
import { NO_DESKS } from '../../tickets/known-desks.ts';
import type { Action } from '../action.ts';
import { beginTicket } from '../begin-ticket.ts';
import type { Answer, Form, Press } from '../conversation.ts';
import { withMark } from '../marked.ts';
import type { ConversationDeps } from '../verb.ts';

export const ticket: Action = {
  action: 'ticket',
  label: 'button.ticket',
  // A ticket that is there stands in the message instead.
  fits: (view) =>
    (view.desks ?? []).length > 0 &&
    !(view.tickets ?? []).some(isAlive) &&
    view.hosts.some(({ diagnosis }) => diagnosis?.findings.some(({ confidence }) => confidence >= CLAIM)),
  run: (press, view, deps) => pressTicket(press, view, deps),
};

/** Also from a bundle's message: `bundle` is what it showed. */
export async function pressTicket(
  press: Press,
  view: IncidentView,
  deps: ConversationDeps,
  bundle?: string,
): Promise<Answer | { form: Form }> {
  const { desks = NO_DESKS, command, may } = deps;
  const permission = await may(press.person, 'act');
  if (!permission.ok) return notAllowed(permission, 'ticket', [`${command} status`]);
  const about = bundle === undefined ? view.incident : withMark(view.incident, bundle);
  const { usual } = desks;
  const asks = press.look !== null;
  if (asks && usual === null && desks.names.length > 0) return { form: whichDesk(desks.names, about) };
  const there = usual === null ? undefined : ticketAt(view.tickets ?? [], usual);
  const isNew = there === undefined || !isAlive(there);
  if (asks && usual !== null && isNew && deps.askTitle === true)
    return { form: whichTitle(ticketTitle(view), `${about} ${usual} title`) };
  const more = bundle === undefined ? {} : { bundle };
  return beginTicket({ id: press.id, person: press.person, view, ...more }, deps);
}

const whichDesk = (names: readonly string[], about: string): Form => ({
  ...{ verb: 'ticket', title: text('dialog.ticket.title'), submit: text('button.ticket'), about },
  ...{ label: text('dialog.ticket.desk'), hint: text('dialog.ticket.desk-hint'), options: [...names] },
});

const whichTitle = (initial: string, about: string): Form => ({
  ...{ verb: 'ticket', title: text('dialog.ticket.title'), submit: text('button.ticket'), about },
  ...{ label: text('dialog.ticket.name'), hint: text('dialog.ticket.name-hint'), initial },
});
