/**
 * @module conversation/verbs/host
 * One host: connection, versions, key, the last verdict and the incident that is open for it.
 */
import type { HostCard } from '../../hub/messages.ts';
import { connection, lastTriage } from '../../messages/host-card.ts';
import { type Part, say } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, text } from '../../messages/sentence.ts';
import { ago, utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { HostLabel } from '../../protocol/words.ts';
import { alreadyDone } from '../act-once.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { changeLabels, hostCard, hostNames, labelsOf } from '../fleet.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const host: Verb = {
  verb: 'host',
  usage: 'NAME [label LABEL… | unlabel LABEL…]',
  help: 'verb.host',
  more: ['verb.host.labels'],
  examples: ['host node-3', 'host node-3 label prod eu'],
  also: ['show', 'info', 'describe', 'agent'],
  async run({ words }, ask, deps) {
    const [name = '', change, ...labels] = words;
    const found = await findHost(name, 'host', deps);
    if ('answer' in found) return found.answer;
    if (change !== undefined) return relabel(found.host, change.toLowerCase(), labels, ask, deps);
    const [card, own] = await Promise.all([
      hostCard(deps.objects, found.host),
      labelsOf(deps.objects, found.host),
    ]);
    return answerFor(card, own, deps);
  },
};

async function relabel(
  name: string,
  change: string,
  words: string[],
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { command, objects } = deps;
  const examples = [`${command} host ${name} label prod`, `${command} host ${name} unlabel prod`];
  const labels = words.flatMap((word) => word.toLowerCase().split(',')).filter((word) => word !== '');
  if ((change !== 'label' && change !== 'unlabel') || labels.length === 0)
    return usageError({ problem: 'bad-change', headline: text('labels.how'), examples });
  const permission = await deps.may(ask.person, 'enroll');
  if (!permission.ok) return notAllowed(permission, 'labels', [`${command} host ${name}`]);
  const wrong = await wrongLabels(labels, deps);
  if (change === 'label' && wrong !== null)
    return usageError({
      problem: 'bad-label',
      headline: text('labels.invalid'),
      lines: [[say(wrong)]],
      examples,
    });
  const done = { verb: 'label', headline: text('again.labels'), again: `${command} host ${name}` };
  const answered = await alreadyDone(ask, done, deps);
  if (answered !== null) return answered;
  const added = change === 'label' ? labels : [];
  const removed = change === 'label' ? [] : labels;
  const now = await changeLabels(objects, name, { add: added, remove: removed });
  deps.log.info(
    {
      host: name,
      added: added.join(' '),
      removed: removed.join(' '),
      by: ask.person.id,
      via: ask.person.via,
    },
    'Labels were changed',
  );
  const [first] = now ?? [];
  return {
    message: {
      headline: now?.length
        ? text('labels.now', { host: name, labels: now.join(', ') })
        : text('labels.none', { host: name }),
      emoji: '🏷️',
      parts: first === undefined ? [] : [line('labels.triage', { command: `${command} triage ${first}` })],
      context: [],
    },
    for: 'asker',
    data: { host: name, labels: now ?? [] },
  };
}

/** Why these cannot be labels, or null. A label that is also a host's name would mean two things. */
export async function wrongLabels(
  labels: readonly string[],
  { objects }: Pick<ConversationDeps, 'objects'>,
): Promise<string | null> {
  if (labels.some((label) => !HostLabel.safeParse(label).success)) return text('labels.rule');
  if (labels.includes('all')) return text('labels.all');
  const names = new Set(await hostNames(objects));
  const taken = labels.find((label) => names.has(label));
  return taken === undefined ? null : text('labels.host-name', { label: taken });
}

function answerFor(card: HostCard, labels: string[], deps: ConversationDeps): Answer {
  const now = deps.now();
  const again = { command: `${deps.command} enroll ${card.name}` };
  const parts: Part[] = [line('one.agent', { state: connectionWords(card, now) })];
  if (card.quarantined !== null)
    parts.push(line('one.quarantined', { why: card.quarantined }), line('one.enroll-again', again));
  if (card.marked !== null) parts.push(line('one.warning', { what: card.marked }));
  if (card.enrolled) parts.push(...enrolledParts(card, labels, deps));
  else parts.push(line('one.new-token', again));
  return {
    message: {
      headline: text('one.headline', { host: card.name, state: connection(card, now) }),
      emoji: card.connected ? '🟢' : '⚪',
      parts,
      context: [text('list.as-of', { at: utc(now, now) })],
    },
    for: 'asker',
    data: { ...card, labels },
  };
}

function enrolledParts(card: HostCard, labels: string[], { command, now }: ConversationDeps): Part[] {
  const unknown = text('card.unknown');
  return [
    line('one.versions', {
      openclaw: card.openclawVersion ?? unknown,
      agent: card.agentVersion ?? unknown,
      platform: card.platform ?? text('one.platform-unknown'),
    }),
    line(card.confirmed ? 'one.key-confirmed' : 'one.key-unconfirmed', {
      key: card.keyFingerprint ?? unknown,
    }),
    line('one.labels', { labels: labels.length === 0 ? text('one.no-labels') : labels.join(', ') }),
    line('one.triage', { when: lastTriage(card, now()) }),
    line('one.run-triage', { command: `${command} triage ${card.name}` }),
  ];
}

function connectionWords(card: HostCard, now: number): string {
  if (!card.enrolled) return text('card.pending');
  if (card.connected) return text('card.connected');
  if (card.lastSeen === null) return text('card.never-connected');
  return text('one.not-connected', { at: utc(card.lastSeen, now), ago: ago(now - card.lastSeen) });
}
