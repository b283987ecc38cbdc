/**
 * @module conversation/verbs/ticket
 * Puts an incident on a ticket, or links one that is there. In the incident's thread nothing need be named but the desk,
 * and not even that where there is one.
 */
import type { ViewReply } from '../../incidents/messages.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { noDesk, nothingOpen, unknownDesk, whichIncident } from '../../messages/ticket-refusals.ts';
import { NO_DESKS } from '../../tickets/known-desks.ts';
import { beginTicket } from '../begin-ticket.ts';
import { closest } from '../closest.ts';
import type { Answer, Ask } from '../conversation.ts';
import { hostCard, hostCards, hostNames } from '../fleet.ts';
import { readTicketWords, type TicketWords } from '../ticket-words.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

/** Open incidents that are offered where none was named. */
const MOST_OFFERED = 4;

export const ticket: Verb = {
  verb: 'ticket',
  usage: '[HOST] [DESK] [KEY] [title TEXT]',
  help: 'verb.ticket',
  more: [
    'verb.ticket.desk',
    'verb.ticket.key',
    'verb.ticket.thread',
    'verb.ticket.title',
    'verb.ticket.once',
  ],
  examples: ['ticket', 'ticket node-3', 'ticket node-3 jira', 'ticket node-3 jira OPS-12'],
  also: ['issue', 'case', 'jira', 'desk', 'escalation'],
  async run({ rest }, ask, deps) {
    const { desks = NO_DESKS, command, objects } = deps;
    const permission = await deps.may(ask.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'ticket', [`${command} status`]);
    if (desks.names.length === 0) return noDesk(command);
    const hosts = await hostNames(objects);
    const words = readTicketWords(rest, desks.names, hosts);
    if (words.unknown !== undefined) return notKnown(words, words.unknown, desks.names, deps);
    const found = await incidentMeant(words, ask, hosts, deps);
    if ('answer' in found) return found.answer;
    const { incident } = found;
    const { view } = (await objects.send(
      { kind: 'incident', name: incident },
      { type: 'view' },
    )) as ViewReply;
    if (view === null) return whichIncident([`${command} status`]);
    const { desk, key, title, mark } = words;
    return beginTicket(
      {
        ...{ id: ask.id, person: ask.person, view },
        ...(desk === undefined ? {} : { desk }),
        ...(key === undefined ? {} : { key }),
        ...(title === undefined ? {} : { title }),
        ...(mark === undefined ? {} : { bundle: mark }),
      },
      deps,
    );
  },
};

/** The word that fits nothing, with the closest desk in its place. */
function notKnown(
  { incident, host }: TicketWords,
  typed: string,
  names: readonly string[],
  { command, desks }: ConversationDeps,
): Answer {
  const near = closest(typed, names) ?? desks?.usual ?? names[0];
  const before = [command, 'ticket', incident ?? host].filter((word) => word !== undefined);
  return unknownDesk(typed, names, [...before, near].join(' '));
}

/** The one that was named, the one of the thread, or the only one that is open. */
async function incidentMeant(
  { incident, host }: TicketWords,
  ask: Ask,
  hosts: readonly string[],
  { objects, command }: ConversationDeps,
): Promise<{ incident: string } | { answer: Answer }> {
  if (incident !== undefined) return { incident };
  if (host !== undefined) {
    const { openIncident } = await hostCard(objects, host);
    return openIncident === null ? { answer: nothingOpen(host, command) } : { incident: openIncident };
  }
  if (ask.incident !== undefined) return { incident: ask.incident };
  const cards = await hostCards(objects, hosts);
  const open = cards.filter(({ card }) => card?.openIncident != null);
  const ids = [...new Set(open.flatMap(({ card }) => card?.openIncident ?? []))];
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return { incident: only };
  const offered = open.slice(0, MOST_OFFERED).map(({ name }) => `${command} ticket ${name}`);
  return {
    answer: whichIncident(offered.length > 0 ? offered : [`${command} triage ${hosts[0] ?? 'HOST'}`]),
  };
}
