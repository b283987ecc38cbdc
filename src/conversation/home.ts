/**
 * @module conversation/home
 * Gathers what the Home tab shows: a page of the hosts, worst first, and the incidents that are open. However many hosts
 * there are, only those on the page are asked themselves.
 */
import type { ViewReply } from '../incidents/messages.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { composeHome, HOSTS_A_PAGE, worstFirst } from '../messages/home.ts';
import type { Message } from '../messages/message.ts';
import { eachOf, fleetCards, withFreshCards } from './fleet.ts';
import type { ConversationDeps } from './verb.ts';

/** Incidents that are read; the others are counted. */
const MOST_READ = 30;

export type HomeDeps = Pick<ConversationDeps, 'objects' | 'now' | 'command' | 'log'>;

/** The board as it is now; `wanted`: which page of hosts, from 1. Throws when the fleet cannot be listed; one that does not answer hides no other. */
export async function homeMessage(deps: HomeDeps, wanted = 1): Promise<Message> {
  const { objects, command } = deps;
  const hosts = worstFirst(await fleetCards(objects), deps.now());
  const pages = Math.max(1, Math.ceil(hosts.length / HOSTS_A_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const from = (page - 1) * HOSTS_A_PAGE;
  const shown = await withFreshCards(objects, hosts.slice(from, from + HOSTS_A_PAGE));
  const ids = [...new Set(hosts.flatMap(({ card }) => card?.openIncident ?? []))];
  const views = await eachOf(ids.slice(0, MOST_READ), (id) => viewOf(id, deps));
  const incidents = views.filter((view) => view !== null);
  const many = { hosts, shown, page, pages };
  return composeHome({ ...many, incidents, open: ids.length, now: deps.now(), command });
}

async function viewOf(incident: string, { objects, log }: HomeDeps): Promise<IncidentView | null> {
  try {
    const reply = await objects.send({ kind: 'incident', name: incident }, { type: 'view' });
    return (reply as ViewReply).view;
  } catch (cause) {
    log.warn({ incident, cause: String(cause) }, 'An incident could not be read for the Home tab');
    return null;
  }
}
