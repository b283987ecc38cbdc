/**
 * @module conversation/relabel
 * Gives labels to a host and takes them away. Labels choose which hosts a command means, so only admins change them,
 * and each request acts once.
 */
import { say } from '../messages/message.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { line, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { HostLabel } from '../protocol/words.ts';
import { alreadyDone } from './act-once.ts';
import type { Answer, Ask } from './conversation.ts';
import { changeLabels, hostNames } from './fleet.ts';
import type { ConversationDeps } from './verb.ts';

/** `change` is `label` or `unlabel`, `words` the labels as typed; anything else is answered with how to do it. */
export async function relabel(
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
