/**
 * @module conversation/verbs/triage
 * Looks at a host: joins the incident that is open for it, else opens one. The answer says at once what is
 * being done and whether the host can be reached; everything else the incident says itself.
 */
import { readComplaint } from '../../evidence/complaint/read-complaint.ts';
import type { IncidentView } from '../../incidents/notifier.ts';
import { complaintNoted } from '../../messages/complaint.ts';
import { frozenParts } from '../../messages/frozen.ts';
import { maintenanceParts } from '../../messages/maintenance.ts';
import type { Part } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { lastCheckIn } from '../../messages/status.ts';
import { utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { type Begun, beginLook } from '../begin-look.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHosts } from '../find-hosts.ts';
import { hostCard } from '../fleet.ts';
import { wordsOf } from '../parse.ts';
import { press } from '../press.ts';
import { triageMany } from '../triage-many.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const triage: Verb = {
  verb: 'triage',
  usage: 'HOST[/PROFILE] | LABEL | all [: COMPLAINT]',
  help: 'verb.triage',
  more: [
    'verb.triage.read-only',
    'verb.triage.joins',
    'verb.triage.profile',
    'verb.triage.complaint',
    'verb.triage.thread',
    'verb.triage.several',
  ],
  examples: [
    'triage node-3',
    'triage node-3/work',
    'triage node-3: my direct messages are ignored',
    'triage prod',
    'triage node-1 node-2',
    'triage all',
  ],
  also: ['diagnose', 'check', 'look', 'inspect', 'probe', 'analyze', 'analyse', 'doctor'],
  async run({ rest }, asked, deps) {
    const { words, complaint } = heard(rest, asked.about);
    const permission = await deps.may(asked.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'triage', [`${deps.command} hosts`]);
    if (words.length === 0 && asked.incident !== undefined)
      return triageIncident({ ...asked, ...complaint }, asked.incident, deps);
    const { incident: _, ...here } = asked;
    const ask = { ...here, ...complaint };
    const found = await findHosts(words, 'triage', deps);
    if ('answer' in found) return found.answer;
    const [target] = found.targets;
    if (!found.one || target === undefined) return triageMany(found.targets, ask, deps);
    const card = await hostCard(deps.objects, target.host);
    if (!card.enrolled) return notJoined(target.host, deps);
    return answerOne(await beginLook(target.host, card, ask, deps, target.gateway), ask, deps);
  },
};

/** The hosts before the colon, and the complaint behind it; else what the thread is about. */
function heard(
  rest: string,
  about: string | undefined,
): { words: string[]; complaint: { complaint?: string } } {
  const colon = rest.search(/[:：]/u);
  const [hosts, typed] = colon < 0 ? [rest, ''] : [rest.slice(0, colon), rest.slice(colon + 1).trim()];
  const complaint = typed === '' ? about : typed;
  return { words: wordsOf(hosts), complaint: complaint === undefined ? {} : { complaint } };
}

/** In an incident's thread no host need be named: triage runs again on all of the incident's. */
async function triageIncident(ask: Ask, incident: string, deps: ConversationDeps): Promise<Answer> {
  const { id, person, place, complaint } = ask;
  const said = complaint === undefined ? {} : { complaint };
  const wish = { id, action: 'rerun', incident, look: null, person, place, ...said };
  const pressed = await press(wish, deps);
  if ('form' in pressed) throw new Error('A look at an incident asked for a form.');
  return pressed;
}

function answerOne({ host, incident, reply, card }: Begun, ask: Ask, deps: ConversationDeps): Answer {
  const { view, order, underWay } = reply;
  const now = deps.now();
  const look = view.hosts.find((one) => one.host === host);
  const again = (look?.look ?? 1) > 1;
  const parts: Part[] = [];
  let headline = text('triage.started', { host });
  if (underWay) {
    headline = text('triage.running', { host });
    parts.push(since(view, now), line('triage.same-result'));
  } else if (again) {
    headline = text('triage.started-again', { host });
    parts.push(since(view, now), line('triage.updates'));
  } else if (card.connected) parts.push(line('triage.results-here'));
  if (!card.connected && !underWay) {
    headline = text('host.absent', { host });
    parts.push(lastCheckIn(card.lastSeen, now), line('triage.job-waits', { host }));
  }
  parts.push(...maintenanceParts([card], now), ...frozenParts([card], now));
  const about = ask.complaint === undefined ? [] : readComplaint(ask.complaint).about;
  if (about.length > 0) parts.push(complaintNoted(about));
  return {
    message: { headline, emoji: card.connected ? '🔎' : '❔', parts, context: [incident] },
    for: 'asker',
    incident,
    data: { incident, host, order, underWay, connected: card.connected, lastSeen: card.lastSeen },
  };
}

const since = (view: IncidentView, now: number): Part =>
  line('incident.open-since', {
    incident: view.incident,
    at: utc(view.startedAt, now),
    person: nameOf(view.requester),
  });

function notJoined(host: string, deps: ConversationDeps): Answer {
  return usageError({
    problem: 'not-enrolled',
    headline: text('triage.pending', { host }),
    lines: [spans('triage.pending-why')],
    examples: [`${deps.command} enroll ${host}`],
  });
}
