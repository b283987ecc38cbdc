/**
 * @module messages/ticket
 * A ticket in the incident's thread: whether it is open, by whom or by which setting, what it lacks; where the desk said
 * no, what it said, that nothing was opened, and what to do next.
 */
import type { IncidentView, TicketView } from '../incidents/notifier.ts';
import { code, linked, type Message, type Part, type Span, say } from './message.ts';
import { line, text } from './sentence.ts';
import { momentOf, nameOf } from './small-print.ts';
import { utc } from './time.ts';

const EMOJI = { wanted: '⏳', opening: '📨', open: '🎫', failed: '⛔', gone: '❔' } as const;
/** Of what a desk calls a ticket, in characters. */
const MOST_KEY = 80;

/** The ticket's key, as a link to it where its address is one. */
export function keySpan({ at }: Pick<TicketView, 'at'>): Span {
  if (at === null) return say('–');
  const key = at.key.slice(0, MOST_KEY);
  return /^https?:\/\//.test(at.url) ? linked(key, at.url) : code(key);
}

/** The message of one ticket; `command` is what people type, `/openclaw`. Pure. */
export function composeTicket(view: IncidentView, ticket: TicketView, command: string): Message {
  const { desk, state } = ticket;
  const again = `${command} ticket ${view.incident} ${desk}`;
  const key = (ticket.at?.key ?? '').slice(0, MOST_KEY);
  return {
    headline: text(`ticket.headline-${state}`, { desk, key }),
    emoji: EMOJI[state],
    parts: [
      ...standing(view, ticket, again),
      ...doublesOf(ticket),
      ...fileOf(ticket),
      ...troubleOf(ticket, again),
      ...waiting(ticket, again),
    ],
    context: [view.incident],
  };
}

function standing(view: IncidentView, ticket: TicketView, again: string): Part[] {
  switch (ticket.state) {
    case 'wanted':
      return [line('ticket.waits'), whoWants(ticket)];
    case 'opening':
      return [line('ticket.asked', { desk: ticket.desk }), whoWants(ticket)];
    case 'open':
      return [opened(ticket, momentOf(view)), ...comments(ticket)];
    case 'failed':
      return failed(ticket, again);
    case 'gone':
      return [line('ticket.gone', { ticket: keySpan(ticket) }), line('ticket.gone-next', { command: again })];
  }
}

function whoWants({ itself, by }: TicketView): Part {
  if (itself === null) return line('ticket.wanted-by', { person: nameOf(by) });
  const { finding, severity, limit } = itself;
  return line('ticket.wanted-itself', { finding: code(finding), severity, limit });
}

function opened(one: TicketView, now: number): Part {
  const told = { ticket: keySpan(one), at: utc(one.openedAt ?? one.askedAt, now) };
  if (one.itself !== null) {
    const { finding, severity, limit } = one.itself;
    return line('ticket.opened-itself', { ...told, finding: code(finding), severity, limit });
  }
  const person = nameOf(one.by);
  return one.key !== null
    ? line('ticket.adopted', { ...told, person })
    : line('ticket.opened', { ...told, person });
}

const comments = ({ comments: n }: TicketView): Part[] => (n === 0 ? [] : [line('ticket.comments', { n })]);

/** The cause in the desk's own words, that nothing was opened, and what to do next. */
function failed({ desk, why }: TicketView, again: string): Part[] {
  const how = why?.how ?? 'refused';
  const cause = {
    refused: line('ticket.failed', { desk }),
    gone: line('ticket.failed', { desk }),
    denied: line('ticket.failed-denied', { desk }),
    limited: line('ticket.failed-limited', { desk }),
    unsure: line('ticket.failed-unsure', { desk }),
  }[how];
  return [
    cause,
    { kind: 'quote', text: why?.told ?? text('status.no-reason') },
    how === 'unsure' ? line('ticket.look-first', { desk }) : line('ticket.not-opened'),
    line('ticket.failed-next', { desk, check: 'bot.mjs desk check', command: again }),
  ];
}

function doublesOf({ doubles }: TicketView): Part[] {
  if (doubles.length === 0) return [];
  const tickets = doubles.flatMap((at, n) => [...(n === 0 ? [] : [say(', ')]), keySpan({ at })]);
  return [line('ticket.doubles', { tickets })];
}

function fileOf({ file, state }: TicketView): Part[] {
  if (state !== 'open' || file === null || file.state === 'sending') return [];
  if (file.state === 'attached') return [line('ticket.bundle-attached')];
  return [line('ticket.bundle-linked'), { kind: 'quote', text: file.why ?? text('status.no-reason') }];
}

/** Something waits for the desk: the cause, and what people can do. */
function troubleOf({ trouble, desk }: TicketView, again: string): Part[] {
  if (trouble === null) return [];
  const cause: Part = { kind: 'quote', text: trouble.told };
  if (trouble.how !== 'denied') return [line('ticket.trouble', { desk }), cause];
  return [
    line('ticket.trouble-denied', { desk }),
    cause,
    line('ticket.trouble-denied-next', { check: 'bot.mjs desk check', command: again }),
  ];
}

/** What the desk was to be told and was not yet. */
function waiting({ state, owed, saying, unsaid, desk }: TicketView, again: string): Part[] {
  const n = owed.length + (saying?.news.length ?? 0);
  if (state !== 'open') return [];
  const notes = n === 0 ? [] : [line('ticket.waiting', { n })];
  if (unsaid === null) return notes;
  return [
    ...notes,
    line('ticket.unsaid', { desk }),
    { kind: 'quote', text: unsaid.told },
    line('ticket.unsaid-next', { command: again }),
  ];
}

/** In a few words each, for the incident's own message and for boards. */
export function ticketWords(one: TicketView): Span[] {
  const { desk, state } = one;
  const key = keySpan(one);
  switch (state) {
    case 'open':
      return [key, say(` (${desk})`)];
    case 'gone':
      return [key, say(` (${text('status.ticket-gone', { desk })})`)];
    case 'failed':
      return [say(text('status.ticket-failed', { desk }))];
    default:
      return [say(text('status.ticket-opening', { desk }))];
  }
}

/** All that count, in one line; none where there are none. */
export function ticketsLine({ tickets = [] }: Pick<IncidentView, 'tickets'>): Part[] {
  if (tickets.length === 0) return [];
  const words = tickets.flatMap((one, at) => [...(at === 0 ? [] : [say(', ')]), ...ticketWords(one)]);
  return [line('status.tickets', { tickets: words })];
}
