/**
 * @module conversation/verbs/note
 * Writes something down for whoever helps next: what a user saw, what a browser or a desktop app said. Kept with the
 * incident without its secrets, and part of every bundle that is made of it.
 */
import type { IncidentMessage, ViewReply } from '../../incidents/messages.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { hostCard } from '../fleet.ts';
import { isIncidentId } from '../incident-id.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

/** As a story carries it (protocol/bundle.ts). */
const LONGEST = 4_000;
/** Of a longer text nothing is read: a secret that was cut in two is no longer known. */
const MOST_READ = 65_536;

export const note: Verb = {
  verb: 'note',
  usage: '[HOST|INCIDENT] TEXT',
  help: 'verb.note',
  more: ['verb.note.thread', 'verb.note.paste', 'verb.note.secrets'],
  examples: ['note node-3 the browser shows “pairing required” since 10:20'],
  also: ['remember', 'comment', 'write'],
  async run({ rest }, ask, deps) {
    const { command, may, objects, now, log, redact } = deps;
    const permission = await may(ask.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'note', [`${command} hosts`]);
    const found = await target(rest, ask, deps);
    if ('answer' in found) return found.answer;
    const { incident, said } = found;
    const read = said.length > MOST_READ ? said.slice(0, MOST_READ).replace(/\S+$/, '') : said;
    // Secrets first: what is cut afterwards is no half of one.
    const safe = (redact?.(read) ?? '').trim();
    const kept = safe.slice(0, LONGEST);
    if (kept === '') return empty(deps);
    const to = { kind: 'incident', name: incident } as const;
    const { view } = (await objects.send(to, { type: 'view' })) as ViewReply;
    if (view === null) return nowhere(deps);
    const event = { id: `note:${ask.id}`, at: now(), type: 'note', person: ask.person, text: kept } as const;
    const told: IncidentMessage = { type: 'event', event };
    await objects.send(to, told);
    log.info({ incident, by: ask.person.id, via: ask.place.via }, 'A note was kept');
    return {
      message: {
        headline: text('note.kept'),
        emoji: '📝',
        parts: [
          line('note.kept-what', { incident }),
          ...(safe === read.trim() ? [] : [line('note.masked')]),
          ...(kept === safe && read === said ? [] : [line('note.cut', { n: kept.length })]),
        ],
        context: [incident],
      },
      for: 'asker',
      incident,
      data: { incident, characters: kept.length },
    };
  },
};

/** In an incident's thread all of it is the note; elsewhere the first word says where it belongs. */
async function target(
  rest: string,
  ask: Ask,
  deps: ConversationDeps,
): Promise<{ incident: string; said: string } | { answer: Answer }> {
  const [, first = '', after = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest) ?? [];
  if (isIncidentId(first.toLowerCase())) return { incident: first.toLowerCase(), said: after };
  if (ask.incident !== undefined) return { incident: ask.incident, said: rest };
  if (first === '') return { answer: empty(deps) };
  const found = await findHost(first.toLowerCase(), 'note', deps);
  if ('answer' in found) return { answer: nowhere(deps) };
  const { openIncident } = await hostCard(deps.objects, found.host);
  return openIncident === null ? { answer: nowhere(deps) } : { incident: openIncident, said: after };
}

const empty = ({ command }: ConversationDeps): Answer =>
  usageError({
    problem: 'empty-note',
    headline: text('note.empty'),
    lines: [spans('note.empty-why')],
    examples: [`${command} note node-1 the browser shows a white page`],
  });

const nowhere = ({ command }: ConversationDeps): Answer =>
  usageError({
    problem: 'no-incident',
    headline: text('note.where'),
    lines: [spans('note.where-why')],
    examples: [`${command} status`],
  });
