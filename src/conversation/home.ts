/**
 * @module conversation/home
 * Gathers what the Home tab shows: all hosts, and the incidents that are open for them.
 */
import type { ViewReply } from '../incidents/messages.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { composeHome } from '../messages/home.ts';
import type { Message } from '../messages/message.ts';
import { eachOf, hostCards, hostNames } from './fleet.ts';
import type { ConversationDeps } from './verb.ts';

/** Incidents that are read; the others are counted. */
const MOST_READ = 30;

export type HomeDeps = Pick<ConversationDeps, 'objects' | 'now' | 'command' | 'log'>;

/** The board as it is now. Throws when the fleet cannot be listed; one that does not answer hides no other. */
export async function homeMessage(deps: HomeDeps): Promise<Message> {
  const { objects, command } = deps;
  const hosts = await hostCards(objects, await hostNames(objects));
  const ids = [...new Set(hosts.flatMap(({ card }) => card?.openIncident ?? []))];
  const views = await eachOf(ids.slice(0, MOST_READ), (id) => viewOf(id, deps));
  const incidents = views.filter((view) => view !== null);
  return composeHome({ hosts, incidents, open: ids.length, now: deps.now(), command });
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
