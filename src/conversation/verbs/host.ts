/**
 * @module conversation/verbs/host
 * One host: connection, versions, key, the last verdict and the incident that is open for it.
 */
import type { HostCard } from '../../hub/messages.ts';
import { frozenParts } from '../../messages/frozen.ts';
import { connection, lastTriage, speaksOlder } from '../../messages/host-card.ts';
import { maintenanceParts } from '../../messages/maintenance.ts';
import type { Part } from '../../messages/message.ts';
import { line, text } from '../../messages/sentence.ts';
import { ago, utc } from '../../messages/time.ts';
import { SPEAKS } from '../../protocol/limits.ts';
import { confirmKey } from '../confirm-key.ts';
import type { Answer } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { hostCard, labelsOf } from '../fleet.ts';
import { changeKey, isKeyChange } from '../host-key.ts';
import { relabel } from '../relabel.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const host: Verb = {
  verb: 'host',
  usage: 'NAME [label LABEL… | unlabel LABEL… | confirm KEY | quarantine [because …] | release | revoke]',
  help: 'verb.host',
  more: ['verb.host.labels', 'verb.host.confirm', 'verb.host.quarantine', 'verb.host.revoke'],
  examples: [
    'host node-3',
    'host node-3 label prod eu',
    'host node-3 confirm KEY',
    'host node-3 quarantine because its disk was copied',
  ],
  also: ['show', 'info', 'describe', 'agent'],
  async run({ words }, ask, deps) {
    const [name = '', change, ...rest] = words;
    const found = await findHost(name, 'host', deps);
    if ('answer' in found) return found.answer;
    if (change?.toLowerCase() === 'confirm') return confirmKey(found.host, rest[0], ask, deps);
    const word = change?.toLowerCase() ?? '';
    if (isKeyChange(word)) return changeKey(found.host, word, rest, ask, deps);
    if (change !== undefined) return relabel(found.host, change.toLowerCase(), rest, ask, deps);
    const [card, own] = await Promise.all([
      hostCard(deps.objects, found.host),
      labelsOf(deps.objects, found.host),
    ]);
    return answerFor(card, own, deps);
  },
};

function answerFor(card: HostCard, labels: string[], deps: ConversationDeps): Answer {
  const now = deps.now();
  const again = { command: `${deps.command} enroll ${card.name}` };
  const parts: Part[] = [
    line('one.agent', { state: connectionWords(card, now) }),
    ...maintenanceParts([card], now),
    ...frozenParts([card], now),
  ];
  if (card.quarantined !== null) {
    const byAdmin = card.quarantinedBy != null;
    const back = { command: `${deps.command} host ${card.name} release` };
    parts.push(line('one.quarantined', { why: card.quarantined }));
    parts.push(byAdmin ? line('one.release', back) : line('one.enroll-again', again));
  }
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
    ...(speaksOlder(card)
      ? [line('one.older-protocol', { speaks: card.speaks ?? 1, newest: Math.max(...SPEAKS) })]
      : []),
    line(card.confirmed ? 'one.key-confirmed' : 'one.key-unconfirmed', {
      key: card.keyFingerprint ?? unknown,
    }),
    ...ssmParts(card),
    line('one.labels', { labels: labels.length === 0 ? text('one.no-labels') : labels.join(', ') }),
    line('one.triage', { when: lastTriage(card, now()) }),
    line('one.run-triage', { command: `${command} triage ${card.name}` }),
  ];
}

function ssmParts({ ssm }: HostCard): Part[] {
  if (ssm === undefined) return [];
  const { instance, joining } = ssm;
  if (joining === null) return [line('one.ssm', { instance })];
  return [
    joining === 'asked'
      ? line('one.ssm-asked', { instance })
      : line('one.ssm-failed', { instance, why: joining }),
  ];
}

function connectionWords(card: HostCard, now: number): string {
  if (!card.enrolled) return text('card.pending');
  if (card.connected) return text('card.connected');
  if (card.lastSeen === null) return text('card.never-connected');
  return text('one.not-connected', { at: utc(card.lastSeen, now), ago: ago(now - card.lastSeen) });
}
