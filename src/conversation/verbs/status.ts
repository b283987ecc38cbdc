/**
 * @module conversation/verbs/status
 * What is going on: the open incidents with the headline of each, and how many hosts are connected.
 */
import type { ViewReply } from '../../incidents/messages.ts';
import type { IncidentView } from '../../incidents/notifier.ts';
import { freezesOf, frozenParts } from '../../messages/frozen.ts';
import { headlineOf, signOf } from '../../messages/host-words.ts';
import type { Part, Span } from '../../messages/message.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { utc } from '../../messages/time.ts';
import { eachOf, hostCards, hostNames } from '../fleet.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const MOST = 30;

export const status: Verb = {
  verb: 'status',
  usage: '',
  help: 'verb.status',
  more: [],
  examples: ['status'],
  also: ['incidents', 'open', 'overview'],
  async run(_args, _ask, deps) {
    const { objects } = deps;
    const now = deps.now();
    const cards = await hostCards(objects, await hostNames(objects));
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
    parts.push(...frozenParts(known, now));
    if (ids.length > MOST) parts.push(line('incidents.more', { n: ids.length - MOST }));
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
  return view.hosts.map((host) =>
    spans('incident.row', { state: `${signOf(host)} ${headlineOf(host)}`, ...told }),
  );
}
