/**
 * @module conversation/confirm-key
 * An admin says that a host's key is the host's own, having compared it with what the host itself shows. Until then
 * whoever holds that key is only asked to look; nothing is changed on its word.
 */
import type { ConfirmReply } from '../hub/messages.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { alreadyDone } from './act-once.ts';
import type { Answer, Ask } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

/** `typed` is the key as the host shows it; without it, or with another one, nothing is confirmed. */
export async function confirmKey(
  name: string,
  typed: string | undefined,
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { command, objects, log } = deps;
  const permission = await deps.may(ask.person, 'enroll');
  if (!permission.ok) return notAllowed(permission, 'confirm', [`${command} host ${name}`]);
  const how = { lines: [spans('confirm.where')], examples: [`${command} host ${name} confirm KEY`] };
  if (typed === undefined) return usageError({ problem: 'no-key', headline: text('confirm.how'), ...how });
  const done = { verb: 'confirm', headline: text('again.confirm'), again: `${command} host ${name}` };
  const answered = await alreadyDone(ask, done, deps);
  if (answered !== null) return answered;
  const by = `${ask.person.via}:${ask.person.id}`;
  const message = { type: 'confirm', key: typed, by };
  const { ok, key } = (await objects.send({ kind: 'host', name }, message)) as ConfirmReply;
  log.info(
    { host: name, by, ok },
    ok ? 'The key of a host was confirmed' : 'Another key was to be confirmed',
  );
  if (!ok) {
    const headline = text(key === null ? 'confirm.not-joined' : 'confirm.differs', { host: name });
    return usageError({ problem: key === null ? 'not-enrolled' : 'another-key', headline, ...how });
  }
  return {
    message: {
      headline: text('confirm.done', { host: name }),
      emoji: '🔏',
      parts: [line('confirm.means')],
      context: [],
    },
    for: 'asker',
    data: { host: name, key, confirmed: true },
  };
}
