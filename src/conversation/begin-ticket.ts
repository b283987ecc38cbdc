/**
 * @module conversation/begin-ticket
 * Asks for a ticket: by which incident, at which desk, with which bundle. What is there already is said and linked, and
 * an existing one is read before it is called ours.
 */
import { bundleName } from '../incidents/bundle.ts';
import type { IncidentMessage } from '../incidents/messages.ts';
import type { IncidentView, TicketView } from '../incidents/notifier.ts';
import { isAlive, MOST_TICKETS, ticketAt } from '../incidents/ticket.ts';
import type { Part } from '../messages/message.ts';
import { line, text } from '../messages/sentence.ts';
import { keySpan } from '../messages/ticket.ts';
import { noDesk, notRead, notSeen, tooMany, whichDesk } from '../messages/ticket-refusals.ts';
import type { Person } from '../outbox/person.ts';
import { DeskError, type Ticket } from '../tickets/desk.ts';
import { NO_DESKS } from '../tickets/known-desks.ts';
import type { Answer } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

export type TicketWish = {
  /** Of the request: the same again is the same wish. */
  id: string;
  person: Person;
  view: IncidentView;
  desk?: string;
  key?: string;
  title?: string;
  /** As its message names it (incidents/bundle.ts). */
  bundle?: string;
};

/** Whoever gets here may act. */
export async function beginTicket(wish: TicketWish, deps: ConversationDeps): Promise<Answer> {
  const { desks = NO_DESKS, command, log } = deps;
  const { view, id, person, key, title } = wish;
  const bundle = view.bundles?.find((one) => bundleName(one) === wish.bundle)?.id;
  const name = wish.desk ?? desks.usual;
  const example = `${command} ticket ${view.incident}`;
  if (desks.names.length === 0) return noDesk(command);
  const desk = name === null ? undefined : desks.get(name);
  if (name === null || desk === undefined) return whichDesk(desks.names, example);
  const there = ticketAt(view.tickets ?? [], name);
  const lives = there !== undefined && isAlive(there);
  // What was refused may be possible now: the wish goes to the incident all the same.
  const waits = there !== undefined && (there.trouble !== null || there.unsaid !== null);
  if (lives && !waits && (bundle === undefined || bundle === there.bundle)) return exists(view, there, key);
  if (!lives && (view.tickets?.length ?? 0) >= MOST_TICKETS) return tooMany(MOST_TICKETS, command);
  let existing: Ticket | null = null;
  if (!lives && key !== undefined) {
    try {
      existing = await desk.read(key);
    } catch (cause) {
      if (!(cause instanceof DeskError)) throw cause;
      return notRead(name, key, cause.message, `${example} ${name} ${key}`);
    }
    if (existing === null) return notSeen(name, key, `${example} ${name}`);
  }
  const message: IncidentMessage = {
    type: 'event',
    event: {
      ...{ id: `ticket:${id}`, at: deps.now(), type: 'ticket', desk: name, person },
      ...(existing === null ? {} : { key: existing.key }),
      ...(title === undefined ? {} : { title }),
      ...(bundle === undefined ? {} : { bundle }),
    },
  };
  await deps.objects.send({ kind: 'incident', name: view.incident }, message);
  log.info({ incident: view.incident, desk: name, by: person.id }, 'A ticket was asked for');
  if (lives) return exists(view, there, key, bundle !== undefined);
  return begun(view, name, existing, there?.state === 'failed');
}

function begun(view: IncidentView, desk: string, existing: Ticket | null, again: boolean): Answer {
  const parts: Part[] =
    existing === null
      ? [line('ticket.in-thread')]
      : [line('ticket.link-follows', { ticket: keySpan({ at: existing }) })];
  const headline =
    existing !== null
      ? text('ticket.linking', { key: existing.key, desk })
      : text(again ? 'ticket.again' : 'ticket.requested', { desk });
  return {
    message: { headline, emoji: '🎫', parts, context: [view.incident] },
    for: 'asker',
    incident: view.incident,
    data: { incident: view.incident, desk, state: 'wanted', key: existing?.key ?? null },
  };
}

/** No second ticket: where the first one is. */
function exists(view: IncidentView, one: TicketView, key?: string, bundle = false): Answer {
  const { desk, at } = one;
  const other = key !== undefined && key.toLowerCase() !== at?.key.toLowerCase();
  return {
    message: {
      headline:
        at === null ? text('ticket.exists-opening', { desk }) : text('ticket.exists', { key: at.key, desk }),
      emoji: '🎫',
      parts: [
        ...(at === null ? [line('ticket.in-thread')] : [line('ticket.exists-why', { ticket: keySpan(one) })]),
        ...(other ? [line('ticket.exists-other')] : []),
        ...(bundle ? [line('ticket.exists-bundle')] : []),
      ],
      context: [view.incident],
    },
    for: 'asker',
    incident: view.incident,
    data: { incident: view.incident, desk, state: one.state, key: at?.key ?? null, url: at?.url ?? null },
  };
}
