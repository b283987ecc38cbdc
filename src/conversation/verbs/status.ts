/**
 * @module conversation/verbs/status
 * What is going on: the open incidents with the headline of each, and how many hosts are connected.
 */
import type { ViewReply } from '../../incidents/messages.ts';
import type { IncidentView, JobView, RecoveryView } from '../../incidents/notifier.ts';
import { freezesOf, frozenParts } from '../../messages/frozen.ts';
import { speaksOlder } from '../../messages/host-card.ts';
import { headlineOf, signOf } from '../../messages/host-words.ts';
import { maintenanceParts } from '../../messages/maintenance.ts';
import type { Part, Span } from '../../messages/message.ts';
import { recoveryWord } from '../../messages/recovery-answers.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { ticketWords } from '../../messages/ticket.ts';
import { utc } from '../../messages/time.ts';
import { eachOf, fleetCards } from '../fleet.ts';
import { isIncidentId } from '../incident-id.ts';
import { incidentRecord } from '../incident-record.ts';
import { reportedTicket } from '../incident-report.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const MOST = 30;
/** Names in one line; the rest is counted. */
const MOST_NAMES = 8;

const named = (names: readonly string[]) => ({
  n: names.length,
  hosts: names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', …' : ''),
});

export const status: Verb = {
  verb: 'status',
  usage: '[INCIDENT]',
  help: 'verb.status',
  more: ['verb.status.record'],
  examples: ['status', 'status inc-7f3k2m9qxa'],
  also: ['incidents', 'open', 'overview'],
  async run({ words }, _ask, deps) {
    const [asked = ''] = words;
    if (isIncidentId(asked.toLowerCase())) return incidentRecord(asked.toLowerCase(), deps);
    const { objects } = deps;
    const now = deps.now();
    const cards = await fleetCards(objects);
    const known = cards.flatMap(({ card }) => (card === null ? [] : [card]));
    const ids = [...new Set(known.flatMap((card) => card.openIncident ?? []))];
    const views = (await eachOf(ids.slice(0, MOST), (id) => viewOf(id, deps))).filter(
      (view) => view !== null,
    );
    const connected = known.filter((card) => card.connected).length;
    const silent = cards.length - known.length;
    const parts: Part[] = [];
    if (views.length > 0) parts.push({ kind: 'list', items: views.flatMap((view) => rows(view, now)) });
    else parts.push(line('home.no-incidents'));
    parts.push(...maintenanceParts(known, now), ...frozenParts(known, now));
    if (ids.length > MOST) parts.push(line('incidents.more', { n: ids.length - MOST }));
    const outside = known.filter(({ quarantined }) => quarantined !== null).map(({ name }) => name);
    if (outside.length > 0)
      parts.push(
        line('incidents.quarantined', { ...named(outside), command: `${deps.command} host ${outside[0]}` }),
      );
    const older = known.filter(speaksOlder).map(({ name }) => name);
    if (older.length > 0) parts.push(line('incidents.older', named(older)));
    const hosts = { known: cards.length, connected, command: `${deps.command} hosts` };
    parts.push(
      silent === 0 ? line('incidents.hosts', hosts) : line('incidents.hosts-some', { ...hosts, silent }),
    );
    return {
      message: {
        headline: text('incidents.headline', { n: ids.length }),
        emoji: ids.length === 0 ? '✅' : '📋',
        parts,
        context: [text('list.as-of', { at: utc(now, now) })],
      },
      for: 'asker',
      data: {
        incidents: views.map((view) => ({
          incident: view.incident,
          startedAt: new Date(view.startedAt).toISOString(),
          recoveries: (view.recoveries ?? []).map(({ id, host, state, end }) => ({
            ...{ recovery: id, host, state },
            end: end?.as ?? null,
          })),
          tickets: (view.tickets ?? []).map(reportedTicket),
          jobs: (view.jobs ?? []).map(({ id, host, op, state }) => ({ job: id, host, op, state })),
          hosts: view.hosts.map((host) => ({
            host: host.host,
            state: host.state,
            verdict: host.diagnosis?.verdict ?? 'unknown',
          })),
        })),
        hosts: { known: cards.length, connected },
        freezes: freezesOf(known, now).map(({ freeze, hosts: held, by, because, from, until }) => ({
          ...{ freeze, hosts: held, by, because },
          from: new Date(from).toISOString(),
          until: new Date(until).toISOString(),
        })),
      },
    };
  },
};

async function viewOf(id: string, deps: ConversationDeps): Promise<IncidentView | null> {
  const reply = (await deps.objects.send({ kind: 'incident', name: id }, { type: 'view' })) as ViewReply;
  return reply.view;
}

function rows(view: IncidentView, now: number): Span[][] {
  const told = {
    at: utc(view.startedAt, now),
    person: nameOf(view.requester),
    incident: view.incident,
  };
  const hosts = view.hosts.map((host) =>
    spans('incident.row', { state: `${signOf(host)} ${headlineOf(host)}`, ...told }),
  );
  return [
    ...hosts,
    ...(view.recoveries ?? []).map(recoveryRow),
    ...(view.tickets ?? []).map((one) => spans('incident.ticket-row', { ticket: ticketWords(one) })),
    ...(view.jobs ?? []).flatMap(jobRow),
  ];
}

const recoveryRow = (recovery: RecoveryView): Span[] =>
  spans('incident.recovery-row', {
    host: recovery.host,
    n: recovery.n,
    state: recoveryWord(recovery),
    person: nameOf(recovery.by),
  });

/** Changes that are under way or in doubt; looks and plans say what they found elsewhere. */
function jobRow({ host, op, state, mode }: JobView): Span[][] {
  const told = mode === 'change' && !['done', 'denied', 'cancelled', 'expired', 'refused'].includes(state);
  return told ? [spans('incident.job-row', { host, op, state })] : [];
}
