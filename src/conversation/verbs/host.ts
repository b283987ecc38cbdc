/**
 * @module conversation/verbs/host
 * One host: connection, versions, key, the last verdict and the incident that is open for it.
 */
import type { HostCard } from '../../hub/messages.ts';
import { connection, lastLook } from '../../messages/host-card.ts';
import { bold, code, type Part, type Span, say } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
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
  help: 'shows one host: connection, versions, key, labels, last verdict, open incident',
  more: ['Labels stand for several hosts in triage and hosts; admins add and remove them.'],
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
    return usageError({ problem: 'bad-change', headline: 'How to change labels', examples });
  const permission = await deps.may(ask.person, 'enroll');
  if (!permission.ok) return notAllowed(permission, 'change labels', [`${command} host ${name}`]);
  const wrong = await wrongLabels(labels, deps);
  if (change === 'label' && wrong !== null)
    return usageError({
      problem: 'bad-label',
      headline: 'That cannot be a label',
      lines: [[say(wrong)]],
      examples,
    });
  const done = { verb: 'label', what: 'changed labels', again: `${command} host ${name}` };
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
  const look: Part[] =
    first === undefined
      ? []
      : [{ kind: 'line', spans: [say('All hosts with one: '), code(`${command} triage ${first}`)] }];
  return {
    message: {
      headline: `${name}: ${now?.length ? `labels ${now.join(', ')}` : 'no labels'}`,
      emoji: '🏷️',
      parts: look,
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
  if (labels.some((label) => !HostLabel.safeParse(label).success))
    return 'A label has letters, digits, dots and dashes, at most 32 of them.';
  if (labels.includes('all')) return '"all" always means every host.';
  const names = new Set(await hostNames(objects));
  const taken = labels.find((label) => names.has(label));
  return taken === undefined ? null : `${taken} is the name of a host.`;
}

function answerFor(card: HostCard, labels: string[], deps: ConversationDeps): Answer {
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
        say('Jobs are blocked. If you trust this host, enroll it again: '),
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
      line('Labels', say(labels.length === 0 ? 'none' : labels.join(', '))),
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
    data: { ...card, labels },
  };
}

function connectionWords(card: HostCard, now: number): string {
  if (!card.enrolled) return 'has not joined yet.';
  if (card.connected) return 'connected.';
  if (card.lastSeen === null) return 'never seen.';
  return `not connected. Last check-in ${utc(card.lastSeen, now)}, ${ago(now - card.lastSeen)}.`;
}
