/**
 * @module conversation/verbs/host
 * One host: connection, versions, key, the last verdict and the incident that is open for it.
 */
import type { HostCard } from '../../hub/messages.ts';
import type { Answer } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { hostCard } from '../fleet.ts';
import { bold, code, type Part, type Span, say } from '../message.ts';
import { ago, utc } from '../say-time.ts';
import type { ConversationDeps, Verb } from '../verb.ts';
import { connection, lastLook } from './hosts.ts';

export const host: Verb = {
  verb: 'host',
  usage: 'NAME',
  help: 'shows one host: connection, versions, key, last verdict, open incident',
  more: [],
  examples: ['host node-3'],
  also: ['show', 'info', 'describe', 'agent'],
  async run({ words }, _ask, deps) {
    const found = await findHost(words[0] ?? '', 'host', deps);
    if ('answer' in found) return found.answer;
    return answerFor(await hostCard(deps.objects, found.host), deps);
  },
};

function answerFor(card: HostCard, deps: ConversationDeps): Answer {
  const now = deps.now();
  const line = (label: string, ...spans: Span[]): Part => ({
    kind: 'line',
    spans: [bold(`${label}: `), ...spans],
  });
  const unknown = 'not known';
  const parts: Part[] = [line('Host agent', say(connectionWords(card, now)))];
  if (card.quarantined !== null) {
    parts.push(line('Quarantined', say(card.quarantined)), {
      kind: 'line',
      spans: [
        say('No job goes to it. If the host is yours and sound, it must join anew: '),
        code(`${deps.command} enroll ${card.name}`),
      ],
    });
  }
  if (card.marked !== null) parts.push(line('Noticed', say(card.marked)));
  if (card.enrolled) {
    const agent = card.agentVersion ?? unknown;
    parts.push(
      line(
        'Versions',
        say(
          `OpenClaw ${card.openclawVersion ?? unknown}, host agent ${agent}, ${card.platform ?? 'platform not known'}`,
        ),
      ),
      line(
        'Key',
        code(card.keyFingerprint ?? unknown),
        say(card.confirmed ? ', confirmed by an admin' : ', not confirmed: it is given read jobs only'),
      ),
      line('Last look', say(lastLook(card, now))),
    );
    parts.push({ kind: 'line', spans: [say('Look now: '), code(`${deps.command} triage ${card.name}`)] });
  } else {
    parts.push({ kind: 'line', spans: [say('A new token: '), code(`${deps.command} enroll ${card.name}`)] });
  }
  return {
    message: {
      headline: `${card.name}: ${connection(card, now)}`,
      emoji: card.connected ? '🟢' : '⚪',
      parts,
      context: [`as of ${utc(now, now)}`],
    },
    for: 'asker',
    data: { ...card },
  };
}

function connectionWords(card: HostCard, now: number): string {
  if (!card.enrolled) return 'has not joined yet.';
  if (card.connected) return 'connected.';
  if (card.lastSeen === null) return 'never seen.';
  return `not connected. Last check-in ${utc(card.lastSeen, now)}, ${ago(now - card.lastSeen)}.`;
}
