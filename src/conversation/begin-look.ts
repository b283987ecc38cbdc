/**
 * @module conversation/begin-look
 * Begins a triage of a host: joins the incident that is open for it, else opens one. Typed or pressed, the ids
 * make a retry of the same wish find the same incident and the same look.
 */
import { complaintEvidence } from '../evidence/complaint/complaint-evidence.ts';
import type { HostCard } from '../hub/messages.ts';
import type { AskedReply } from '../incidents/messages.ts';
import { openOrJoin } from '../incidents/open-or-join.ts';
import type { Ask } from './conversation.ts';
import { incidentId } from './incident-id.ts';
import type { ConversationDeps } from './verb.ts';

export type Begun = { host: string; incident: string; reply: AskedReply; card: HostCard };

/**
 * `ask.incident` is the incident to go on with when none is open for the host; without it one is opened whose
 * id comes from the ask's own. `gateway`: the profile to look at; all of the host's when left out.
 */
export async function beginLook(
  host: string,
  card: HostCard,
  ask: Ask,
  deps: ConversationDeps,
  gateway?: string,
): Promise<Begun> {
  const { objects, log } = deps;
  const own = ask.incident ?? (await incidentId(ask.id));
  const complaint = ask.complaint === undefined ? [] : complaintEvidence(ask.complaint, deps.now());
  const event = {
    id: `ask:${ask.id}:${host}`,
    at: deps.now(),
    type: 'asked' as const,
    host,
    ...(gateway === undefined ? {} : { gateway }),
    person: ask.person,
    place: ask.place,
    // A complaint is kept without its secrets or not at all.
    text: ask.complaint === undefined ? ask.text : `triage ${host}`,
    ...(complaint.length === 0 ? {} : { complaint }),
    ...(ask.trace === undefined ? {} : { trace: ask.trace }),
  };
  const { incident, reply } = await openOrJoin(objects, host, own, event);
  log.info({ incident, host, joined: incident !== own, via: ask.place.via }, 'A triage was asked for');
  return { host, incident, reply, card };
}
