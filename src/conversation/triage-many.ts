/**
 * @module conversation/triage-many
 * Triage of many hosts with one command. Those without an incident of their own share one, whose living message
 * shows them side by side; the others stay where people already speak of them.
 */

import { namesOf } from '../messages/enumerate.ts';
import { headlineOf } from '../messages/host-words.ts';
import type { Part, Span } from '../messages/message.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { type Begun, beginLook } from './begin-look.ts';
import type { Answer, Ask } from './conversation.ts';
import type { Target } from './find-hosts.ts';
import { eachOf, hostCards } from './fleet.ts';
import { incidentId } from './incident-id.ts';
import { nobodyThere, triageRound } from './triage-round.ts';
import type { ConversationDeps } from './verb.ts';

/** Hosts that one incident holds: its record stays well within what one object may. More are a round's (triage-round.ts). */
export const MOST_HOSTS = 250;
/** Incidents in one list. */
const SHOWN = 12;

/** Looks at these hosts; those that never joined are said to be left out. */
export async function triageMany(
  targets: readonly Target[],
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  if (targets.length > MOST_HOSTS) return triageRound(targets, ask, deps);
  const cards = await hostCards(
    deps.objects,
    targets.map(({ host }) => host),
  );
  const joined = cards.flatMap(({ name, card }) => (card?.enrolled ? [{ name, card }] : []));
  const silent = cards.filter(({ card }) => card === null).map(({ name }) => name);
  const never = cards.filter(({ card }) => card?.enrolled === false).map(({ name }) => name);
  if (joined.length === 0) return nobodyThere(never[0] ?? silent[0] ?? 'node-1', deps);
  const gateways = new Map(targets.map(({ host, gateway }) => [host, gateway]));
  const begun = await eachOf(joined, ({ name, card }) =>
    beginLook(name, card, ask, deps, gateways.get(name)),
  );

  const own = await incidentId(ask.id);
  const here = begun.filter((one) => one.incident === own).map((one) => one.host);
  const elsewhere = begun.filter((one) => one.incident !== own);
  const away = begun.filter((one) => !one.card.connected).map((one) => one.host);
  const incident = here.length > 0 ? own : elsewhere[0]?.incident;
  const parts: Part[] = [
    ...(here.length > 0 ? [line('triage.many-here', { hosts: namesOf(here) })] : []),
    ...inOtherIncidents(elsewhere),
    ...(away.length > 0 ? [line('triage.many-waiting', { hosts: namesOf(away) })] : []),
    ...(never.length > 0 ? [line('triage.many-pending', { hosts: namesOf(never) })] : []),
    ...(silent.length > 0 ? [line('triage.many-silent', { hosts: namesOf(silent) })] : []),
  ];
  return {
    message: {
      headline: text('triage.many', { n: begun.length }),
      emoji: '🔎',
      parts,
      context: incident === undefined ? [] : [incident],
    },
    for: 'asker',
    ...(incident === undefined ? {} : { incident }),
    data: {
      incident: incident ?? null,
      orders: begun.map((one) => ({ host: one.host, incident: one.incident, order: one.reply.order })),
      leftOut: [...never, ...silent],
    },
  };
}

function inOtherIncidents(begun: readonly Begun[]): Part[] {
  if (begun.length === 0) return [];
  const items = begun.slice(0, SHOWN).map((one): Span[] => {
    const look = one.reply.view.hosts.find((it) => it.host === one.host);
    const state = look === undefined ? one.host : headlineOf(look);
    return spans('triage.many-row', { state, incident: one.incident });
  });
  if (begun.length > SHOWN) items.push(spans('list.and-more', { n: begun.length - SHOWN }));
  return [line('triage.many-elsewhere'), { kind: 'list', items }];
}
